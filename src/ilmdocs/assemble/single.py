"""One converted document as a file of its own, without what its engine writes about machine and clock."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Dictionary, String

from ilmdocs.assemble.describing import PROGRAM, save
from ilmdocs.assemble.tags import LANGUAGE
from ilmdocs.errors import UnreadableInput


def single_document(pdf: bytes, title: str) -> bytes:
    """The PDF with title and language set, and no date; the same pages give the same bytes.

    Raises:
        UnreadableInput: when it cannot be opened.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            if "/Metadata" in document.Root:
                del document.Root.Metadata
            for key in list(document.docinfo.keys()):
                del document.docinfo[key]
            document.docinfo["/Title"] = String(title)
            document.docinfo["/Producer"] = String(PROGRAM)
            document.Root.Lang = String(LANGUAGE)
            document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
            if "/ID" in document.trailer:
                del document.trailer["/ID"]  # made from the clock by some engines
            return save(document)
    except pikepdf.PdfError as error:
        raise UnreadableInput(f"The document “{title}” cannot be opened as a PDF: {error}.") from error
