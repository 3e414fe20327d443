"""Opens a PDF that an engine wrote and reads what can be seen on its pages."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2

from ilmdocs.proof.stamp_place import strip_is_clear


class UnusablePdf(ValueError):
    """The bytes are no PDF that opens and has pages; the text says why."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What can be seen on a page: its text, and whether the place of the stamp is clear."""

    text: str
    clear_top: bool


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """The text inside the visible area of each page; as `read_pages`."""
    return tuple(page.text for page in read_pages(pdf))


def read_pages(pdf: bytes) -> tuple[ReadPage, ...]:
    """Read each page, opened once for all that is asked of it: opening takes longer than reading.

    Text that an engine drew beyond the edge of the paper is in the file, but nobody can read it.

    Raises:
        UnusablePdf: the file does not open or has no pages.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise UnusablePdf("what it made is no complete PDF") from error
    try:
        if len(document) == 0:
            raise UnusablePdf("the PDF it made has no pages")
        return tuple(_read(document, number) for number in range(len(document)))
    except pypdfium2.PdfiumError as error:
        raise UnusablePdf("a page of the PDF it made does not open") from error
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument, number: int) -> ReadPage:
    page = document[number]
    text_page = page.get_textpage()
    try:
        text: str = text_page.get_text_bounded(*page.get_bbox())
        return ReadPage(text, strip_is_clear(page))
    finally:
        text_page.close()
        page.close()
