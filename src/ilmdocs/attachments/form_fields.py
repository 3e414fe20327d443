"""Turns filled form fields and drawn comments of a PDF into plain page content."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2

from ilmdocs.attachments.pdfs import page_notes
from ilmdocs.attachments.problem import PRINT_IT, AttachmentUnreadable

_HIDDEN = 0b10  # annotation flag 2, ISO 32000-1 table 165
_SAFE_LETTERS = "cp1252"


def flatten(pdf: pikepdf.Pdf, name: str) -> pikepdf.Pdf:
    """Draw every visible form field and comment into its page.

    Two same-named fields of two attachments would otherwise become one when merged. Fields that no program
    has drawn yet are drawn by PDFium, which wraps long answers; the rest keep the look that they have.

    Args:
        pdf: an open PDF; it is used up.
        name: how the learner named it, for the message.

    Returns:
        The PDF to go on with; links and comments without a drawing are still in it.

    Raises:
        AttachmentUnreadable: when an undrawn field holds letters that cannot be drawn faithfully.
    """
    undrawn = [widget for widget in _widgets(pdf) if _value(widget) and not _is_drawn(widget, pdf)]
    if undrawn:
        if any(not _drawable(_value(widget)) for widget in undrawn):
            raise AttachmentUnreadable(
                f'The form fields of "{name}" hold letters that only the program that made it can draw.',
                PRINT_IT,
            )
        pdf = _drawn_by_pdfium(pdf)
    form = pdf.Root.get("/AcroForm")
    if form is not None and "/NeedAppearances" in form:
        del form.NeedAppearances
    pdf.flatten_annotations("screen")
    return pdf


def field_count(pdf: pikepdf.Pdf) -> int:
    """How many form fields stand on the pages."""
    return sum(1 for _ in _widgets(pdf))


def _widgets(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for page in pdf.pages:
        for annotation in page_notes(page):
            if annotation.get("/Subtype") == pikepdf.Name.Widget:
                yield annotation


def _inherited(widget: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """A field attribute, looked for in the parents too (ISO 32000-1, 12.7.3.1)."""
    place: pikepdf.Object | None = widget
    for _ in range(32):  # a chain of parents may be a ring
        if place is None:
            return None
        if key in place:
            return place[key]
        place = place.get("/Parent")
    return None


def _value(widget: pikepdf.Object) -> str:
    """The text of a visible text or list field; buttons and signatures have none."""
    if int(widget.get("/F", 0)) & _HIDDEN or _inherited(widget, "/FT") not in (
        pikepdf.Name.Tx,
        pikepdf.Name.Ch,
    ):
        return ""
    value = _inherited(widget, "/V")
    return str(value) if isinstance(value, pikepdf.String) else ""


def _is_drawn(widget: pikepdf.Object, pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    redraw = form is not None and form.get("/NeedAppearances", False) is True
    appearance = widget.get("/AP")
    return not redraw and appearance is not None and isinstance(appearance.get("/N"), pikepdf.Stream)


def _drawable(text: str) -> bool:
    try:
        text.encode(_SAFE_LETTERS)
    except UnicodeEncodeError:
        return False
    return True


def _drawn_by_pdfium(pdf: pikepdf.Pdf) -> pikepdf.Pdf:
    before, after = io.BytesIO(), io.BytesIO()
    pdf.save(before)
    pdf.close()
    document = pypdfium2.PdfDocument(before.getvalue())
    try:
        document.init_forms()
        for number in range(len(document)):
            page = document[number]
            page.flatten()
            page.close()
        document.save(after)
    finally:
        document.close()
    after.seek(0)
    return pikepdf.Pdf.open(after, suppress_warnings=True)
