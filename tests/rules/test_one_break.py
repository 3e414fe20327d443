"""A perfect submission broken in one place at a time: one finding, at that place, and consequences."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from ilmdocs.model.finding import Finding, Severity
from ilmdocs.rules import required_fields
from ilmdocs.workbook.schema import RATINGS, SHEETS
from tests.builders import (
    FIRST_SESSION,
    UNIT_301,
    UNREADABLE,
    Rows,
    causes,
    check_rows,
    heading,
    perfect_rows,
    place,
)

UNITS = ("8585-301", "8585-302")

OWNER: dict[str, tuple[str, ...]] = {
    "header-complete": (
        "Learner.learner_name",
        "Learner.ilm_registration_no",
        "Learner.centre_name",
        "Learner.centre_number",
        "Learner.tutor_assessor",
    ),
    "declaration-signed": ("Units.learner_signed", "Units.tutor_signed"),
    "matrix-complete": ("Units.matrix_signed",),
    "client-reference": ("Clients.client_ref",),
    "plan-complete": (
        "Clients.profile",
        "Clients.benefits",
        "Clients.venue",
        "Clients.venue_suitability",
        "Clients.planned_session_hours",
        "Clients.planned_sessions",
    ),
    "goal-process": ("Clients.goal_process_statement",),
    "contract-review": ("Clients.contract_review_after",),
    "contract-scope": (
        "Clients.contract_confidentiality",
        "Clients.contract_hours",
        "Clients.contract_timescales",
        "Clients.contract_cancellations",
        "Clients.contract_recording",
    ),
    "ethical-contracting": ("Clients.ethical_contracting",),
    "contract-signed": ("Clients.coach_signed", "Clients.client_signed", "Clients.signature_mode"),
    "diagnostics-recorded": (
        "Clients.swot_strengths",
        "Clients.swot_weaknesses",
        "Clients.swot_opportunities",
        "Clients.swot_threats",
    ),
    "tools-described": ("Clients.tools_statement",),
    "process-complete": ("Clients.conclusion",),
    "diary-closed": ("Clients.final_coach_signed", "Clients.final_client_signed"),
    "client-goal": ("Goals.client_ref", "Goals.goal"),
    "session-complete": (
        "Sessions.client_ref",
        "Sessions.session_no",
        "Sessions.date",
        "Sessions.duration",
        "Sessions.progress_review",
        "Sessions.goal",
        "Sessions.reality",
        "Sessions.options",
        "Sessions.chosen_option",
        "Sessions.target_date",
        "Sessions.willingness",
        "Sessions.feedback_given",
        "Sessions.next_date",
        "Sessions.next_venue",
    ),
    "model-named": ("Sessions.model",),
    "session-feedback": ("Sessions.feedback_received",),
    "session-reflected": (
        "Sessions.refl_questioning",
        "Sessions.refl_listening",
        "Sessions.refl_impact",
        "Sessions.refl_improve",
    ),
    "coachee-feedback": (
        "CoacheeFeedback.client_ref",
        "CoacheeFeedback.date",
        "CoacheeFeedback.overall",
        *(f"CoacheeFeedback.rating_{name}" for name, _ in RATINGS),
    ),
    "supervision-count": ("Supervision.date", "Supervision.outcomes", "Supervision.actions"),
    "supervisor-named": (
        "Supervision.supervisor",
        "Observations.observer",
        "Observations.mode",
        "Observations.date",
    ),
    "observation": (
        "Observations.rapport",
        "Observations.process",
        "Observations.listening",
        "Observations.questioning",
        "Observations.giving_feedback",
        "Observations.asking_feedback",
        "Observations.areas_for_development",
    ),
    "plan-span": ("CPD.area", "CPD.how", "CPD.support", "CPD.start", "CPD.end", "CPD.success"),
    "source-complete": ("References.author", "References.title"),
    "website-access-date": ("References.publisher_or_url", "References.accessed"),
}
"""Which rule reports which blank cell (domain rules, "which rule owns which field")."""
OWNER_OF = {field: rule for rule, fields in OWNER.items() for field in fields}
ONE_OF_NARRATIVE = {"section", "kind", "text", "criterion"}


def filled_cells() -> Iterator[tuple[str, str, int, str]]:
    for unit in UNITS:
        for sheet, rows in perfect_rows(unit).items():
            for item, row in enumerate(rows):
                for field, value in row.items():
                    if value is not None and (sheet, field) != ("Units", "unit_id"):
                        yield unit, sheet, item, field


def broken(unit: str, sheet: str, item: int, field: str, value: Any) -> Rows:
    rows = perfect_rows(unit)
    rows[sheet][item][field] = value
    return rows


@pytest.mark.parametrize("unit", UNITS)
def test_a_perfect_submission_has_no_finding(unit: str) -> None:
    """Nothing is said about a learner who has everything, and every criterion is met."""
    result = check_rows(perfect_rows(unit), (unit,))
    assert result.findings == ()
    assert result.readiness[0].ready
    assert {status.status for status in result.readiness[0].criteria} == {"met"}


@pytest.mark.parametrize(("unit", "sheet", "item", "field"), list(filled_cells()))
def test_a_blank_cell_is_reported_once_under_its_own_rule(
    unit: str, sheet: str, item: int, field: str
) -> None:
    """Blanking one cell gives its owner's finding at the cell, or none where the field is optional."""
    found = causes(check_rows(broken(unit, sheet, item, field, None), (unit,)))
    if sheet == "Narrative":
        owner = "linking-text" if item < 6 else "communication-review"
        expected = (
            [] if (item, field) in ((6, "section"), (6, "kind")) else [(owner, place(sheet, item, field))]
        )
    elif f"{sheet}.{field}" in OWNER_OF:
        expected = [(OWNER_OF[f"{sheet}.{field}"], place(sheet, item, field))]
    else:
        expected = []
    assert found == [(rule, str(where)) for rule, where in expected]


