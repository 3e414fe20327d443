"""Every field that a form may print: what a tag can name, and which cells of the workbook it prints.

Drives the lint, `printed_in` of the workbook's schema and the field table of docs/templates.md. A test
compares it with the data that filling really offers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ilmdocs.forms.bibliography import PIECES
from ilmdocs.forms.chart_pages import chart_fields
from ilmdocs.forms.list_fields import (
    assignment_fields,
    contents_fields,
    criteria_by_number,
    criterion_lines,
    matrix_fields,
    narrative_fields,
)
from ilmdocs.forms.mark_fields import mark_sheet_fields
from ilmdocs.forms.shapes import Fields, Many, Shape
from ilmdocs.forms.sheet_fields import all_fields, leaf, sheet_fields
from ilmdocs.forms.values import NAMED_SHEETS
from ilmdocs.model.unit import PartKind, PartRule, Per, Unit
from ilmdocs.workbook.schema import RATINGS


def known_forms(units: Iterable[Unit]) -> frozenset[str]:
    """Names of all forms that some unit asks for."""
    return frozenset(rule.form for unit in units for rule in unit.parts if rule.form)


def form_fields(form: str, units: Collection[Unit], sections: Collection[str] = ()) -> Fields:
    """Everything that a form may print, as the tags name it.

    Args:
        form: the form's name.
        units: units, of which those count that ask for the form.
        sections: the names that pack.toml gives to sections of the form.
    """
    units = [unit for unit in units if any(rule.form == form for rule in unit.parts)]
    rules = [rule for unit in units for rule in unit.parts if rule.form == form]
    kinds = {rule.kind for rule in rules}
    session = Fields(_session())
    names: dict[str, Shape] = {
        "learner": Fields(_learner()),
        "unit": Fields(_unit(units)),
        "part": Fields(_part()),
        "client": Fields(_client()),
        "sessions": Many(session, "the sessions of the part, first to last"),
        "session_a": session,
        "session_b": session,
        "references_text": leaf("all sources, one to a line", *all_fields("References", "ref_id", "type")),
        **criteria_by_number(units, with_evidence=PartKind.MATRIX in kinds),
        **_rows(rules),
    }
    if any(rule.sheet == "Narrative" for rule in rules):
        names["narrative"] = narrative_fields()
        names["assignment"] = assignment_fields()
    if sections:
        names["criteria_of"] = Fields({name: criterion_lines() for name in sections})
    if PartKind.MATRIX in kinds:
        names["matrix"] = matrix_fields()
    if PartKind.MARK_SHEET in kinds:
        names["marks"] = mark_sheet_fields()
    if PartKind.CHARTS in kinds:
        names["charts"] = chart_fields()
    if PartKind.CONTENTS in kinds:
        names["contents"] = contents_fields()
    return Fields(names)


def _learner() -> dict[str, Shape]:
    coach = leaf("Name of coach on the forms", "Learner.coach_display_name", "Learner.learner_name")
    return {**sheet_fields("Learner"), "coach_display_name": coach}


def _unit(units: Collection[Unit]) -> dict[str, Shape]:
    wording = {
        name: leaf(f"the unit's own wording: {name.replace('_', ' ')}")
        for unit in units
        for name in unit.wording
    }
    image, mode = "Learner.signature_image", "Units.signature_mode"
    return {
        **sheet_fields("Units"),
        "submission": leaf("First submission, or Resubmission (attempt 2)", "Units.attempt"),
        "id": leaf("for example 8585-301"),
        "number": leaf("for example 301"),
        "title": leaf("the unit's title"),
        "version": leaf("Version of the forms", "Units.version"),
        "qualification": leaf("for example 8585"),
        "qualification_title": leaf("the qualification's title"),
        "wording": Fields(wording),
        "sections": Many(
            Fields(
                {
                    "heading": leaf("the sub-heading that an assignment uses, or else the title"),
                    "title": leaf("Section One"),
                    "criteria": criterion_lines(),
                }
            ),
            "the unit's sections",
        ),
        "effort_hours": leaf("the hours of work that the source suggests, for example 24"),
        "least_words": leaf("the fewest words that it suggests, for example 4,000"),
        "most_words": leaf("the most words that it suggests, for example 5,000"),
        "unknown_criteria": leaf("which criteria of the unit are in no source; most often nothing"),
        "learner_signature": leaf(
            "the learner's line of the declaration", "Units.learner_signed", mode, image
        ),
        "matrix_signature": leaf("the learner's line of the matrix", "Units.matrix_signed", mode, image),
        "tutor_signature": leaf("the tutor's line of the declaration", "Units.tutor_signed", mode),
    }


def _part() -> dict[str, Shape]:
    return {
        "title": leaf("the part's title, as in the matrix"),
        "reference": leaf("for example E07"),
        "sessions": leaf("for example sessions 1 and 2", "Sessions.session_no"),
        "criteria": criterion_lines("the criteria that the part is evidence for"),
    }


def _client() -> dict[str, Shape]:
    lines = {
        "coach_signature": "coach_signed",
        "client_signature": "client_signed",
        "stakeholder_signature": "stakeholder_signed",
        "final_coach_signature": "final_coach_signed",
        "final_client_signature": "final_client_signed",
    }
    return {
        **sheet_fields("Clients"),
        "start_date": leaf(
            "Start date; blank means the first session's", "Clients.start_date", "Sessions.date"
        ),
        "label": leaf("for example Client C1", "Clients.client_ref"),
        "total_hours": leaf(
            "Total number of hours, added up from the sessions that count", "Sessions.duration"
        ),
        "goals": Many(Fields(sheet_fields("Goals")), "the client's goals"),
        "tools": Many(Fields(sheet_fields("Tools")), "the tools used with the client"),
        "feedback": Many(Fields(sheet_fields("CoacheeFeedback")), "the feedback sheets of the client"),
        "no_tools": leaf("a visible blank, for a client without tools"),
        "no_feedback": leaf("a visible blank, for a client without feedback"),
        "no_sessions": leaf("a visible blank, for a client without sessions"),
        "goals_text": leaf("all goals of the client", "Goals.goal_id", "Goals.goal"),
        **{
            name: leaf(f"how it was signed ({field})", f"Clients.{field}", "Clients.signature_mode")
            for name, field in lines.items()
        },
    }


def _session() -> dict[str, Shape]:
    return {
        **sheet_fields("Sessions"),
        "refl_feedback": leaf(
            "Feedback from the client; blank takes the session's",
            "Sessions.refl_feedback",
            "Sessions.feedback_received",
        ),
        "model_used": leaf(
            "the model, or its name when it is another", "Sessions.model", "Sessions.model_name"
        ),
        "total_so_far": leaf("the hours that count up to this session", "Sessions.duration"),
        "not_counted": leaf("why its hours do not count; nothing when they do"),
        "is_first": leaf("for conditions: the client's first session"),
        "is_last": leaf("for conditions: the client's last session"),
    }


def _rows(rules: Iterable[PartRule]) -> dict[str, Shape]:
    """`row` for a form that is filled once a row, `rows` for one that lists them all."""
    found: dict[str, Shape] = {}
    for rule in rules:
        if rule.sheet and rule.sheet not in NAMED_SHEETS:
            names = Fields(_row(rule.sheet))
            if rule.per is Per.ROW:
                found["row"] = names
            else:
                found["rows"] = Many(names, f"the rows of {rule.sheet}")
    return found


def _row(sheet: str) -> dict[str, Shape]:
    names = sheet_fields(sheet)
    if sheet == "Supervision":
        names["supervisor"] = leaf(
            "Name of supervisor; blank takes the usual one",
            "Supervision.supervisor",
            "Learner.supervisor_default",
        )
    if sheet == "CoacheeFeedback":
        ratings = {name: f"CoacheeFeedback.rating_{name}" for name, _ in RATINGS}
        names["scores"] = Fields(
            {name: Many(leaf("1 to 10, the chosen one marked", source)) for name, source in ratings.items()}
        )
        names["outside"] = Fields(
            {
                name: leaf("a rating that is missing or not 1 to 10", source)
                for name, source in ratings.items()
            }
        )
    if sheet == "References":
        names["text"] = leaf("the whole source in one line", *all_fields("References", "ref_id", "type"))
        for piece, (help_, sources) in PIECES.items():
            names[piece] = leaf(help_, *(f"References.{name}" for name in sources))
    return names
