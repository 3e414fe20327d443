"""The perfect submission for 8581-L7-20H broken in one place at a time: one finding, at that place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from ilmdocs.model.finding import Finding, Severity
from tests.builders import UNITS, UNREADABLE, Rows, check_rows, heading, place
from tests.rules.perfect_others import SENIOR, ends, filled, other_causes, others, roots, severities, without

OWNER_FIELDS: dict[str, tuple[str, ...]] = {
    "source-complete": ("References.author", "References.title"),
    "header-complete": tuple(
        f"Learner.{name}"
        for name in ("learner_name", "ilm_registration_no", "centre_name", "centre_number", "tutor_assessor")
    ),
    "declaration-signed": ("Units.learner_signed", "Units.tutor_signed"),
    "self-check": ("Units.checklist_done",),
    "client-reference": ("Clients.client_ref",),
    "client-level": ("Clients.client_level",),
    "rationale-given": ("Clients.rationale",),
    "plan-complete": ("Clients.profile", "Clients.planned_session_hours", "Clients.planned_sessions"),
    "contract-signed": ("Clients.coach_signed", "Clients.client_signed", "Clients.signature_mode"),
    "contract-scope": tuple(
        f"Clients.contract_{name}"
        for name in ("confidentiality", "hours", "timescales", "cancellations", "recording")
    ),
    "client-goal": ("Goals.client_ref", "Goals.goal"),
    "needs-identified": ("Goals.need", "Goals.discussion"),
    "goals-aligned": ("Goals.aligned_organisation",),
    "session-complete": tuple(
        f"Sessions.{name}" for name in ("client_ref", "session_no", "date", "duration", "goal", "reality")
    ),
    "session-prepared": ("Sessions.preparation_resources",),
    "options-explored": ("Sessions.options", "Sessions.chosen_option"),
    "progress-reviewed": (
        "Clients.overall_progress", "Goals.progress", "Goals.outcome", "Sessions.progress_review",
    ),
    "networks-joined": tuple(f"Networks.{name}" for name in ("date", "kind", "activity", "role", "learning")),
    "supervision-count": ("Supervision.date", "Supervision.outcomes", "Supervision.actions"),
    "supervisor-named": ("Supervision.supervisor", "Observations.observer", "Observations.date"),
    "coachee-feedback": ("CoacheeFeedback.client_ref", "CoacheeFeedback.date", "CoacheeFeedback.overall"),
    "strengths-and-needs": ("SelfReview.review_id", "SelfReview.kind", "SelfReview.text"),
    "plan-span": tuple(f"CPD.{name}" for name in ("area", "how", "support", "start", "end", "success")),
    "plan-linked": ("CPD.linked_to",),
    "criterion-answered": ("Narrative.criterion", "Narrative.text"),
    "website-access-date": ("References.publisher_or_url", "References.accessed"),
}  # fmt: skip
OWNER = {field: rule for rule, fields in OWNER_FIELDS.items() for field in fields}


def test_a_perfect_submission_has_no_finding() -> None:
    """Nothing is said about a learner who has everything, and every criterion is met."""
    result = check_rows(others(SENIOR), (SENIOR,))
    assert result.findings == ()
    assert {status.status for status in result.readiness[0].criteria} == {"met"}
    assert result.readiness[0].required_minutes == 1200


@pytest.mark.parametrize(("sheet", "item", "field"), list(ends(SENIOR)))
def test_a_blank_cell_is_reported_once_under_its_own_rule(sheet: str, item: int, field: str) -> None:
    """Blanking one cell gives its owner's finding at the cell, or none where the field is optional."""
    owner = OWNER.get(f"{sheet}.{field}")
    if (sheet, item, field) == ("Supervision", 1, "type"):
        owner = "tutor-feedback"
    expected = [(owner, str(place(sheet, item, field)))] if owner else []
    assert other_causes(without(SENIOR, sheet, item, field), SENIOR) == expected


@pytest.mark.parametrize(("sheet", "item", "field"), list(ends(SENIOR)))
def test_an_unreadable_cell_leaves_only_the_finding_of_reading(sheet: str, item: int, field: str) -> None:
    """Where a cell could not be read, the rules add nothing but consequences."""
    where = place(sheet, item, field)
    reading = (Finding("error-value", Severity.MUST, where, "It holds #N/A.", "Type the value."),)
    result = check_rows(without(SENIOR, sheet, item, field, UNREADABLE), (SENIOR,), reading=reading)
    assert [(f.id, f.location) for f in roots(result)] == [("error-value", where)]


