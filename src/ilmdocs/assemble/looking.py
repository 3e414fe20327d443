"""What a part shows before it is merged: is the stamp's place free, is there text, where are citations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType

import pypdfium2 as pdfium

from ilmdocs.assemble.stamp import STRIP, stamp_box
from ilmdocs.proof.page_text import Box, PageText
from ilmdocs.text.references import Citation, find_citations

_WHITE = 250


@dataclass(frozen=True, slots=True)
class Printed:
    """A citation as it stands on a page, in one box a line.

    `mark` is the number of the tagged content that holds it, None when it is not tagged; `alone` says that
    this content is the citation and nothing else.
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
        darkest, _ = page.render(scale=1, crop=crop, grayscale=True).to_pil().getextrema()
        return int(darkest) < _WHITE

    def has_text(self, index: int) -> bool:
        """Whether a page holds text that can be read aloud, not only a picture."""
        return bool(PageText(self._document[index]).text.strip())

    def citations(self, index: int) -> Iterator[Printed]:
        """The citations on a page, in reading order."""
        page = PageText(self._document[index])
        marks = [page.mark(position) for position in range(len(page.text))]
        for citation in find_citations(page.text):
            mark = marks[citation.start]
            same = "".join(letter for letter, own in zip(page.text, marks, strict=True) if own == mark)
            words = page.text[citation.start : citation.end]
            alone = mark is not None and same.split() == words.split()
            yield Printed(citation, tuple(page.lines(citation.start, citation.end)), mark, alone)
