"""Which answers a unit's forms must print, so that nothing a learner typed is lost, and which need not."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ilmdocs.forms.values import printable_fields
from ilmdocs.model.marking import MARKS_SHEETS
from ilmdocs.model.unit import PartKind, Per, Unit
from ilmdocs.workbook.schema import SHEETS

NOT_PRINTED: Mapping[str, str] = {
    "Learner.surname": "names the portfolio's file",
    "Learner.first_names": "names the portfolio's file",
    "Learner.iqa": "for reports to the centre",
    "Learner.refuse_ilm_use": "stands on the mark sheet, which not every unit has",
    "Learner.submission_route": "decides which forms are allowed",
    "Units.unit_id": "printed from the unit file",
    "Units.include": "decides what is built",
    "Units.version": "decides which forms are used",
    "Units.assessment_method": "decides which rules apply",
    "Units.alternative_method_approved": "decides which rules apply",
    "Units.checklist_done": "the learner's own check",
    "Units.submission_format": "decides which rules apply",
    "Units.paper_agreed_on": "decides which rules apply",
    "Goals.client_ref": "joins a goal to its client",
    "Tools.client_ref": "joins a tool to its client",
    "Sessions.session_ref": "names a session inside the workbook",
    "Sessions.client_ref": "joins a session to its client",
    "Sessions.start_time": "finds sessions that overlap",
    "CoacheeFeedback.client_ref": "joins a sheet to its client",
    "Narrative.section": "decides where a text stands",
    "Narrative.criterion": "decides where a text stands",
    "Narrative.kind": "decides where a text stands",
    "Narrative.include_in_count": "decides what is counted",
    "ReportItems.criterion": "decides where a point stands",
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
            "Evidence.criteria",
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
"""Fields that no form need print, each with the reason; every other field that a unit uses must be."""


OF_THE_DIARY = ("Clients", "Sessions")
"""Sheets that the diary prints. A unit without one looks at them only to check what its other forms say."""


def expected_fields(unit: Unit, used: Collection[str]) -> frozenset[str]:
    """The workbook fields whose answers would be lost if no form of a unit printed them.

    Args:
        unit: where an assessor marks it, every field of the marks workbook counts.
        used: the fields (`Sheet.field`) that its rules and parts look at. The columns of others are hidden
            in the learner's workbook.
    """
    left_out = {"Private"}
    if not any(part.kind is PartKind.DIARY for part in unit.parts):
        left_out.update(OF_THE_DIARY)
    marked = MARKS_SHEETS if any(rule.per is Per.MARKS for rule in unit.parts) else ()
    printable = {
        f"{name}.{field.id}"
        for name in (*(schema.name for schema in SHEETS if schema.name not in left_out), *marked)
        for field in printable_fields(name)
    }
    wanted = {name for name in printable if name in used or name.partition(".")[0] in marked}
    return frozenset(wanted - set(NOT_PRINTED))
