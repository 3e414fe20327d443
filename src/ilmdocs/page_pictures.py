"""Pages of portfolios as pictures, drawn in a worker: a portfolio holds pages that strangers made."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from ilmdocs.errors import IlmdocsError, UnreadableInput
from ilmdocs.guard import Guard
from ilmdocs.made import Task
from ilmdocs.orders import Bench, FormSource, one_by_one

_LARGEST = 4096
"""Pixels on a side; a page of odd proportions becomes no larger."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a PNG picture. `number` is that of its task: the number of the page, from 1."""

    number: int
    data: bytes = b""
    error: IlmdocsError | None = None


@dataclass(frozen=True, slots=True)
class PictureOrder:
    """To draw pages: a task is a portfolio whose number is that of the page wanted.

    Args:
        forms: said for every order; nothing of it is used.
        width: of the picture, in pixels.
    """

    forms: FormSource
    width: int = 900

    def open(self) -> Bench[PagePicture]:
        """Load what draws."""

        def work(task: Task, _: Path, guard: Guard) -> PagePicture:
            with guard.opening(task.workbook.name):
                return PagePicture(task.number, drawn(task.workbook, task.number, self.width))

        return one_by_one(self, work)

    def failed(self, task: Task, error: IlmdocsError) -> PagePicture:
        """A page that cannot be drawn."""
        return PagePicture(task.number, error=error)


def drawn(pdf: Path, page_number: int, width: int) -> bytes:
    """A page as a PNG picture of a width in pixels.

    Raises:
        UnreadableInput: when there is no such page.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        if not 1 <= page_number <= len(document):
            raise UnreadableInput(f"{pdf.name} has no page {page_number}.")
        page = document[page_number - 1]
        across, down = page.get_size()
        scale = min(width / across, _LARGEST / down)
        picture = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
    out = BytesIO()
    picture.save(out, "PNG", compress_level=3)
    return out.getvalue()
