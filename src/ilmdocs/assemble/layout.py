"""Page counts of the parts become page numbers of the portfolio."""

from __future__ import annotations

from collections.abc import Sequence

from ilmdocs.model.portfolio import Layout, PdfPart


def lay_out(parts: Sequence[PdfPart]) -> Layout:
    """Work out where every part, and every criterion's evidence, starts in the finished file.

    Args:
        parts: all parts in portfolio order.

    Returns:
        1-based pages; `criterion_page` has an entry for each criterion of each part.
    """
    first_page: dict[str, int] = {}
    criterion_page: dict[tuple[str, str], int] = {}
    page = 1
    for pdf_part in parts:
        name = pdf_part.part.name
        first_page[name] = page
        for criterion in pdf_part.part.criteria:
            criterion_page[name, criterion] = page + pdf_part.page_of(criterion)
        page += pdf_part.pages
    return Layout(page - 1, first_page, criterion_page)


def citable_pages(pdf_part: PdfPart, layout: Layout) -> frozenset[int]:
    """The pages on which a citation of a part may point: its start and the start of its sections."""
    first = layout.first_page[pdf_part.part.name]
    return frozenset({first, *(first + page for page in pdf_part.section_pages)})
