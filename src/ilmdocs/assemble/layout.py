"""Page counts of the parts become page numbers of the portfolio."""

from __future__ import annotations

from collections.abc import Sequence

from ilmdocs.model.portfolio import Layout, Part, PdfPart, Plan
from ilmdocs.model.unit import PartKind, Regime

# Lines on a page and letters in a line, counted on printed matrices of all units.
_CONTENTS_LINES = 40
_MATRIX_LINES = 50
_SIGNING_LINES = 10
_CRITERION_WIDTH = 40
_EVIDENCE_WIDTH = 30


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


def guessed_pages(part: Part, plan: Plan) -> int:
    """How long a matrix or contents page will probably be, before it is filled; at least 1 page.

    A guess made from the plan alone, so that the same learner always starts from the same one. A wrong one
    costs another round of conversion and nothing else.
    """
    if part.kind is not PartKind.MATRIX:
        return 1 + len(plan.parts) // _CONTENTS_LINES
    lines = _SIGNING_LINES if plan.unit.regime is Regime.PORTFOLIO else 0
    for criterion in plan.unit.criteria():
        evidence = sum(_lines(item.title, _EVIDENCE_WIDTH) for item in plan.evidence_for(criterion.id))
        lines += max(_lines(criterion.text, _CRITERION_WIDTH), evidence)
    return 1 + lines // _MATRIX_LINES


def _lines(text: str, width: int) -> int:
    return -(-len(text) // width)
