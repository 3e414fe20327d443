"""The perfect submission for 8585-303 broken in one place at a time: one finding, at that place."""

from __future__ import annotations

from datetime import date

import pytest

from ilmdocs.model.finding import Finding, Severity
from tests.builders import UNREADABLE, check_rows, heading, place
from tests.rules.perfect_others import JOURNAL, ends, other_causes, others, roots, severities, without

OWNER = {
    "References.author": "source-complete",
    "References.title": "source-complete",
    "Units.learner_signed": "declaration-signed",
    "Units.tutor_signed": "declaration-signed",
    "Units.matrix_signed": "matrix-complete",
    "Clients.client_ref": "client-reference",
    **{f"CPD.{name}": "plan-span" for name in ("area", "how", "support", "start", "end", "success")},
    **{f"Sessions.{name}": "session-complete" for name in ("client_ref", "session_no", "date")},
    **{
        f"Sessions.refl_{name}": "session-reflected"
        for name in ("questioning", "listening", "impact", "improve")
    },
    **{f"Narrative.{name}": "linking-text" for name in ("section", "kind", "text")},
    "References.publisher_or_url": "website-access-date",
    "References.accessed": "website-access-date",
    **{
        f"Learner.{name}": "header-complete"
        for name in ("learner_name", "ilm_registration_no", "centre_name", "centre_number", "tutor_assessor")
    },
}


def test_only_the_unknown_criteria_are_said_of_a_perfect_submission() -> None:
    """The learner is ready, and is told that the sources hold one criterion only."""
    result = check_rows(others(JOURNAL), (JOURNAL,))
    assert [(f.id, f.severity, f.location) for f in result.findings] == [
        ("criteria-unknown", Severity.INFO, place("Units", 0, "unit_id"))
    ]
    assert "2.1" in result.findings[0].message and "not in the sources" in result.findings[0].message
    assert result.readiness[0].ready and result.readiness[0].criteria[0].status == "met"


@pytest.mark.parametrize(("sheet", "item", "field"), list(ends(JOURNAL)))
def test_a_blank_cell_is_reported_once_under_its_own_rule(sheet: str, item: int, field: str) -> None:
    """Blanking one cell gives its owner's finding at the cell, or none where the field is optional."""
    owner = OWNER.get(f"{sheet}.{field}")
    expected = [(owner, str(place(sheet, item, field)))] if owner else []
    assert other_causes(without(JOURNAL, sheet, item, field), JOURNAL) == expected


@pytest.mark.parametrize(("sheet", "item", "field"), list(ends(JOURNAL)))
def test_an_unreadable_cell_leaves_only_the_finding_of_reading(sheet: str, item: int, field: str) -> None:
    """Where a cell could not be read, the rules add nothing but consequences."""
    where = place(sheet, item, field)
    reading = (Finding("error-value", Severity.MUST, where, "It holds #N/A.", "Type the value."),)
    result = check_rows(without(JOURNAL, sheet, item, field, UNREADABLE), (JOURNAL,), reading=reading)
    assert [(f.id, f.location) for f in roots(result)] == [("error-value", where)]


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (date(2027, 1, 1), []),
        (date(2026, 12, 31), [("plan-span", str(heading("CPD", "end")))]),
        (date(2026, 6, 30), [("plan-span", str(place("CPD", 0, "end")))]),
    ],
)
def test_the_plan_spans_six_months_to_the_day(end: date, expected: list[tuple[str, str]]) -> None:
    """Six months from 1 July end on 1 January; a day less is too short, an end before the start is a slip."""
    rows = without(JOURNAL, "CPD", 0, "end", end)
    assert other_causes(rows, JOURNAL) == expected
    assert set(severities(rows, JOURNAL)) <= {Severity.MUST}


def test_a_unit_without_a_plan_is_one_finding() -> None:
    """No row of the plan: said at the heading, and criterion 2.1 is missing."""
    rows = others(JOURNAL)
    rows["CPD"] = []
    result = check_rows(rows, (JOURNAL,))
    assert [(f.id, f.location) for f in roots(result)] == [("plan-span", heading("CPD", "area"))]
    assert result.readiness[0].criteria[0].status == "missing"


def test_a_blank_reflection_deserves_a_look_here() -> None:
    """The logs can be used as evidence for this unit, so a blank box does not stop it."""
    assert severities(without(JOURNAL, "Sessions", 2, "refl_impact"), JOURNAL) == [Severity.SHOULD]


def test_without_sessions_the_reflective_log_is_suggested() -> None:
    """No session is no fault; a note says that reflective logs can be used."""
    rows = others(JOURNAL)
    rows["Sessions"], rows["Clients"], rows["Private"] = [], [], []
    assert other_causes(rows, JOURNAL) == [("reflective-journal", str(heading("Sessions", "date")))]
    assert severities(rows, JOURNAL) == [Severity.INFO]
