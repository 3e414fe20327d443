"""The text of an attachment, page by page, for the search for names."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from ilmdocs.attachments.kinds import Kind, kind_of
from ilmdocs.attachments.problem import AttachmentUnreadable
from ilmdocs.leaks import page_texts


def attachment_texts(path: Path) -> tuple[str, ...]:
    """Read an attachment's text.

    Args:
        path: a PDF or a picture.

    Returns:
        A text a page; an empty one says that the page cannot be searched (a scan, a picture).

    Raises:
        AttachmentUnreadable: when the file is neither or is damaged.
        OSError: when it cannot be opened.
    """
    data = path.read_bytes()
    if kind_of(data, path.name) is not Kind.PDF:
        return ("",)
    return pdf_texts(data, path.name)


def pdf_texts(data: bytes, name: str) -> tuple[str, ...]:
    """The text of each page of a PDF, stripped.

    Raises:
        AttachmentUnreadable: when PDFium cannot open it, or one of its pages.
    """
    try:
        return tuple(text.strip() for text in page_texts(data))
    except pypdfium2.PdfiumError as error:
        raise AttachmentUnreadable(f'"{name}" cannot be read.', "Save it as PDF again.") from error