@pytest.mark.parametrize(
    ("unit", "sheet", "item", "field"), [cell for cell in filled_cells() if cell[0] == "8585-302"]
)
def test_an_unreadable_cell_leaves_only_the_finding_of_reading(
    unit: str, sheet: str, item: int, field: str
) -> None:
    """Where a cell could not be read, the rules add nothing but consequences."""
    where = place(sheet, item, field)
    reading = (Finding("error-value", Severity.MUST, where, "It holds #N/A.", "Type the value."),)
    result = check_rows(broken(unit, sheet, item, field, UNREADABLE), (unit,), reading=reading)
    assert causes(result) == [("error-value", str(where))]
    assert {f.caused_by for f in result.findings} <= {None, "error-value"}


REFERENCES = ("client_ref", "session", "sessions_discussed", "units", "criterion", "section")


def reference_cells() -> Iterator[tuple[str, str, int, str]]:
    for unit in UNITS:
        for sheet, rows in perfect_rows(unit).items():
            fields = {field.id for schema in SHEETS if schema.name == sheet for field in schema.fields}
            for item, row in enumerate(rows):
                for field in sorted(fields.intersection(REFERENCES)):
                    if sheet != "Clients" and (field == "units" or row.get(field) is not None):
                        yield unit, sheet, item, field


@pytest.mark.parametrize(("unit", "sheet", "item", "field"), list(reference_cells()))
def test_a_mistyped_reference_is_one_finding(unit: str, sheet: str, item: int, field: str) -> None:
    """A reference that leads nowhere is reported at its cell; all that follows says so."""
    wrong = {
        "client_ref": "C9",
        "session": "C1-77",
        "sessions_discussed": ("C1-77",),
        "units": ("8585-999",),
        "criterion": "7.7",
        "section": "8",
    }[field]
    result = check_rows(broken(unit, sheet, item, field, wrong), (unit,))
    assert causes(result) == [("unknown-reference", str(place(sheet, item, field)))]
    assert {f.caused_by for f in result.findings} <= {None, "unknown-reference"}


@pytest.mark.parametrize("unit", UNITS)
def test_a_client_row_that_is_gone_is_one_finding(unit: str) -> None:
    """Without the client's row the first reference to it is the finding, everything else follows."""
    rows = perfect_rows(unit)
    rows["Clients"][0] = {}
    assert causes(check_rows(rows, (unit,))) == [("unknown-reference", str(place("Goals", 0, "client_ref")))]


def test_a_client_reference_changed_on_the_clients_sheet_is_one_finding() -> None:
    """A client renamed on the Clients sheet alone leaves one finding, not one a row."""
    rows = broken("8585-302", "Clients", 1, "client_ref", "C9")
    assert causes(check_rows(rows, ("8585-302",))) == [
        ("unknown-reference", str(place("Goals", 1, "client_ref")))
    ]


def test_a_blank_client_reference_explains_the_rows_that_miss_it() -> None:
    """With the reference of a client blank, its sessions and goals follow from that one cell."""
    rows = broken("8585-302", "Clients", 0, "client_ref", None)
    rows["Evidence"].append({"title": "Notes", "file": "notes.pdf", "criteria": ("2.3",)})
    result = check_rows(rows, ("8585-302",))
    assert causes(result) == [("client-reference", str(place("Clients", 0, "client_ref")))]
    assert "client-reference" in {f.caused_by for f in result.findings}


