"""Parts become the finished file: merge, set, link, stamp, describe, save."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import BinaryIO, cast

import pikepdf
from pypdfium2 import PdfiumError

from ilmdocs.assemble.describing import describe, embed_manifest, make_manifest, save
from ilmdocs.assemble.digesting import note_digests
from ilmdocs.assemble.layout import lay_out
from ilmdocs.assemble.links import has_other_notes
from ilmdocs.assemble.looking import PartView
from ilmdocs.assemble.outline import add_bookmarks, add_page_labels
from ilmdocs.assemble.setting import Merged, PageSetter
from ilmdocs.errors import IlmdocsError, UnreadableInput
from ilmdocs.model.portfolio import Draft, Identity, Layout, PdfPart, Plan, PortfolioFile
from ilmdocs.proof.manifest import FILE_HASH, Manifest, to_json

_LONGEST_REGISTRATION = 30
"""A longer one, which no awarding body has, would not fit beside the stamp."""


def assemble(
    parts: Sequence[PdfPart],
    plan: Plan,
    layout: Layout,
    identity: Identity,
    *,
    provenance: Mapping[str, object],
    draft: Draft | None,
) -> PortfolioFile:
    """Make one ordered portfolio; the same input gives the same bytes.

    Args:
        parts: all parts of the plan in its order, converted or normalised.
        plan: what was planned.
        layout: where everything stands, as printed in matrix and contents.
        identity: whose portfolio it is.
        provenance: JSON-ready facts for the manifest: hashes and versions of what it was made from.
        draft: None for a portfolio that may be submitted.

    Raises:
        IlmdocsError: when a printed reference, the layout and the parts do not agree.
        UnreadableInput: when a part cannot be opened as a PDF.
    """
    _check(parts, plan, layout)
    manifest = make_manifest(parts, plan, layout, identity, provenance=provenance, draft=draft)
    with ExitStack() as opened, pikepdf.new() as pdf:
        merged = [_merge(pdf, pdf_part, opened) for pdf_part in parts]
        PageSetter(pdf, layout, draft, parts, _owner(plan, identity)).set_pages(merged)
        add_bookmarks(pdf, parts, layout)
        add_page_labels(pdf)
        describe(pdf, manifest, _keywords(plan, identity))
        manifest = _with_digests(manifest, note_digests(pdf))
        embed_manifest(pdf, to_json(manifest.as_data()))
        content = save(pdf)
    data = {**manifest.as_data(), FILE_HASH: hashlib.sha256(content).hexdigest()}
    return PortfolioFile(content, data, layout.total)


def _check(parts: Sequence[PdfPart], plan: Plan, layout: Layout) -> None:
    if tuple(p.part.name for p in parts) != tuple(part.name for part in plan.parts):
        raise IlmdocsError(
            "The parts of the portfolio are not those that were planned, or not in their order."
        )
    if layout != lay_out(parts):
        raise IlmdocsError(
            "The page references did not settle: the parts have other page numbers than planned."
        )


def _merge(pdf: pikepdf.Pdf, pdf_part: PdfPart, opened: ExitStack) -> Merged:
    title = pdf_part.part.title
    try:
        source = _opened(pdf_part.pdf, opened)
        if has_other_notes(source):
            source.generate_appearance_streams()
            source.flatten_annotations("all")
            buffer = io.BytesIO()
            source.save(buffer)
            view = opened.enter_context(PartView(buffer.getvalue()))
        else:
            view = opened.enter_context(PartView(pdf_part.pdf, is_proven=bool(pdf_part.engine)))
    except (pikepdf.PdfError, PdfiumError) as error:
        raise UnreadableInput(f"The part “{title}” cannot be opened as a PDF: {error}.") from error
    if len(source.pages) != pdf_part.pages:
        raise IlmdocsError(
            f"The part “{title}” has {len(source.pages)} pages; {pdf_part.pages} were counted."
        )
    start = len(pdf.pages)
    for page in source.pages:
        pdf.pages.append(page)
    return Merged(pdf_part, source, view, tuple(pdf.pages[start:]))


def _opened(pdf: bytes, opened: ExitStack) -> pikepdf.Pdf:
    """Open a part, from a file without a name that is mapped into memory.

    Out of Python's memory the library asks for every few bytes, which takes longer than all the rest; it does
    so where no temporary file can be had.
    """
    try:
        file = cast("BinaryIO", opened.enter_context(tempfile.TemporaryFile()))  # noqa: SIM115
        file.write(pdf)
        file.flush()
    except OSError:
        file = io.BytesIO(pdf)
    return opened.enter_context(pikepdf.open(file, access_mode=pikepdf.AccessMode.mmap))


def _owner(plan: Plan, identity: Identity) -> str:
    unit = f"{plan.unit.id}({identity.attempt})"
    known = 0 < len(identity.registration) <= _LONGEST_REGISTRATION
    return f"{unit} \N{MIDDLE DOT} {identity.registration}" if known else unit


def _keywords(plan: Plan, identity: Identity) -> Iterator[str]:
    yield from ("ILM", plan.unit.qualification_title, plan.unit.id, f"attempt {identity.attempt}")
    yield from filter(None, (identity.centre_name, identity.centre_number, identity.registration))


def _with_digests(manifest: Manifest, digests: Sequence[str]) -> Manifest:
    parts = tuple(
        replace(part, digests=tuple(digests[part.first_page - 1 : part.last_page])) for part in manifest.parts
    )
    return replace(manifest, parts=parts)
