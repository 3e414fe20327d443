"""Sets the pages of a portfolio: each upright, tagged, stamped, its citations linked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from ilmdocs.assemble.framing import Frame, apply_frame, frame_page
from ilmdocs.assemble.layout import citable_pages
from ilmdocs.assemble.lettering import arimo
from ilmdocs.assemble.links import cited_page, keep_own_links, link_note
from ilmdocs.assemble.looking import PartView, Printed
from ilmdocs.assemble.stamp import SIZE, Stamper, underline
from ilmdocs.assemble.tag_walk import has_tags
from ilmdocs.assemble.tags import TagTree
from ilmdocs.assemble.told_pictures import mark_pictures, told_pictures
from ilmdocs.model.portfolio import Draft, Layout, Part, PdfPart
from ilmdocs.model.unit import PartKind
from ilmdocs.proof.page_text import Box
from ilmdocs.text.references import Stamp

_CITING = frozenset({PartKind.MATRIX, PartKind.CONTENTS})


@dataclass(frozen=True, slots=True)
class Merged:
    """A part whose pages are in the portfolio."""

    pdf_part: PdfPart
    source: pikepdf.Pdf
    view: PartView
    pages: tuple[pikepdf.Page, ...]

    @property
    def part(self) -> Part:
        """What was planned."""
        return self.pdf_part.part

    @property
    def tagged(self) -> bool:
        """Whether the part's own tags are kept: those of a converted document, never of a learner's PDF."""
        return (not self.part.attachment or bool(self.pdf_part.engine)) and has_tags(self.source)


@dataclass(frozen=True, slots=True)
class _Citation:
    """A citation that becomes a link once every page has its final size."""

    item: Merged
    page: pikepdf.Page
    printed: Printed
    boxes: tuple[Box, ...]


class PageSetter:
    """Sets the pages of one portfolio.

    Args:
        pdf: the portfolio, with all its pages.
        layout: where everything stands.
        draft: None for a portfolio that may be submitted.
        parts: all parts, in order.
        owner: unit, attempt and registration; stamped on the first page where that is a learner's own file,
            which need not say them.
    """

    def __init__(
        self, pdf: pikepdf.Pdf, layout: Layout, draft: Draft | None, parts: Sequence[PdfPart], owner: str = ""
    ) -> None:
        self._pdf = pdf
        self._pages = tuple(pdf.pages)
        self._layout = layout
        self._open_points = None if draft is None else draft.open_points
        self._allowed = {p.part.reference: citable_pages(p, layout) for p in parts if p.part.reference}
        self._titles = {p.part.reference: p.part.title for p in parts if p.part.reference}
        self._letters = arimo()
        self._owner = owner if all(letter in self._letters.widths for letter in owner) else ""
        self._stamper = Stamper(pdf, self._letters)
        self._tags = TagTree(pdf)

    def set_pages(self, merged: Sequence[Merged]) -> None:
        """Set, stamp and link all pages, and write the tag tree.

        Raises:
            IlmdocsError: when a printed reference is not right.
        """
        waiting = [citation for item in merged for citation in self._set_part(item)]
        for citation in waiting:
            self._link(citation)
        self._tags.finish()

    def _set_part(self, item: Merged) -> Iterator[_Citation]:
        open_pages: set[tuple[int, int]] = set()
        own = {page.obj.objgen: mine for page, mine in zip(item.source.pages, item.pages, strict=True)}
        frames = [self._frame(item, index) for index in range(len(item.pages))]
        for source, page, frame in zip(item.source.pages, item.pages, frames, strict=True):
            keep_own_links(source, page, own, frame)
        if item.tagged:
            self._tags.graft(item.part.title, item.source, item.pages)
            openings = [""] * len(item.pages)
        else:
            readable = [item.view.has_text(index) for index in range(len(item.pages))]
            told = told_pictures(item.pages, item.pdf_part.pictures if item.pdf_part.engine else ())
            openings = self._tags.describe(item.part.title, item.pages, readable, told)
            for page, pictures in zip(item.pages, told, strict=True):
                if pictures:
                    mark_pictures(self._pdf, page)
                    open_pages.add(page.obj.objgen)
        for index, (frame, opening) in enumerate(zip(frames, openings, strict=True)):
            citations = list(self._citations(item, index, frame))
            isolate = not item.tagged and item.pages[index].obj.objgen not in open_pages
            self._set_page(item, index, frame, opening, citations, isolate=isolate)
            yield from citations

    def _frame(self, item: Merged, index: int) -> Frame:
        clear = item.pdf_part.clear_tops
        if clear and clear[index]:
            return frame_page(item.pages[index], occupied=False)
        length = self._letters.width(self._stamp_text(item, index), SIZE)
        return frame_page(item.pages[index], item.view.occupied(index, length))

    def _stamp_text(self, item: Merged, index: int) -> str:
        page = self._layout.first_page[item.part.name] + index
        stamp = str(Stamp(item.part.reference, page, self._layout.total, self._open_points))
        opening = self._owner if page == 1 and item.part.attachment and not item.part.reference else ""
        return f"{opening} \N{MIDDLE DOT} {stamp}" if opening else stamp

    def _citations(self, item: Merged, index: int, frame: Frame) -> Iterator[_Citation]:
        if item.part.kind in _CITING:
            for printed in item.view.citations(index):
                boxes = tuple(frame.place(box) for box in printed.boxes)
                yield _Citation(item, item.pages[index], printed, boxes)

    def _set_page(
        self,
        item: Merged,
        index: int,
        frame: Frame,
        opening: str,
        citations: Sequence[_Citation],
        *,
        isolate: bool,
    ) -> None:
        """Put a page's own content between what opens and what closes it; the stamp comes last."""
        page = item.pages[index]
        ending = apply_frame(self._pdf, page, frame, isolate=isolate)
        if opening:
            ending += "EMC\n"
        if self._open_points is not None:
            above = bool(item.part.attachment)
            mark = self._stamper.watermark(page, above=above)
            opening, ending = (opening, ending + mark) if above else (mark + opening, ending)
        ending += underline(box for c in citations if not c.printed.underlined for box in c.boxes)
        ending += self._stamper.stamp(page, self._stamp_text(item, index))
        page.contents_add(opening.encode("ascii"), prepend=True)
        page.contents_add(ending.encode("ascii"))

    def _link(self, cited: _Citation) -> None:
        part, printed = cited.item.part, cited.printed
        number = cited_page(printed, self._allowed, part.title if part.attachment else "")
        reference = printed.citation.reference
        words = f"{reference}, page {number}: {self._titles[reference]}"
        note = link_note(self._pdf, cited.page, cited.boxes, self._pages[number - 1], words)
        if not cited.item.tagged:
            self._tags.add_link(cited.page, note, 0, alone=False)
            return
        mark = printed.mark if "/StructParents" in cited.page.obj else None
        self._tags.add_link(cited.page, note, mark, printed.alone)