REMOVED: dict[tuple[str, int], tuple[str, Any] | None] = {
    ("Clients", 0): ("unknown-reference", place("Goals", 0, "client_ref")),
    ("Goals", 0): ("client-goal", place("Clients", 0, "client_ref")),
    ("CoacheeFeedback", 0): ("coachee-feedback", place("Clients", 0, "client_ref")),
    ("CoacheeFeedback", 1): ("coachee-feedback", place("Clients", 1, "client_ref")),
    ("Supervision", 0): None,
    ("Supervision", 1): ("tutor-feedback", heading("Supervision", "type")),
    ("Observations", 0): ("observation", heading("Observations", "date")),
    ("Networks", 0): ("networks-joined", heading("Networks", "kind")),
    ("Networks", 1): None,
    ("SelfReview", 0): ("plan-linked", place("CPD", 0, "linked_to")),
    ("SelfReview", 1): ("plan-linked", place("CPD", 1, "linked_to")),
    ("CPD", 0): ("plan-linked", heading("CPD", "linked_to")),
    ("Narrative", 3): ("criterion-answered", heading("Narrative", "criterion")),
    ("Sessions", 2): ("session-numbers", place("Sessions", 3, "session_no")),
}


@pytest.mark.parametrize(("sheet", "item"), REMOVED)
def test_a_row_that_is_gone_is_one_finding(sheet: str, item: int) -> None:
    """Removing one row leaves one finding at its parent, heading, neighbour or link, or none."""
    rows = others(SENIOR)
    rows[sheet][item] = {}
    expected = REMOVED[sheet, item]
    assert other_causes(rows, SENIOR) == ([] if expected is None else [(expected[0], str(expected[1]))])


EMPTIED = {
    "Networks": ("networks-joined", heading("Networks", "kind")),
    "Supervision": ("supervision-count", heading("Supervision", "date")),
    "CoacheeFeedback": ("coachee-feedback", heading("CoacheeFeedback", "client_ref")),
    "SelfReview": ("strengths-and-needs", heading("SelfReview", "kind")),
    "CPD": ("plan-span", heading("CPD", "area")),
}


@pytest.mark.parametrize("sheet", EMPTIED)
def test_an_empty_sheet_is_one_must_finding(sheet: str) -> None:
    """What is missing altogether is said once, as something that has to be put right."""
    rows = others(SENIOR)
    rows[sheet] = []
    found = [f for f in roots(check_rows(rows, (SENIOR,))) if f.severity is Severity.MUST]
    rule, where = EMPTIED[sheet]
    assert [(f.id, f.location) for f in found] == [(rule, where)]


def moved_dates() -> Iterator[tuple[str, int, str, int]]:
    for sheet, item, field in filled(SENIOR):
        if isinstance(others(SENIOR)[sheet][item][field], date):
            for days in (-60, -1, 1, 100):
                yield sheet, item, field, days


def test_a_moved_date_is_at_most_one_finding() -> None:
    """Wherever a date is moved to, one finding at most is left that does not follow from another."""
    several = []
    for sheet, item, field, days in moved_dates():
        rows = others(SENIOR)
        rows[sheet][item][field] += timedelta(days=days)
        found = other_causes(rows, SENIOR)
        if len(found) > 1:
            several.append((sheet, item, field, days, found))
    assert several == []


def at_twenty_hours(minutes: int) -> Rows:
    """Ten sessions of two hours, the last one so many minutes long."""
    rows = others(SENIOR)
    rows["Sessions"] = rows["Sessions"][:5] + rows["Sessions"][6:11]
    for session in rows["Sessions"]:
        if session["session_no"] == 5:
            session |= {"next_date": None, "next_venue": None}
    rows["Sessions"][-1]["duration"] = minutes
    return rows


def test_twenty_hours_are_enough_and_a_minute_less_is_not() -> None:
    """The hours are those of the unit, to the minute."""
    assert other_causes(at_twenty_hours(120), SENIOR) == []
    assert other_causes(at_twenty_hours(119), SENIOR) == [
        ("delivered-hours", str(heading("Sessions", "duration")))
    ]


def test_a_group_session_does_not_count() -> None:
    """With hours to spare it deserves a look; where they are then short, it has to be put right."""
    rows = without(SENIOR, "Sessions", 4, "one_to_one", False)
    assert other_causes(rows, SENIOR) == [("individual-sessions", str(place("Sessions", 4, "one_to_one")))]
    assert severities(rows, SENIOR) == [Severity.SHOULD]
    short = at_twenty_hours(120)
    short["Sessions"][4]["one_to_one"] = False
    assert other_causes(short, SENIOR) == [("individual-sessions", str(place("Sessions", 4, "one_to_one")))]
    assert severities(short, SENIOR) == [Severity.MUST]


