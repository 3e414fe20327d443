"""An attachment of the plan becomes upright, clean PDF pages."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from ilmdocs.attachments.active_content import active_content_notes, copied_pages
from ilmdocs.attachments.drawn import check_drawn
from ilmdocs.attachments.entangled import disentangle
from ilmdocs.attachments.form_fields import field_count, flatten
from ilmdocs.attachments.kinds import Kind, kind_of
from ilmdocs.attachments.locate import locate, read_attachment
from ilmdocs.attachments.page_range import wanted_pages
from ilmdocs.attachments.pdfs import BROKEN, open_pdf
from ilmdocs.attachments.picture_page import picture_page
from ilmdocs.attachments.pictures import count_pages, read_picture
from ilmdocs.attachments.problem import AttachmentUnreadable
from ilmdocs.attachments.signed import has_embedded_files, is_signed
from ilmdocs.attachments.streams import damaged_streams
from ilmdocs.model.portfolio import Part

_SIGNED = "It is signed digitally; in the portfolio the signature is shown but can no longer be tested."
_KEPT = "So the signed file itself lies in the folder documents, unchanged."
_DAMAGED_IN_PART = "A picture or letters in it are damaged and may be missing: look at its pages."


@dataclass(frozen=True, slots=True)
class NormalisedAttachment:
    """An attachment as PDF.

    `pages` is at least 1. `notes` say in plain sentences what was changed or left out. `clear_tops` says for
    each page whether the place of the stamp is clear; empty when that is not known. `original` is the file as
    it came, where it is signed digitally and has to be kept whole beside the portfolio.
    """

    pdf: bytes
    pages: int
    notes: tuple[str, ...] = ()
    clear_tops: tuple[bool, ...] = ()
    original: bytes | None = None


def normalise(part: Part, folder: Path) -> NormalisedAttachment:
    """Make the pages of an attached part.

    A picture is turned upright and put on A4 without any metadata. A PDF gives the pages that the evidence
    row asks for, with form fields drawn in and nothing active left; sizes and rotation stay as they are.
    The same file and part give the same bytes.

    Args:
        part: a part with an `attachment`; its evidence row may name pages.
        folder: the workbook's folder.

    Raises:
        UnreadableInput: for all that `inspect` makes findings of.
    """
    path = locate(folder, part.attachment)
    typed = next((row.text("page_range") for row in part.rows if row.sheet == "Evidence"), "")
    data = read_attachment(path, part.attachment)
    return pages_of(data, name=part.attachment, typed_pages=typed, title=part.title)


def pages_of(data: bytes, *, name: str, typed_pages: str, title: str) -> NormalisedAttachment:
    """Make the pages of a file's content; as `normalise`.

    Args:
        data: the whole file.
        name: how the learner named it, for messages.
        typed_pages: the `page_range` cell.
        title: what is read aloud in a picture's place.

    Raises:
        UnreadableInput: when no honest pages can be made of it.
    """
    kind = kind_of(data, name)
    if kind is Kind.WORD:
        raise AttachmentUnreadable(
            f'"{name}" is a Word document.', "In Word choose Save as, PDF, and name the PDF instead."
        )
    if kind is Kind.PICTURE:
        return _picture_pages(data, name, typed_pages, title)
    return _pdf_pages(data, name, typed_pages)


def _picture_pages(data: bytes, name: str, typed_pages: str, title: str) -> NormalisedAttachment:
    total = count_pages(data, name)
    wanted = wanted_pages(typed_pages, total)
    pictures = (read_picture(data, name, frame) for frame in wanted)
    pages = [(picture_page(picture, title), picture.notes) for picture in pictures]
    notes = pages[0][1]
    if len(wanted) < total:
        notes += (f"{len(wanted)} of {total} pages taken, as asked.",)
    # the margin of a picture's page is wider than the strip of the stamp
    clear_tops = (True,) * len(pages)
    return NormalisedAttachment(_joined([page for page, _ in pages]), len(pages), notes, clear_tops)


def _joined(pages: Sequence[bytes]) -> bytes:
    if len(pages) == 1:
        return pages[0]
    out = io.BytesIO()
    with ExitStack() as opened, pikepdf.Pdf.new() as pdf:
        for page in pages:
            pdf.pages.extend(opened.enter_context(pikepdf.Pdf.open(io.BytesIO(page))).pages)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _pdf_pages(data: bytes, name: str, typed_pages: str) -> NormalisedAttachment:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # on what copying loses, which is wanted here
        return _clean_pages(data, name, typed_pages)


def _clean_pages(data: bytes, name: str, typed_pages: str) -> NormalisedAttachment:
    pdf, repaired = open_pdf(data, name)
    try:
        wanted = wanted_pages(typed_pages, len(pdf.pages))
        notes = _notes(pdf, len(wanted), repaired)
        original = None
        if is_signed(pdf):
            reason = _why_not_kept(pdf, len(wanted))
            original = None if reason else data
            notes += (f"{_SIGNED} {reason or _KEPT}",)
        if any("/Annots" in page.obj for page in pdf.pages):
            pdf = flatten(pdf, name)
        with copied_pages(pdf, wanted) as clean:
            disentangle(clean, name)
            check_drawn(clean, name)  # once more: fields and comments are content now
            if damaged_streams(clean):
                notes += (_DAMAGED_IN_PART,)
            out = io.BytesIO()
            clean.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except BROKEN as error:
        raise AttachmentUnreadable(
            f'The PDF "{name}" is damaged.',
            "Print it to PDF again and put the new file in place of this one.",
        ) from error
    finally:
        pdf.close()
    return NormalisedAttachment(out.getvalue(), len(wanted), notes, original=original)


def _why_not_kept(pdf: pikepdf.Pdf, wanted: int) -> str:
    """Why a signed file may not lie beside the portfolio; empty when it may."""
    if wanted < len(pdf.pages):
        return (
            "The signed file is not added, because only some of its pages were asked for: keep it yourself."
        )
    if has_embedded_files(pdf):
        return "The signed file is not added, because other files are embedded in it: keep it yourself."
    return ""


def _notes(pdf: pikepdf.Pdf, wanted: int, repaired: bool) -> tuple[str, ...]:
    notes = []
    if wanted < len(pdf.pages):
        notes.append(f"{wanted} of {len(pdf.pages)} pages taken, as asked.")
    if repaired:
        notes.append("The file had faults that were repaired: look at its pages.")
    if pdf.is_encrypted:
        notes.append("Its author's limits on printing and copying are not carried over.")
    if fields := field_count(pdf):
        notes.append(
            f"{fields} form fields printed as plain text." if fields > 1 else "A form field printed."
        )
    return (*notes, *active_content_notes(pdf))
