"""Every field that a form may print: what a tag can name, and which cells of the workbook it prints.

Drives the lint, `printed_in` of the workbook's schema and the field table of docs/templates.md. A test
compares it with the data that filling really offers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ilmdocs.forms.values import NAMED_SHEETS, printable_fields
from ilmdocs.model.unit import PartKind, PartRule, Per, Unit
from ilmdocs.workbook.schema import RATINGS


@dataclass(frozen=True, slots=True)
class Leaf:
    """One printable value: the workbook fields (`Sheet.field`) it shows, and what it is."""

    sources: frozenset[str]
    help: str


@dataclass(frozen=True, slots=True)
class Fields:
    """Values by name, reached with a dot."""

    names: Mapping[str, Shape]


@dataclass(frozen=True, slots=True)
class Many:
    """A list, reached with a `for` tag."""

    item: Shape
    help: str = ""


Shape = Leaf | Fields | Many


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
        "references_text": _leaf(
            "all books, journals and websites, one to a line", *_all("References", "ref_id", "type")
        ),
        **_criteria(units, with_evidence=PartKind.MATRIX in kinds),
        **_rows(rules),
    }
    if any(rule.sheet == "Narrative" for rule in rules):
        names["narrative"] = _narrative()
        names["assignment"] = _assignment()
    if sections:
        names["criteria_of"] = Fields({name: _criterion_lines() for name in sections})
    if PartKind.MATRIX in kinds:
        names["matrix"] = _matrix()
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


def _unit(units: Sequence[Unit]) -> dict[str, Shape]:
    shared = set[str]().union(*(unit.wording for unit in units))
    for unit in units:
        shared &= set(unit.wording)
    wording = {
        name: _leaf(f"the unit's own wording: {name.replace('_', ' ')}")
        for unit in units[:1]
        for name in unit.wording
        if name in shared
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
        "sections": Many(
            Fields(
                {
                    "heading": _leaf("the sub-heading that an assignment uses, or else the title"),
                    "title": _leaf("Section One"),
                    "criteria": _criterion_lines(),
                }
            ),
            "the unit's sections",
        ),
        "effort_hours": _leaf("the hours of work that the source suggests, for example 24"),
        "least_words": _leaf("the fewest words that it suggests, for example 4,000"),
        "most_words": _leaf("the most words that it suggests, for example 5,000"),
        "unknown_criteria": _leaf("which criteria of the unit are in no source; most often nothing"),
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
        "criteria": _criterion_lines("the criteria that the part is evidence for"),
    }


def _criterion_lines(help_: str = "") -> Many:
    line = {
        "id": _leaf("1.1"),
        "text": _leaf("the criterion's wording"),
        "marks": _leaf("the most marks for it; nothing where there are none"),
    }
    return Many(Fields(line), help_)


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
        "total_hours": _leaf(
            "Total number of hours, added up from the sessions that count", "Sessions.duration"
        ),
        "goals": Many(Fields(_sheet("Goals")), "the client's goals"),
        "tools": Many(Fields(_sheet("Tools")), "the tools used with the client"),
        "feedback": Many(Fields(_sheet("CoacheeFeedback")), "the feedback sheets of the client"),
        "no_tools": _leaf("a visible blank, for a client without tools"),
        "no_feedback": _leaf("a visible blank, for a client without feedback"),
        "no_sessions": _leaf("a visible blank, for a client without sessions"),
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
        "total_so_far": _leaf("the hours that count up to this session", "Sessions.duration"),
        "not_counted": _leaf("why its hours do not count; nothing when they do"),
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
        names["text"] = _leaf("the whole reference in one line", *_all("References", "ref_id", "type"))
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


def _assignment() -> Fields:
    texts = Many(Fields(_sheet("Narrative")))
    cited = ("ReportItems.reference", "References.author", "References.title", "References.year")
    point = {**_sheet("ReportItems"), "source": _leaf("the source as cited: A. Writer, 2017", *cited)}
    criterion = {
        "id": _leaf("1.1"),
        "text": _leaf("the criterion's wording"),
        "answers": texts,
        "is_elsewhere": _leaf("for conditions: answered by other evidence alone"),
        "points": Many(Fields(point)),
        "has_strategies": _leaf("for conditions: a point has a strategy"),
    }
    section = {
        "heading": _leaf("the sub-heading that an assignment uses, or else the title"),
        "title": _leaf("Section One"),
        "task": _leaf("the sentence that opens the section; most often nothing"),
        "introductions": texts,
        "criteria": Many(Fields(criterion)),
        "summaries": texts,
    }
    whole = {"introductions": texts, "sections": Many(Fields(section)), "summaries": texts, "others": texts}
    return Fields(whole)


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