@pytest.mark.parametrize("level", ["operational", "first-line", "middle"])
def test_hours_with_clients_of_another_level_do_not_count(level: str) -> None:
    """A client who is neither senior nor strategic is shown; hours that are then short follow from it."""
    result = check_rows(without(SENIOR, "Clients", 0, "client_level", level), (SENIOR,))
    assert [(f.id, f.location) for f in roots(result)] == [
        ("client-level", place("Clients", 0, "client_level"))
    ]
    assert result.readiness[0].delivered_minutes == 720


def test_a_session_without_any_reflection_is_merely_a_log() -> None:
    """One reflection on a session is enough, none is not."""
    rows = others(SENIOR)
    for name in ("questioning", "listening", "impact", "improve"):
        rows["Sessions"][3][f"refl_{name}"] = None
    assert other_causes(rows, SENIOR) == [
        ("session-reflected", str(place("Sessions", 3, "refl_questioning")))
    ]


def test_a_goal_needs_the_context_of_the_organisation() -> None:
    """Either the organisation's goal or that of the division or team is named."""
    rows = without(SENIOR, "Goals", 0, "aligned_organisation")
    rows["Goals"][0]["aligned_division_or_team"] = "Fewer handovers."
    assert other_causes(rows, SENIOR) == []


@pytest.mark.parametrize("kind", ["network", "professional body"])
def test_networks_alone_are_no_peer_coaching(kind: str) -> None:
    """Peer coaching or mentoring, and one other activity."""
    rows = others(SENIOR)
    rows["Networks"] = [{**row, "kind": kind} for row in rows["Networks"]]
    assert other_causes(rows, SENIOR) == [("networks-joined", str(heading("Networks", "kind")))]
    rows["Networks"][0]["kind"] = "peer coaching"
    assert other_causes(rows, SENIOR) == []


def test_a_group_supervision_alone_is_no_one_to_one_discussion() -> None:
    """A tutor's observation is feedback, but a discussion with the supervisor is still asked for."""
    rows = others(SENIOR)
    rows["Supervision"] = [{**rows["Supervision"][0], "type": "group"}]
    rows["Observations"][0]["observer_role"] = "tutor"
    assert other_causes(rows, SENIOR) == [("supervision-one-to-one", str(heading("Supervision", "type")))]
    assert severities(rows, SENIOR) == [Severity.SHOULD]


def test_a_peer_may_observe() -> None:
    """The source names supervisor or peers."""
    assert other_causes(without(SENIOR, "Observations", 0, "observer_role", "peer"), SENIOR) == []


def by_horizons(*horizons: str | None) -> Rows:
    """The plan without dates, a row for each horizon, each linked to a strength and a weakness."""
    rows = others(SENIOR)
    rows["CPD"] = [
        {
            **rows["CPD"][0],
            "start": None,
            "end": None,
            "horizon": horizon,
            "kind": kind,
            "linked_to": ("S1", "W1"),
        }
        for horizon, kind in zip(horizons, ("personal", "professional", "career"), strict=True)
    ]
    return rows


def test_the_plan_may_cover_short_mid_and_long_term_instead() -> None:
    """Three horizons do without dates; two of them do not."""
    assert other_causes(by_horizons("short", "mid", "long"), SENIOR) == []
    assert other_causes(by_horizons("short", "mid", "mid"), SENIOR) == [
        ("plan-span", str(heading("CPD", "horizon")))
    ]


def test_a_plan_by_horizons_has_personal_professional_and_career_terms() -> None:
    """A term that is missing deserves a look."""
    rows = by_horizons("short", "mid", "long")
    rows["CPD"][2]["kind"] = "personal"
    assert other_causes(rows, SENIOR) == [("plan-span", str(heading("CPD", "kind")))]
    assert severities(rows, SENIOR) == [Severity.SHOULD]


def test_a_row_of_the_plan_without_any_time_is_shown_at_its_blank_dates() -> None:
    """Neither dates nor a horizon."""
    assert other_causes(by_horizons("short", "mid", None), SENIOR) == [
        ("plan-span", str(place("CPD", 2, "start"))),
        ("plan-span", str(place("CPD", 2, "end"))),
    ]


@pytest.mark.parametrize(
    ("end", "expected"),
    [(date(2027, 7, 1), []), (date(2027, 6, 30), [("plan-span", str(heading("CPD", "end")))])],
)
def test_the_plan_reaches_over_twelve_months_to_the_day(end: date, expected: list[tuple[str, str]]) -> None:
    """A day less than a year is too short."""
    rows = others(SENIOR)
    for row in rows["CPD"]:
        row["end"] = end
    assert other_causes(rows, SENIOR) == expected


def test_the_marks_of_the_nine_criteria_add_up_to_a_hundred() -> None:
    """As the task sheet gives them."""
    unit = UNITS[SENIOR]
    assert [criterion.marks for criterion in unit.criteria()] == [8, 8, 16, 20, 8, 8, 8, 8, 16]
    assert unit.total_marks == 100
