"""Opens a learner's PDF and refuses what no honest pages can be made of."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2

from ilmdocs.attachments.drawn import check_drawn, check_picture_size
from ilmdocs.attachments.problem import PRINT_IT, AttachmentUnreadable
from ilmdocs.attachments.streams import filters
from ilmdocs.attachments.unpacking import MAX_STREAM, inflated, unpacked_size

MAX_PAGES = 500
"""Our own limit for one attachment."""
MAX_CONTENT = 256 * 1024 * 1024
"""Bytes that the content of all pages may unpack to; one stream may be drawn on many pages."""

BROKEN = (
    pikepdf.PdfError, pikepdf.ForeignObjectError, RuntimeError, LookupError, AttributeError, TypeError,
    ValueError, ArithmeticError,
)  # fmt: skip
"""What reading a broken PDF raises: it depends on where it is broken (found by changing bytes at random)."""

_AGAIN = "Scan, save or download it again, or print it to PDF, and put the new file in place of this one."
_UNKNOWN_PACKING = "unfilterable"


def open_pdf(data: bytes, name: str) -> tuple[pikepdf.Pdf, bool]:
    """Open a PDF of which every page can be shown.

    Args:
        data: the whole file.
        name: how the learner named it, for the message.

    Returns:
        The open PDF, and whether it had faults that were repaired.

    Raises:
        AttachmentUnreadable: when it needs a password, is damaged or cut short, has no page or more than
            `MAX_PAGES`, is an XFA form, has hidden layers, or unpacks to an unreasonable size.
    """
    _not_cut_short(data, name)
    _small_index(data, name)
    try:
        pdf = pikepdf.Pdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise _protected(name) from error
    except BROKEN as error:
        raise _damaged(name) from error
    try:
        _check(pdf, name)
        repaired = bool(pdf.get_warnings())  # reading them empties the list
        if repaired and _pages_elsewhere(data, name) > len(pdf.pages):
            raise _damaged(name)
    except BROKEN as error:
        pdf.close()
        raise _unknown_packing(name) if _UNKNOWN_PACKING in str(error) else _damaged(name) from error
    except AttachmentUnreadable:
        pdf.close()
        raise
    return pdf, repaired


def page_notes(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """The comments, links and fields of a page; what is none, as in files half mended, is passed over."""
    listed = page.obj.get("/Annots")
    for item in listed if isinstance(listed, pikepdf.Array) else ():
        if isinstance(item, pikepdf.Dictionary):
            yield item


def _damaged(name: str) -> AttachmentUnreadable:
    return AttachmentUnreadable(f'The PDF "{name}" is damaged.', _AGAIN)


def _protected(name: str) -> AttachmentUnreadable:
    return AttachmentUnreadable(
        f'"{name}" is protected with a password.', "Save a copy without a password and name that file."
    )


def _unknown_packing(name: str) -> AttachmentUnreadable:
    return AttachmentUnreadable(f'The PDF "{name}" is packed in a way that cannot be read here.', PRINT_IT)


def _pages_elsewhere(data: bytes, name: str) -> int:
    """How many pages another reader counts: a repair silently drops the pages that it cannot find."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _protected(name) if "password" in str(error) else _damaged(name) from error
    try:
        return len(document)
    finally:
        document.close()


def _not_cut_short(data: bytes, name: str) -> None:
    if b"%%EOF" not in data[-2048:]:
        raise AttachmentUnreadable(f'The PDF "{name}" is not complete: its end is missing.', _AGAIN)


def _small_index(data: bytes, name: str) -> None:
    """Measure what the library unpacks at once on opening, before it does."""
    for match in re.finditer(rb"/(?:ObjStm|XRef)\b.{0,400}?stream\r?\n", data, re.DOTALL):
        end = data.find(b"endstream", match.end())
        packed = data[match.end() : end if end > 0 else len(data)]
        if len(inflated(packed, MAX_STREAM)) > MAX_STREAM:
            raise _too_much(name)


def _too_much(name: str) -> AttachmentUnreadable:
    return AttachmentUnreadable(f'The PDF "{name}" unpacks to an unreasonable size.', PRINT_IT)


def _check(pdf: pikepdf.Pdf, name: str) -> None:
    pages = len(pdf.pages)
    if pages == 0:
        raise AttachmentUnreadable(f'The PDF "{name}" has no pages.', _AGAIN)
    if pages > MAX_PAGES:
        raise AttachmentUnreadable(
            f'The PDF "{name}" has {pages} pages.',
            f"Keep only the pages that are evidence; at most {MAX_PAGES} are taken.",
        )
    form = pdf.Root.get("/AcroForm")
    if form is not None and "/XFA" in form:
        raise AttachmentUnreadable(
            f'"{name}" is an XFA form, which PDF readers show in different ways or not at all.', PRINT_IT
        )
    if _hides_layers(pdf):
        raise AttachmentUnreadable(f'The PDF "{name}" has layers that are hidden.', PRINT_IT)
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            _reasonable(thing, name)
    sizes: dict[tuple[int, int], int] = {}
    total = 0
    for page in pdf.pages:
        if page.obj.get("/Type", pikepdf.Name.Page) != pikepdf.Name.Page:
            raise _damaged(name)
        size = _content(page, sizes)
        total += size
        if size > MAX_STREAM or total > MAX_CONTENT:
            raise _too_much(name)
    check_drawn(pdf, name)


def _hides_layers(pdf: pikepdf.Pdf) -> bool:
    layers = pdf.Root.get("/OCProperties")
    default = layers.get("/D") if layers is not None else None
    if default is None:
        return False
    return len(default.get("/OFF", [])) > 0 or default.get("/BaseState") == pikepdf.Name.OFF


def _content(page: pikepdf.Page, sizes: dict[tuple[int, int], int]) -> int:
    """Unpack a page's content once: a damaged stream shows here and not in the assessor's reader.

    `sizes` are those of streams unpacked already. Gives the size of the page's.
    """
    contents = page.obj.get("/Contents")
    total = 0
    for part in contents if isinstance(contents, pikepdf.Array) else [contents]:
        if part is None:
            continue
        if part.objgen not in sizes:
            sizes[part.objgen] = len(part.read_bytes())
        total += sizes[part.objgen]
    return total


def _reasonable(stream: pikepdf.Stream, name: str) -> None:
    if stream.get("/Subtype") == pikepdf.Name.Image:
        check_picture_size(stream, name)
        return
    names = filters(stream)
    if names and unpacked_size(stream.read_raw_bytes(), names, MAX_STREAM) > MAX_STREAM:
        raise _too_much(name)
