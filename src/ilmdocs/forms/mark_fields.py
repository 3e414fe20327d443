"""What a mark sheet may print."""

from __future__ import annotations

from ilmdocs.forms.shapes import Fields, Leaf, Many, Shape
from ilmdocs.forms.sheet_fields import leaf
from ilmdocs.model.marking import DESCRIPTOR_TEXTS


def mark_sheet_fields() -> Fields:
    """Everything under `marks`."""
    criterion: dict[str, Shape] = {
        "id": leaf("for example 1.1"),
        "text": leaf("the criterion's wording"),
        "feedback": leaf("Assessor feedback on AC", "Criteria.feedback"),
        "mark": leaf("the mark; blank where only a decision was given", "Criteria.mark"),
        "most": leaf("the most marks, for example 8"),
        "fewest": leaf("the fewest that pass, for example 4"),
        "quarter": leaf("about a quarter of the marks, for example 2"),
        "three_quarters": leaf("about three quarters of the marks, for example 6"),
        "decision": leaf("Pass, or the word for the opposite", "Criteria.mark", "Criteria.decision"),
        **{
            name: leaf(f"the centre's descriptor: {name.replace('_', ' ')}", f"Descriptors.{name}")
            for name in DESCRIPTOR_TEXTS
        },
    }
    section: dict[str, Shape] = {
        "title": leaf("for example Learning Outcome / Section 1: …"),
        "criteria": Many(Fields(criterion)),
        "section_comments": leaf("Section comments", "Sections.section_comments"),
        "verification_comments": leaf("Verification comments", "Sections.verification_comments"),
    }
    mode = "signature_mode"
    return Fields(
        {
            "decisions": leaf("Pass or Referral, as the unit words it"),
            "title": leaf("for example MARK SHEET – UNIT 501 - …"),
            "attempt": _line("First submission, or Resubmission (attempt 2)", "attempt"),
            "refusal": leaf("the box of refusal, ticked or not", "Learner.refuse_ilm_use"),
            "has_marks": leaf("for conditions: there are marks"),
            "total": leaf("the total, where every criterion has a mark", "Criteria.mark"),
            "total_marks": leaf("for example 100"),
            "outcome": leaf("PASS, or the word for the opposite", "Criteria.mark", "Criteria.decision"),
            "assessor": _line("the assessor's name", "assessor"),
            "assessor_signature": _line("the assessor's line", "assessor_signed", mode),
            "assessor_signed": _line("the day on which the assessor signed", "assessor_signed"),
            "qa_name": _line("the quality assurer's name", "qa_name", "qa_sampled"),
            "qa_outcome": _line("the quality assurer's outcome", "qa_outcome"),
            "qa_signature": _line("the quality assurer's line", "qa_signed", mode),
            "qa_signed": _line("the day of the quality assurance check", "qa_signed"),
            "sections": Many(Fields(section)),
        }
    )


def _line(help_: str, *names: str) -> Leaf:
    return leaf(help_, *(f"MarkSheet.{name}" for name in names))
