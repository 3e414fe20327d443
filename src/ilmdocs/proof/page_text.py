"""The text of a page letter by letter, with the place of each letter on the page."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, from the page's lower left corner."""


class PageText:
    """A page's text. Positions in `text` are positions of letters on the page.

    Args:
        page: an open page; it must stay open.
    """

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._letters = page.get_textpage()
        # One character a letter, so that a position in the text is pdfium's own position.
        codes = (raw.FPDFText_GetUnicode(self._letters, i) for i in range(self._letters.count_chars()))
        # a broken font may give numbers that no letter has
        self.text = "".join(
            chr(code) if code <= sys.maxunicode else "\N{REPLACEMENT CHARACTER}" for code in codes
        )

    @property
    def readable(self) -> str:
        """The text as a reader copies it: letters that pdfium gives in two halves are whole again."""
        return self.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def within(self, left: float, bottom: float, right: float, top: float) -> str:
        """The text inside a rectangle of the page, in points."""
        return str(self._letters.get_text_bounded(left, bottom, right, top))

    def mark(self, position: int) -> int | None:
        """The number of the tagged content that holds a letter, None when it is not tagged."""
        thing = raw.FPDFText_GetTextObject(self._letters, position)
        number = raw.FPDFPageObj_GetMarkedContentID(thing) if thing else -1
        return None if number < 0 else int(number)

    def lines(self, start: int, end: int) -> Iterator[Box]:
        """The boxes of a stretch of text, one a line; the bottom is what its letters stand on."""
        line: list[Box] = []
        for position in range(start, end):
            if self.text[position] in "\r\n":
                if line:
                    yield _around(line)
                line = []
            elif not self.text[position].isspace():
                line.append(self._letters.get_charbox(position))
        if line:
            yield _around(line)


def _around(letters: list[Box]) -> Box:
    left, bottom, right, top = zip(*letters, strict=True)
    return (min(left), sorted(bottom)[len(bottom) // 2], max(right), max(top))
