"""What a part shows before it is merged: is the stamp's place free, is there text, where are citations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ilmdocs.assemble.stamp import STRIP, stamp_box
from ilmdocs.text.references import Citation, find_citations

Box = tuple[float, float, float, float]
_WHITE = 250


@dataclass(frozen=True, slots=True)
class Printed:
    """A citation as it stands on a page: one box (left, bottom, right, top in points) a line.

    The bottom of a box is the line its letters stand on. `mark` is the number of the tagged content that
    holds it, None when it is not tagged; `alone` says that this content is the citation and nothing else.
    """

    citation: Citation
    boxes: tuple[Box, ...]
    mark: int | None
    alone: bool


class PartView:
    """An opened part; use it in a `with` block.

    Args:
        pdf: the part's bytes.

    Raises:
        pypdfium2.PdfiumError: when it cannot be opened.
    """

    def __init__(self, pdf: bytes) -> None:
        self._document = pdfium.PdfDocument(pdf)

    def __enter__(self) -> PartView:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.close()

    def occupied(self, index: int, length: float) -> bool:
        """Whether anything but white is printed where a stamp of a length in points goes."""
        page = self._document[index]
        width, height = page.get_size()
        left, _, right, _ = stamp_box(width, height, length)
        crop = (max(left - 3, 0), max(height - STRIP, 0), max(width - right - 3, 0), 0.0)
        if width - crop[0] - crop[2] < 1 or height < STRIP:
            return True
        pixels = page.render(scale=1, crop=crop, grayscale=True).to_pil()
        darkest, _ = pixels.getextrema()
        return int(darkest) < _WHITE

    def has_text(self, index: int) -> bool:
        """Whether a page holds text that can be read aloud, not only a picture."""
        return bool(self._document[index].get_textpage().get_text_range().strip())

    def citations(self, index: int) -> Iterator[Printed]:
        """The citations on a page, in reading order."""
        text_page = self._document[index].get_textpage()
        # Letter by letter, so that a position in the text is pdfium's own position.
        text = "".join(chr(raw.FPDFText_GetUnicode(text_page, i)) for i in range(text_page.count_chars()))
        marks = [_mark(text_page, i) for i in range(len(text))]
        for citation in find_citations(text):
            mark = marks[citation.start]
            same = "".join(letter for letter, own in zip(text, marks, strict=True) if own == mark)
            alone = mark is not None and " ".join(same.split()) == " ".join(
                text[citation.start : citation.end].split()
            )
            yield Printed(citation, tuple(_lines(text_page, text, citation)), mark, alone)


def _mark(text_page: pdfium.PdfTextPage, index: int) -> int | None:
    thing = raw.FPDFText_GetTextObject(text_page, index)
    number = raw.FPDFPageObj_GetMarkedContentID(thing) if thing else -1
    return None if number < 0 else int(number)


def _lines(text_page: pdfium.PdfTextPage, text: str, citation: Citation) -> Iterator[Box]:
    line: list[Box] = []
    for index in range(citation.start, citation.end):
        if text[index] in "\r\n":
            if line:
                yield _around(line)
            line = []
        elif not text[index].isspace():
            line.append(text_page.get_charbox(index))
    if line:
        yield _around(line)


def _around(letters: list[Box]) -> Box:
    left, bottom, right, top = zip(*letters, strict=True)
    return (min(left), sorted(bottom)[len(bottom) // 2], max(right), max(top))
