"""The rows of the matrix, as they are printed, are compared with what each part evidences."""

from __future__ import annotations

from collections.abc import Sequence

from ilmdocs.model.portfolio import Draft, Proof
from ilmdocs.model.unit import PartKind
from ilmdocs.text.references import cite
from ilmdocs.verify import verify_portfolio
from tests.assemble.builders import build, part, pdf_part, text_pdf, unit

CRITERIA = tuple(criterion.id for criterion in unit().criteria())


def references(
    matrix: Sequence[Sequence[str]], evidenced: Sequence[str] = CRITERIA, draft: Draft | None = None
) -> Proof:
    """The proof for a portfolio of a matrix, one statement for all but the last criterion, one for it."""
    early = tuple(criterion for criterion in evidenced if criterion != CRITERIA[-1])
    parts = [
        pdf_part(part(PartKind.MATRIX, "Evidence matrix"), text_pdf(matrix)),
        pdf_part(part(PartKind.DIARY, "Diary", "E01", criteria=early), text_pdf([["Diary"]])),
        pdf_part(part(PartKind.SUPERVISION, "Log", "E02", criteria=evidenced[-1:]), text_pdf([["Log"]])),
    ]
    proofs = verify_portfolio(build(parts, draft=draft).pdf)
    return next(proof for proof in proofs if proof.name == "references")


def rows(first: int, last_row: str | None = None) -> list[str]:
    """A row for each criterion, the first part being on page `first`."""
    made = [f"AC {criterion} As worded {cite('E01', first)}" for criterion in CRITERIA[:-1]]
    return [
        *made,
        last_row if last_row is not None else f"AC {CRITERIA[-1]} As worded {cite('E02', first + 1)}",
    ]


def test_a_matrix_on_one_page() -> None:
    """Every row cites what evidences its criterion."""
    assert references([rows(2)]).ok is True


def test_a_row_whose_label_is_on_the_next_page() -> None:
    """A page break inside a row does not make its first citation one of the row before."""
    *most, last = rows(3)
    label, citation = last.rsplit(" As worded ", 1)
    assert references([[*most, citation], [label]]).ok is True


def test_a_citation_in_the_row_of_another_criterion() -> None:
    """On the same page there is no such excuse: the row is wrong, and the criterion has no page."""
    *most, last = rows(2)
    label, citation = last.rsplit(" As worded ", 1)
    proof = references([[*most, citation, label]])
    assert proof.ok is False
    assert proof.details == (
        f"The matrix cites E02, p. 3 for {CRITERIA[-2]}, which is evidenced on other pages.",
        f"The matrix cites no page for {CRITERIA[-1]}.",
    )


def test_a_criterion_without_evidence() -> None:
    """A complete portfolio must cite a page for every criterion; a draft may have gaps, which are named."""
    gap = f"The matrix cites no page for {CRITERIA[-1]}."
    matrix = [rows(2, f"AC {CRITERIA[-1]} nothing yet")]
    complete = references(matrix)
    assert (complete.ok, gap in complete.details) == (False, True)
    draft = references(matrix, draft=Draft(1))
    assert (draft.ok, gap in draft.details) == (True, True)


def test_a_matrix_whose_rows_cannot_be_told_apart() -> None:
    """Where a criterion's number stands at the start of two lines, pages are compared without rows."""
    assert references([[*rows(2), f"{CRITERIA[0]} again"]]).ok is True


def test_a_matrix_that_is_a_picture() -> None:
    """A scanned matrix cannot be read; that is said, not claimed to be right."""
    assert references([["Signed and scanned"]]).ok is None


def test_a_matrix_that_cites_nothing() -> None:
    """A matrix whose references were all taken out is wrong, not a picture."""
    assert references([[f"AC {criterion} As worded" for criterion in CRITERIA]]).ok is False