REMOVED: dict[tuple[str, int], tuple[str, Any] | None] = {
    ("Goals", 0): ("client-goal", place("Clients", 0, "client_ref")),
    ("Sessions", 0): ("session-numbers", place("Sessions", 1, "session_no")),
    ("Sessions", 1): ("session-numbers", place("Sessions", 2, "session_no")),
    ("Sessions", 2): ("session-numbers", place("Sessions", 3, "session_no")),
    ("Sessions", 3): ("session-numbers", place("Sessions", 4, "session_no")),
    ("Sessions", 4): ("session-numbers", place("Sessions", 5, "session_no")),
    ("Sessions", 5): ("next-session-date", place("Sessions", 4, "next_date")),
    ("CoacheeFeedback", 0): ("coachee-feedback", heading("CoacheeFeedback", "client_ref")),
    ("Supervision", 0): None,
    ("Observations", 0): ("observation", heading("Observations", "date")),
    ("CPD", 0): None,
    ("Narrative", 0): ("linking-text", heading("Narrative", "section")),
    ("Narrative", 5): ("linking-text", heading("Narrative", "section")),
    ("Narrative", 6): ("communication-review", heading("Narrative", "criterion")),
    ("References", 0): ("sources-acknowledged", place("Clients", 0, "model_statement")),
    ("Private", 0): None,
}


@pytest.mark.parametrize(("sheet", "item"), REMOVED)
def test_a_row_that_is_gone_is_one_finding(sheet: str, item: int) -> None:
    """Removing one row leaves one finding at its parent, its heading or its neighbour, or none."""
    rows = perfect_rows()
    rows[sheet][item] = {}
    expected = REMOVED[sheet, item]
    found = causes(check_rows(rows))
    assert found == ([] if expected is None else [(expected[0], str(expected[1]))])


def test_a_session_that_is_gone_and_leaves_the_hours_short_is_one_finding() -> None:
    """When the hours no longer suffice, the gap in the numbers follows from that."""
    rows = perfect_rows()
    for session in rows["Sessions"]:
        session["duration"] = 60
    rows["Sessions"][2] = {}
    assert causes(check_rows(rows)) == [("delivered-hours", str(heading("Sessions", "duration")))]


def date_moves() -> Iterator[tuple[str, str, int, str, int]]:
    for sheet, rows in perfect_rows("8585-302").items():
        for item, row in enumerate(rows):
            for field, value in row.items():
                if isinstance(value, date):
                    for days in (-60, -14, -1, 1, 20, 100, 400):
                        yield "8585-302", sheet, item, field, days


def test_a_moved_date_is_at_most_one_finding() -> None:
    """Wherever a date is moved to, one finding at most is left that does not follow from another."""
    several = []
    for unit, sheet, item, field, days in date_moves():
        rows = perfect_rows(unit)
        rows[sheet][item][field] += timedelta(days=days)
        found = causes(check_rows(rows, (unit,)))
        if len(found) > 1:
            several.append((unit, sheet, item, field, days, found))
    assert several == []


MOVED: dict[str, tuple[str, int, str, date, str]] = {
    "contract signed the day after the first session": (
        "Clients",
        0,
        "client_signed",
        FIRST_SESSION + timedelta(days=1),
        "contract-before-sessions",
    ),
    "coach signed the day after the first session": (
        "Clients",
        0,
        "coach_signed",
        FIRST_SESSION + timedelta(days=1),
        "contract-before-sessions",
    ),
    "session the day before the start date": (
        "Sessions",
        0,
        "date",
        FIRST_SESSION - timedelta(days=1),
        "session-before-start",
    ),
    "third session before the start date": (
        "Sessions",
        2,
        "date",
        FIRST_SESSION - timedelta(days=1),
        "session-before-start",
    ),
    "third session before the second": (
        "Sessions",
        2,
        "date",
        FIRST_SESSION + timedelta(days=13),
        "dates-ascending",
    ),
    "third session after the fourth": (
        "Sessions",
        2,
        "date",
        FIRST_SESSION + timedelta(days=43),
        "dates-ascending",
    ),
    "third session after the last": (
        "Sessions",
        2,
        "date",
        FIRST_SESSION + timedelta(days=80),
        "dates-ascending",
    ),
    "third session at the time of the second": (
        "Sessions",
        2,
        "date",
        FIRST_SESSION + timedelta(days=14),
        "sessions-overlap",
    ),
    "session tomorrow": ("Sessions", 5, "date", date(2026, 11, 23), "future-date"),
    "closed the day before the last session": (
        "Clients",
        0,
        "final_client_signed",
        date(2026, 4, 13),
        "closing-date",
    ),
    "feedback the day before the last session": (
        "CoacheeFeedback",
        0,
        "date",
        date(2026, 4, 13),
        "coachee-feedback",
    ),
    "next date that no session has": (
        "Sessions",
        1,
        "next_date",
        FIRST_SESSION + timedelta(days=29),
        "next-session-date",
    ),
    "plan that ends before it starts": ("CPD", 0, "end", date(2026, 6, 30), "plan-span"),
    "supervision next year": ("Supervision", 0, "date", date(2027, 3, 5), "future-date"),
    "contract signed next year": ("Clients", 0, "coach_signed", date(2027, 2, 3), "future-date"),
    "start date next year": ("Clients", 0, "start_date", date(2027, 2, 3), "future-date"),
}


