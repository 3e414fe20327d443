"""Bookmarks and page labels: the reader's side panel agrees with what is printed."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem

from ilmdocs.assemble.links import destination
from ilmdocs.model.portfolio import Layout, Part, PdfPart


def add_bookmarks(pdf: pikepdf.Pdf, parts: Sequence[PdfPart], layout: Layout) -> None:
    """One bookmark a part, and below it one a section, folded."""
    pages = list(pdf.pages)
    with pdf.open_outline() as outline:
        for pdf_part in parts:
            first = layout.first_page[pdf_part.part.name] - 1
            item = OutlineItem(bookmark_title(pdf_part.part), destination(pages[first]))
            item.is_closed = True
            for section, page in zip(pdf_part.sections, pdf_part.section_pages, strict=True):
                item.children.append(OutlineItem(section.title, destination(pages[first + page])))
            outline.root.append(item)


def add_page_labels(pdf: pikepdf.Pdf) -> None:
    """Make the page numbers that a viewer shows the printed ones, from 1."""
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))


def bookmark_title(part: Part) -> str:
    """What a part's bookmark says: its reference, where it has one, and its title."""
    return part.title if part.reference is None else f"{part.reference} {part.title}"
