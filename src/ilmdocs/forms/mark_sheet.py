"""An assessor's marks as printable data: the mark sheet of one attempt."""

from __future__ import annotations

from collections.abc import Mapping

from ilmdocs.forms.signature import signed
from ilmdocs.forms.values import DATE_LINE, LEFT_BLANK, Blank, Record, Wording, record
from ilmdocs.model.marking import DESCRIPTOR_TEXTS, CriterionResult, Marking, marking_of
from ilmdocs.model.portfolio import Part
from ilmdocs.model.submission import Row, Submission
from ilmdocs.model.unit import Outcome, Unit

TICKED, UNTICKED = "☒", "☐"
_NUMBERED = ("Section", "Learning Outcome")
"""How a title begins that needs no number before it."""


def mark_sheet(part: Part, unit: Unit, submission: Submission) -> Record:
    """The mark sheet of the attempt that a part is made from.

    The refusal box stands as the learner recorded it; blank is not ticked. Nobody's signature is invented: a
    line without a recorded way of signing stays empty.
    """
    rows = {
        sheet: tuple(row for row in part.rows if row.sheet == sheet)
        for sheet in ("MarkSheet", "Criteria", "Sections", "Descriptors")
    }
    head = rows["MarkSheet"][0]
    marking = marking_of(unit, rows["Criteria"])
    attempt = head.integer("attempt") or 1
    return {
        "title": Wording(unit.wording.get("mark_sheet_title") or f"Mark sheet – {unit.id} - {unit.title}"),
        "decisions": Wording(" or ".join(unit.decisions)),
        "attempt": "First submission" if attempt == 1 else f"Resubmission (attempt {attempt})",
        "refusal": TICKED if submission.learner.yes("refuse_ilm_use") else UNTICKED,
        "has_marks": any(result.mark is not None for result in marking.results),
        "total": Blank("", LEFT_BLANK) if marking.total is None else str(marking.total),
        "total_marks": Wording(unit.total_marks or ""),
        "outcome": marking.outcome or Blank("Criteria.mark"),
        **_foot(head, unit),
        "sections": [
            _section(outcome, marking, rows["Sections"], rows["Descriptors"]) for outcome in unit.outcomes
        ],
    }


def _foot(head: Row, unit: Unit) -> Record:
    """The assessor's and the quality assurer's lines; the second's are there to sign on until sampled."""
    values = record("MarkSheet", head)
    mode = head.text("signature_mode")
    line = Blank("", DATE_LINE)
    outcome = head.text("qa_outcome").upper()
    to_delete = Wording(" / ".join(unit.decisions).upper())
    return {
        "assessor": values["assessor"],
        "assessor_signed": values["assessor_signed"] or line,
        "assessor_signature": signed(
            mode, "the assessor", head.day("assessor_signed"), "MarkSheet.assessor_signed"
        ),
        "qa_name": values["qa_name"] or line,
        "qa_outcome": outcome or to_delete,
        "qa_signed": values["qa_signed"] or line,
        "qa_signature": signed(mode, "the quality assurer", head.day("qa_signed"), ""),
    }


def _section(
    outcome: Outcome, marking: Marking, comments: tuple[Row, ...], descriptors: tuple[Row, ...]
) -> Record:
    said = next((row for row in comments if row.text("section") == outcome.id), None)
    by_id = {row.text("criterion"): row for row in descriptors}
    results = {result.criterion.id: result for result in marking.results}
    return {
        "title": Wording(_band(outcome)),
        "criteria": [_criterion(results[c.id], marking, by_id) for c in outcome.criteria],
        **{
            name: said.text(name) if said is not None and said.has(name) else Blank("", LEFT_BLANK)
            for name in ("section_comments", "verification_comments")
        },
    }


def _band(outcome: Outcome) -> str:
    if outcome.title.startswith(_NUMBERED):
        return outcome.title
    return f"Learning Outcome / Section {outcome.id}: {outcome.title}"


def _criterion(result: CriterionResult, marking: Marking, descriptors: Mapping[str, Row]) -> Record:
    criterion, row = result.criterion, result.row
    most = criterion.marks
    texts = descriptors.get(criterion.id)
    passed, referral = marking.unit.decisions
    nothing = Blank("", LEFT_BLANK)
    return {
        "id": Wording(criterion.number),
        "text": Wording(criterion.text),
        "feedback": row.text("feedback") if row is not None and row.has("feedback") else nothing,
        "mark": nothing if result.mark is None else str(result.mark),
        "most": Wording(most or ""),
        "fewest": Wording(criterion.least_marks or ""),
        "quarter": Wording(round(most / 4) if most else ""),
        "three_quarters": Wording(round(most * 3 / 4) if most else ""),
        "decision": Blank("Criteria.mark")
        if result.passes is None
        else passed
        if result.passes
        else referral,
        **{
            name: texts.text(name) if texts is not None and texts.has(name) else nothing
            for name in DESCRIPTOR_TEXTS
        },
    }