@pytest.mark.parametrize("name", MOVED)
def test_a_wrong_date_is_reported_at_its_own_cell(name: str) -> None:
    """The date that was changed is the one that is shown, whatever else it upsets."""
    sheet, item, field, day, rule = MOVED[name]
    result = check_rows(broken("8585-301", sheet, item, field, day))
    assert causes(result) == [(rule, str(place(sheet, item, field)))]


NUMBERS: dict[str, tuple[str, int, str, int, str]] = {
    "session number doubled": ("Sessions", 2, "session_no", 2, "session-numbers"),
    "session number doubled upwards": ("Sessions", 2, "session_no", 4, "session-numbers"),
    "session number far off": ("Sessions", 2, "session_no", 30, "session-numbers"),
    "last but one far off": ("Sessions", 4, "session_no", 30, "session-numbers"),
    "last session number skips one": ("Sessions", 5, "session_no", 7, "session-numbers"),
    "session number nought": ("Sessions", 0, "session_no", 0, "session-numbers"),
    "duration nought": ("Sessions", 1, "duration", 0, "duration-range"),
    "duration a minute over four hours": ("Sessions", 1, "duration", 241, "duration-range"),
    "duration a minute over three hours": ("Sessions", 3, "duration", 181, "duration-range"),
    "planned duration nought": ("Clients", 0, "planned_session_hours", 0, "duration-range"),
    "no planned sessions": ("Clients", 0, "planned_sessions", 0, "plan-complete"),
    "review after nought sessions": ("Clients", 0, "contract_review_after", 0, "contract-review"),
    "review after more than planned": ("Clients", 0, "contract_review_after", 7, "contract-review"),
    "review far out of range": ("Clients", 0, "contract_review_after", 201, "contract-review"),
    "rating of eleven": ("CoacheeFeedback", 0, "rating_patience", 11, "coachee-feedback"),
    "rating of nought": ("CoacheeFeedback", 0, "rating_patience", 0, "coachee-feedback"),
    "third attempt": ("Units", 0, "attempt", 3, "attempt-number"),
    "supervision of no length": ("Supervision", 0, "duration", 0, "duration-range"),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_wrong_number_is_reported_at_its_own_cell(name: str) -> None:
    """The number that was changed is the one that is shown, whatever else it upsets."""
    sheet, item, field, value, rule = NUMBERS[name]
    result = check_rows(broken("8585-301", sheet, item, field, value))
    assert causes(result) == [(rule, str(place(sheet, item, field)))]


def test_required_fields_are_those_whose_blank_cell_is_a_must_finding() -> None:
    """`required_fields` says neither more nor less than what the rules do with a blank cell."""
    for unit in (UNIT_301,):  # the rules of 302 differ in numbers only (test_sources.py)
        must = set()
        for sheet, rows in perfect_rows(unit.id).items():
            for field in {name for row in rows for name in row}:
                blanked = []
                for item in range(len(rows)):
                    if (sheet, field) != ("Units", "unit_id"):
                        result = check_rows(broken(unit.id, sheet, item, field, None), (unit.id,))
                        where = place(sheet, item, field)
                        hit = [f for f in result.findings if f.location == where and f.severity == "must"]
                        blanked.append(bool(hit))
                if blanked and all(blanked):
                    must.add(f"{sheet}.{field}")
        expected = must - {"Supervision.supervisor"} | {"Evidence.title"}
        assert required_fields(unit) == expected


def test_copying_a_session_row_is_one_finding() -> None:
    """A session pasted a second time is named at its date; the double number and texts follow."""
    rows = perfect_rows()
    rows["Sessions"].append(copy.deepcopy(rows["Sessions"][2]))
    result = check_rows(rows)
    assert causes(result) == [("counted-twice", str(place("Sessions", 6, "date")))]
    assert result.readiness[0].delivered_minutes == 450


def test_copying_a_session_row_under_the_next_number_is_one_finding() -> None:
    """Also when the copy was given a number of its own."""
    rows = perfect_rows()
    rows["Sessions"].append({**copy.deepcopy(rows["Sessions"][5]), "session_no": 7})
    assert causes(check_rows(rows)) == [("counted-twice", str(place("Sessions", 6, "date")))]
