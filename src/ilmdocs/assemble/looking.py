"""What a part shows before it is merged: is the stamp's place free, is there text, where are citations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType

import pypdfium2 as pdfium
from PIL import Image

from ilmdocs.assemble.stamp import STRIP, stamp_box
from ilmdocs.proof.page_text import Box, PageText
from ilmdocs.text.references import Citation, find_citations

_WHITE = 250
_INKED = 200
_LOOK = 3.0
"""Pixels a point when looking for lines: the thinnest line of a form is still seen."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A citation as it stands on a page, in one box a line.

    `mark` is the number of the tagged content that holds it, None when it is not tagged; `alone` says that
    this content is the citation and nothing else; `underlined` that the form underlines it already.
    """

    citation: Citation
    boxes: tuple[Box, ...]
    mark: int | None
    alone: bool
    underlined: bool


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
        darkest, _ = page.render(scale=1, crop=crop, grayscale=True).to_pil().getextrema()
        return int(darkest) < _WHITE

    def has_text(self, index: int) -> bool:
        """Whether a page holds text that can be read aloud, not only a picture."""
        return bool(PageText(self._document[index]).text.strip())

    def citations(self, index: int) -> Iterator[Printed]:
        """The citations on a page, in reading order."""
        page = PageText(self._document[index])
        found = find_citations(page.text)
        if not found:
            return
        marks = [page.mark(position) for position in range(len(page.text))]
        pixels = self._document[index].render(scale=_LOOK, grayscale=True).to_pil()
        for citation in found:
            mark = marks[citation.start]
            same = "".join(letter for letter, own in zip(page.text, marks, strict=True) if own == mark)
            words = page.text[citation.start : citation.end]
            alone = mark is not None and same.split() == words.split()
            boxes = tuple(page.lines(citation.start, citation.end))
            yield Printed(citation, boxes, mark, alone, all(_underlined(pixels, box) for box in boxes))


def _underlined(pixels: Image.Image, box: Box) -> bool:
    """Whether a line as long as a box is drawn just below it; pages turned or cropped are not judged."""
    left, bottom, right, _ = (edge * _LOOK for edge in box)
    below = (
        int(left) + 1,
        int(pixels.height - bottom),
        int(right) - 1,
        int(pixels.height - bottom + 2.5 * _LOOK),
    )
    if below[0] >= below[2] or below[1] < 0 or below[3] > pixels.height:
        return False
    strip = pixels.crop(below)
    rows = (strip.crop((0, y, strip.width, y + 1)).tobytes() for y in range(strip.height))
    return any(max(row) < _INKED for row in rows)
