"""Keeps a PDF of the embedded engine from claiming to be tagged."""

from __future__ import annotations

import io

from pikepdf import Name, Pdf, PdfError

from ilmdocs.convert.pages import UnusablePdf


def without_tag_claim(pdf: bytes) -> bytes:
    """Take out the structure tree, which holds nothing but headings.

    dxpdf 0.8.1 tags headings alone and still marks the file as tagged. A screen reader believes that and
    reads the headings and no answer; without the claim it reads the whole page.

    Raises:
        UnusablePdf: the bytes are no PDF.
    """
    try:
        with Pdf.open(io.BytesIO(pdf)) as document:
            for key in (Name.MarkInfo, Name.StructTreeRoot):
                if key in document.Root:
                    del document.Root[key]
            for page in document.pages:
                if Name.StructParents in page.obj:
                    del page.obj[Name.StructParents]
            honest = io.BytesIO()
            document.save(honest, deterministic_id=True)
    except PdfError as error:
        raise UnusablePdf("what it made is no complete PDF") from error
    return honest.getvalue()
