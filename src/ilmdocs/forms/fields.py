"""Every field that a form may print: what a tag can name, and which cells of the workbook it prints.

Drives the lint, `printed_in` of the workbook's schema and the field table of docs/templates.md. A test
compares it with the data that filling really offers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ilmdocs.forms.bibliography import PIECES
from ilmdocs.forms.mark_fields import mark_sheet_fields
from ilmdocs.forms.shapes import Fields, Leaf, Many, Shape
from ilmdocs.forms.values import NAMED_SHEETS, printable_fields
from ilmdocs.model.unit import PartKind, PartRule, Per, Unit
from ilmdocs.workbook.schema import RATINGS


def known_forms(units: Iterable[Unit]) -> frozenset[str]:
    """Names of all forms that some unit asks for."""
    return frozenset(rule.form for unit in units for rule in unit.parts if rule.form)


def form_fields(form: str, units: Collection[Unit]) -> Fields:
    """Everything that a form may print, as the tags name it."""
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
        "references_text": _leaf("all sources, one to a line", *_all("References", "ref_id", "type")),
        **_criteria(units, with_evidence=PartKind.MATRIX in kinds),
        **_rows(rules),
    }
    if form == "narrative":
        names["narrative"] = _narrative()
    if PartKind.MATRIX in kinds:
        names["matrix"] = _matrix()
    if PartKind.MARK_SHEET in kinds:
        names["marks"] = mark_sheet_fields()
    if PartKind.CONTENTS in kinds:
        names["contents"] = _contents()
    return Fields(names)


def _leaf(help_: str, *sources: str) -> Leaf:
    return Leaf(frozenset(sources), help_)


def _all(sheet: str, *but: str) -> Iterable[str]:
    return (f"{sheet}.{field.id}" for field in printable_fields(sheet) if field.id not in but)


def _sheet(sheet: str) -> dict[str, Shape]:
    return {field.id: _leaf(field.heading, f"{sheet}.{field.id}") for field in printable_fields(sheet)}


def _learner() -> dict[str, Shape]:
    coach = _leaf("Name of coach on the forms", "Learner.coach_display_name", "Learner.learner_name")
    return {**_sheet("Learner"), "coach_display_name": coach}


def _unit(units: Collection[Unit]) -> dict[str, Shape]:
    wording = {
        name: _leaf(f"the unit's own wording: {name.replace('_', ' ')}")
        for unit in units
        for name in unit.wording
    }
    image, mode = "Learner.signature_image", "Units.signature_mode"
    return {
        **_sheet("Units"),
        "submission": _leaf("First submission, or Resubmission (attempt 2)", "Units.attempt"),
        "id": _leaf("for example 8585-301"),
        "number": _leaf("for example 301"),
        "title": _leaf("the unit's title"),
        "version": _leaf("Version of the forms", "Units.version"),
        "qualification": _leaf("for example 8585"),
        "qualification_title": _leaf("the qualification's title"),
        "wording": Fields(wording),
        "learner_signature": _leaf(
            "the learner's line of the declaration", "Units.learner_signed", mode, image
        ),
        "matrix_signature": _leaf("the learner's line of the matrix", "Units.matrix_signed", mode, image),
        "tutor_signature": _leaf("the tutor's line of the declaration", "Units.tutor_signed", mode),
    }


def _part() -> dict[str, Shape]:
    return {
        "title": _leaf("the part's title, as in the matrix"),
        "reference": _leaf("for example E07"),
        "sessions": _leaf("for example sessions 1 and 2", "Sessions.session_no"),
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
        **_sheet("Clients"),
        "start_date": _leaf(
            "Start date; blank means the first session's", "Clients.start_date", "Sessions.date"
        ),
        "label": _leaf("for example Client C1", "Clients.client_ref"),
        "total_hours": _leaf("Total number of hours, added up from the sessions", "Sessions.duration"),
        "goals": Many(Fields(_sheet("Goals")), "the client's goals"),
        "goals_text": _leaf("all goals of the client", "Goals.goal_id", "Goals.goal"),
        **{
            name: _leaf(f"how it was signed ({field})", f"Clients.{field}", "Clients.signature_mode")
            for name, field in lines.items()
        },
    }


def _session() -> dict[str, Shape]:
    return {
        **_sheet("Sessions"),
        "refl_feedback": _leaf(
            "Feedback from the client; blank takes the session's",
            "Sessions.refl_feedback",
            "Sessions.feedback_received",
        ),
        "model_used": _leaf(
            "the model, or its name when it is another", "Sessions.model", "Sessions.model_name"
        ),
        "is_first": _leaf("for conditions: the client's first session"),
        "is_last": _leaf("for conditions: the client's last session"),
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
    names = _sheet(sheet)
    if sheet == "Supervision":
        names["supervisor"] = _leaf(
            "Name of supervisor; blank takes the usual one",
            "Supervision.supervisor",
            "Learner.supervisor_default",
        )
    if sheet == "CoacheeFeedback":
        ratings = {name: f"CoacheeFeedback.rating_{name}" for name, _ in RATINGS}
        names["scores"] = Fields(
            {name: Many(_leaf("1 to 10, the chosen one marked", source)) for name, source in ratings.items()}
        )
        names["outside"] = Fields(
            {
                name: _leaf("a rating that is missing or not 1 to 10", source)
                for name, source in ratings.items()
            }
        )
    if sheet == "References":
        names["text"] = _leaf("the whole source in one line", *_all("References", "ref_id", "type"))
        for piece, (help_, sources) in PIECES.items():
            names[piece] = _leaf(help_, *(f"References.{name}" for name in sources))
    return names


def _criteria(units: Collection[Unit], *, with_evidence: bool) -> dict[str, Shape]:
    found: dict[str, Shape] = {}
    for criterion in (criterion for unit in units for criterion in unit.criteria()):
        names: dict[str, Shape] = {
            "id": _leaf(f"{criterion.id}"),
            "text": _leaf("the criterion's wording"),
        }
        if with_evidence:
            names["titles"] = _leaf("Portfolio Evidence Titles, one to a line")
            names["references"] = _leaf("Reference Numbers with pages, one to a line")
        found[f"ac_{criterion.id.replace('.', '_')}"] = Fields(names)
    return found


def _narrative() -> Fields:
    texts = Many(Fields(_sheet("Narrative")))
    criterion = Fields({"id": _leaf("1.1"), "text": _leaf("the criterion's wording"), "statements": texts})
    section = Fields(
        {
            "title": _leaf("Section One"),
            "introductions": texts,
            "criteria": Many(criterion),
            "summaries": texts,
        }
    )
    return Fields({"sections": Many(section), "others": texts})


def _matrix() -> Fields:
    evidence = Fields({"title": _leaf("evidence title"), "reference": _leaf("for example E07, p. 12")})
    criterion = Fields({"id": _leaf("1.1"), "text": _leaf("its wording"), "evidence": Many(evidence)})
    section = Fields({"title": _leaf("Section One"), "criteria": Many(criterion)})
    return Fields({"sections": Many(section)})


def _contents() -> Many:
    entry = Fields(
        {
            "reference": _leaf("for example E07, p. 12"),
            "number": _leaf("for example E07"),
            "page": _leaf("for example 12"),
            "title": _leaf("the part's title"),
            "criteria": _leaf("for example 1.1, 1.2"),
        }
    )
    return Many(entry, "the evidence in order")
