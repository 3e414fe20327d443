"""What a part shows before it is merged: is the stamp's place free, is there text, where are citations."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from types import TracebackType

import pypdfium2 as pdfium

from ilmdocs.assemble.stamp import stamp_box
from ilmdocs.proof.page_text import Box, PageText
from ilmdocs.proof.stamp_place import is_clear
from ilmdocs.text.references import Citation, find_citations

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
    """A part to look at; use it in a `with` block.

    Args:
        pdf: the part's bytes.
        is_proven: whether they are known to open; then they are opened only when something is asked of them,
            which of most forms is nothing.

    Raises:
        pypdfium2.PdfiumError: when it cannot be opened.
    """

    def __init__(self, pdf: bytes, *, is_proven: bool = False) -> None:
        self._pdf = pdf
        self._document = None if is_proven else pdfium.PdfDocument(pdf)
        self._open: tuple[int, pdfium.PdfPage] | None = None

    def __enter__(self) -> PartView:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._document is not None:
            self._document.close()

    def occupied(self, index: int, length: float) -> bool:
        """Whether anything but white is printed where a stamp of a length in points goes."""
        page = self._page(index)
        width, height = page.get_size()
        left, _, right, _ = stamp_box(width, height, length)
        return not is_clear(page, left - 3, right + 3)

    def has_text(self, index: int) -> bool:
        """Whether a page holds text that can be read aloud, not only a picture."""
        return bool(PageText(self._page(index)).text.strip())

    def citations(self, index: int) -> Iterator[Printed]:
        """The citations on a page, in reading order."""
        page = PageText(self._page(index))
        found = find_citations(page.text)
        if not found:
            return
        boxes = [tuple(page.lines(citation.start, citation.end)) for citation in found]
        paper = _Paper(self._page(index), [box for own in boxes for box in own])
        for citation, own in zip(found, boxes, strict=True):
            mark = page.mark(citation.start)
            alone = mark is not None and _is_alone(page, citation, mark)
            yield Printed(citation, own, mark, alone, all(map(paper.underlined, own)))

    def _page(self, index: int) -> pdfium.PdfPage:
        """A page, which stays open until another is asked for."""
        if self._open is None or self._open[0] != index:
            if self._document is None:
                self._document = pdfium.PdfDocument(self._pdf)
            self._open = (index, self._document[index])
        return self._open[1]


def _is_alone(page: PageText, citation: Citation, mark: int) -> bool:
    """Whether the tagged content that holds a citation holds nothing else; it stands together in the text."""
    before = (position for position in range(citation.start - 1, -1, -1) if page.text[position].strip())
    after = (position for position in range(citation.end, len(page.text)) if page.text[position].strip())
    inside = (position for position in range(citation.start, citation.end) if page.text[position].strip())
    return (
        all(page.mark(position) == mark for position in inside)
        and all(page.mark(position) != mark for position in islice(before, 1))
        and all(page.mark(position) != mark for position in islice(after, 1))
    )


class _Paper:
    """As much of a page as the boxes on it need, drawn as a reader sees it."""

    def __init__(self, page: pdfium.PdfPage, boxes: Sequence[Box]) -> None:
        width, height = page.get_size()
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        edges = (min(lefts) - 1, min(bottoms) - 3, width - max(rights) - 1, height - max(tops))
        cut = [math.floor(max(edge, 0)) for edge in edges]
        if cut[0] + cut[2] >= width or cut[1] + cut[3] >= height:  # a page that is turned or cropped
            cut = [0, 0, 0, 0]
        self._height = math.ceil(height * _LOOK)
        self._left, self._top = round(cut[0] * _LOOK), round(cut[3] * _LOOK)
        self._pixels = page.render(scale=_LOOK, crop=tuple(cut), grayscale=True).to_pil()

    def underlined(self, box: Box) -> bool:
        """Whether a line as long as a box is drawn just below it; pages turned or cropped are not judged."""
        left, bottom, right, _ = (edge * _LOOK for edge in box)
        x0, x1 = int(left) + 1, int(right) - 1
        y0, y1 = int(self._height - bottom), int(self._height - bottom + 2.5 * _LOOK)
        if x0 >= x1 or y0 < 0 or y1 > self._height:
            return False
        below = (x0 - self._left, y0 - self._top, x1 - self._left, y1 - self._top)
        strip = self._pixels.crop(below)
        rows = (strip.crop((0, y, strip.width, y + 1)).tobytes() for y in range(strip.height))
        return any(max(row) < _INKED for row in rows)
