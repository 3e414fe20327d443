"""Which answers a unit's forms must print, so that nothing a learner typed is lost, and which need not."""

from __future__ import annotations

from collections.abc import Mapping

from ilmdocs.forms.values import printable_fields
from ilmdocs.model.marking import MARKS_SHEETS
from ilmdocs.model.unit import Per, Unit

NOT_PRINTED: Mapping[str, str] = {
    "Learner.surname": "names the portfolio's file",
    "Learner.first_names": "names the portfolio's file",
    "Learner.iqa": "for reports to the centre",
    "Learner.organisation_description": "asked by written units",
    "Learner.own_role": "asked by written units",
    "Learner.refuse_ilm_use": "stands on the mark sheet, which not every unit has",
    "Learner.submission_route": "decides which forms are allowed",
    "Units.unit_id": "printed from the unit file",
    "Units.include": "decides what is built",
    "Units.version": "decides which forms are used",
    "Units.alternative_method_approved": "asked by written units",
    "Units.checklist_done": "the learner's own check",
    "Units.submission_format": "decides which rules apply",
    "Units.paper_agreed_on": "decides which rules apply",
    "Clients.mode": "decides which rules apply",
    "Clients.client_level": "asked by other units",
    "Clients.rationale": "asked by other units",
    "Goals.client_ref": "joins a goal to its client",
    "Goals.discussion": "asked by other units",
    "Units.assessment_method": "decides which rules apply",
    "Narrative.sessions": "joins an answer to its examples",
    "Goals.need_id": "asked by other units",
    "Goals.need": "asked by other units",
    "Goals.aligned_organisation": "asked by other units",
    "Goals.aligned_division_or_team": "asked by other units",
    "Sessions.session_ref": "names a session inside the workbook",
    "Sessions.client_ref": "joins a session to its client",
    "Sessions.start_time": "finds sessions that overlap",
    "Sessions.one_to_one": "asked by other units",
    "CPD.horizon": "asked by other units",
    "CPD.kind": "asked by other units",
    "CPD.linked_to": "asked by other units",
    "CoacheeFeedback.client_ref": "joins a sheet to its client",
    "Narrative.kind": "decides where a text stands",
    "Narrative.include_in_count": "decides what is counted",
    "References.type": "decides whether a date of access is needed",
    **dict.fromkeys(
        (
            *(f"MarkSheet.{name}" for name in ("learner_name", "ilm_registration_no", "centre_name")),
            *("MarkSheet.unit", "MarkSheet.centre_number"),
            *("Criteria.criterion", "Criteria.wording", "Criteria.most_marks", "Criteria.fewest_marks"),
            *("Sections.section", "Sections.title", "Descriptors.criterion", "Descriptors.wording"),
        ),
        "filled in already, and printed from the unit file or the learner's workbook",
    ),
    **dict.fromkeys(
        (
            "Evidence.evidence_ref",
            "Evidence.kind",
            "Evidence.replaces",
            "Evidence.client_ref",
            "Evidence.session",
            "Evidence.author",
            "Evidence.confidential",
            "Evidence.page_range",
        ),
        "says where a file belongs",
    ),
}
"""Fields that no form need print, each with the reason; every other field of a unit's sheets must be."""


def expected_fields(unit: Unit) -> frozenset[str]:
    """The workbook fields whose answers would be lost if no form of a unit printed them."""
    sheets = {"Learner", "Units"} | {rule.sheet for rule in unit.parts if rule.sheet}
    if any(rule.per is Per.MARKS for rule in unit.parts):
        sheets |= set(MARKS_SHEETS)
    if "Clients" in sheets:
        sheets |= {"Goals", "Sessions"}
    fields = {f"{sheet}.{field.id}" for sheet in sheets for field in printable_fields(sheet)}
    return frozenset(fields - set(NOT_PRINTED))
