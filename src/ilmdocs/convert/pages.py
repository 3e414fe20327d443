"""Opens a PDF that an engine wrote and reads the text that can be seen on its pages."""

from __future__ import annotations

import pypdfium2


class UnusablePdf(ValueError):
    """The bytes are no PDF that opens and has pages; the text says why."""


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """The text inside the visible area of each page.

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
        return tuple(_visible_text(document, number) for number in range(len(document)))
    except pypdfium2.PdfiumError as error:
        raise UnusablePdf("a page of the PDF it made does not open") from error
    finally:
        document.close()


def _visible_text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    text_page = page.get_textpage()
    try:
        text: str = text_page.get_text_bounded(*page.get_bbox())
        return text
    finally:
        text_page.close()
        page.close()
