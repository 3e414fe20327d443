"""Parts become the finished file: merge, set, link, stamp, describe, save."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

import pikepdf
from pypdfium2 import PdfiumError

from ilmdocs.assemble.describing import describe, digest_pages, embed_manifest, make_manifest, save
from ilmdocs.assemble.framing import Frame, apply_frame, frame_page
from ilmdocs.assemble.layout import citable_pages, lay_out
from ilmdocs.assemble.lettering import arimo
from ilmdocs.assemble.links import cited_page, has_other_notes, keep_own_links, link_note
from ilmdocs.assemble.looking import PartView, Printed
from ilmdocs.assemble.outline import add_bookmarks, add_page_labels
from ilmdocs.assemble.stamp import SIZE, Stamper, underline
from ilmdocs.assemble.tag_walk import has_tags
from ilmdocs.assemble.tags import TagTree
from ilmdocs.errors import IlmdocsError, UnreadableInput
from ilmdocs.model.portfolio import Draft, Identity, Layout, PdfPart, Plan, PortfolioFile
from ilmdocs.model.unit import PartKind
from ilmdocs.proof.manifest import FILE_HASH, Manifest, to_json
from ilmdocs.proof.page_text import Box
from ilmdocs.text.references import Stamp

_CITING = frozenset({PartKind.MATRIX, PartKind.CONTENTS})


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
        _Setting(pdf, layout, draft, parts).set_all(merged)
        add_bookmarks(pdf, parts, layout)
        add_page_labels(pdf)
        describe(pdf, manifest, _keywords(plan, identity))
        manifest = _with_digests(manifest, digest_pages(pdf))
        embed_manifest(pdf, to_json(manifest.as_data()))
        content = save(pdf)
    data = {**manifest.as_data(), FILE_HASH: hashlib.sha256(content).hexdigest()}
    return PortfolioFile(content, data, layout.total)


@dataclass(frozen=True, slots=True)
class _Merged:
    """A part whose pages are in the portfolio."""

    pdf_part: PdfPart
    source: pikepdf.Pdf
    view: PartView
    pages: tuple[pikepdf.Page, ...]

    @property
    def tagged(self) -> bool:
        """Whether the part's own tags are kept: those of a converted form, never of a learner's file."""
        return not self.pdf_part.part.attachment and has_tags(self.source)


def _check(parts: Sequence[PdfPart], plan: Plan, layout: Layout) -> None:
    if tuple(p.part.name for p in parts) != tuple(part.name for part in plan.parts):
        raise IlmdocsError(
            "The parts of the portfolio are not those that were planned, or not in their order."
        )
    if layout != lay_out(parts):
        raise IlmdocsError(
            "The page references did not settle: the parts have other page numbers than planned."
        )


def _merge(pdf: pikepdf.Pdf, pdf_part: PdfPart, opened: ExitStack) -> _Merged:
    title = pdf_part.part.title
    try:
        source = opened.enter_context(pikepdf.open(io.BytesIO(pdf_part.pdf)))
        if has_other_notes(source):
            source.generate_appearance_streams()
            source.flatten_annotations("all")
            buffer = io.BytesIO()
            source.save(buffer)
            view = opened.enter_context(PartView(buffer.getvalue()))
        else:
            view = opened.enter_context(PartView(pdf_part.pdf))
    except (pikepdf.PdfError, PdfiumError) as error:
        raise UnreadableInput(f"The part “{title}” cannot be opened as a PDF: {error}.") from error
    if len(source.pages) != pdf_part.pages:
        raise IlmdocsError(
            f"The part “{title}” has {len(source.pages)} pages; {pdf_part.pages} were counted."
        )
    start = len(pdf.pages)
    pdf.pages.extend(source.pages)
    return _Merged(pdf_part, source, view, tuple(pdf.pages[start:]))


class _Setting:
    """Sets, links and stamps every page of one portfolio."""

    def __init__(
        self, pdf: pikepdf.Pdf, layout: Layout, draft: Draft | None, parts: Sequence[PdfPart]
    ) -> None:
        self._pdf = pdf
        self._pages = tuple(pdf.pages)
        self._layout = layout
        self._open_points = None if draft is None else draft.open_points
        self._allowed = {p.part.reference: citable_pages(p, layout) for p in parts if p.part.reference}
        self._titles = {p.part.reference: p.part.title for p in parts if p.part.reference}
        self._letters = arimo()
        self._stamper = Stamper(pdf, self._letters)
        self._tags = TagTree(pdf)

    def set_all(self, merged: Sequence[_Merged]) -> None:
        """Set all pages; citations are linked last, when every page has its final size."""
        waiting = [citation for item in merged for citation in self._set_part(item)]
        for page, printed, boxes, tagged in waiting:
            self._link(page, printed, boxes, tagged)
        self._tags.finish()

    def _set_part(self, item: _Merged) -> Iterator[tuple[pikepdf.Page, Printed, list[Box], bool]]:
        part = item.pdf_part.part
        own = {page.obj.objgen: mine for page, mine in zip(item.source.pages, item.pages, strict=True)}
        frames = [self._frame(item, index) for index in range(len(item.pages))]
        for source, page, frame in zip(item.source.pages, item.pages, frames, strict=True):
            keep_own_links(source, page, own, frame)
        tagged = item.tagged
        openings = [""] * len(item.pages)
        if tagged:
            self._tags.graft(part.title, item.source, item.pages)
        else:
            readable = [item.view.has_text(index) for index in range(len(item.pages))]
            openings = self._tags.describe(part.title, item.pages, readable)
        for index, (page, frame) in enumerate(zip(item.pages, frames, strict=True)):
            printed = list(item.view.citations(index)) if part.kind in _CITING else []
            boxes = [[frame.place(box) for box in each.boxes] for each in printed]
            ending = apply_frame(self._pdf, page, frame, isolate=not tagged)
            self._finish_page(
                page,
                item,
                index,
                openings[index],
                ending + underline(box for own_boxes in boxes for box in own_boxes),
            )
            yield from (
                (page, each, own_boxes, tagged) for each, own_boxes in zip(printed, boxes, strict=True)
            )

    def _frame(self, item: _Merged, index: int) -> Frame:
        text = str(self._stamp(item, index))
        occupied = item.view.occupied(index, self._letters.width(text, SIZE))
        return frame_page(item.pages[index], occupied)

    def _stamp(self, item: _Merged, index: int) -> Stamp:
        part = item.pdf_part.part
        page = self._layout.first_page[part.name] + index
        return Stamp(part.reference, page, self._layout.total, self._open_points)

    def _finish_page(self, page: pikepdf.Page, item: _Merged, index: int, opening: str, ending: str) -> None:
        above = bool(item.pdf_part.part.attachment)
        closing = ending if not opening else ending.replace("Q\n", "Q\nEMC\n", 1)
        if self._open_points is not None:
            mark = self._stamper.watermark(page, above=above)
            opening, closing = (opening, closing + mark) if above else (mark + opening, closing)
        if opening:
            page.contents_add(opening.encode(), prepend=True)
        page.contents_add(
            (closing + self._stamper.stamp(page, str(self._stamp(item, index)))).encode("ascii")
        )

    def _link(self, page: pikepdf.Page, printed: Printed, boxes: list[Box], tagged: bool) -> None:
        number = cited_page(printed, self._allowed)
        citation = printed.citation
        words = f"{citation.reference}, page {number}: {self._titles[citation.reference]}"
        note = link_note(self._pdf, page, boxes, self._pages[number - 1], words)
        if not tagged:
            self._tags.add_link(page, note, 0, alone=False)
        elif printed.mark is not None and "/StructParents" in page.obj:
            self._tags.add_link(page, note, printed.mark, printed.alone)


def _keywords(plan: Plan, identity: Identity) -> Iterator[str]:
    yield from ("ILM", plan.unit.qualification_title, plan.unit.id, f"attempt {identity.attempt}")
    yield from filter(None, (identity.centre_name, identity.centre_number, identity.registration))


def _with_digests(manifest: Manifest, digests: Sequence[str]) -> Manifest:
    parts = tuple(
        replace(part, digests=tuple(digests[part.first_page - 1 : part.last_page])) for part in manifest.parts
    )
    return replace(manifest, parts=parts)
