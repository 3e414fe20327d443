"""Settings of checks that other units will use, tried on a unit made for the test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ilmdocs.model.finding import Severity
from ilmdocs.model.portfolio import Plan
from ilmdocs.model.unit import OptionValue, Rule
from ilmdocs.rules import CheckContext, check
from ilmdocs.rules.checks.plan_span import months_later
from tests.builders import TODAY, UNIT_301, Rows, causes, heading, perfect_rows, place, submission


def says(rows: Rows, name: str, **options: OptionValue) -> list[tuple[str, str]]:
    """What one rule says about rows."""
    rule = Rule("rule", name, Severity.MUST, options=options, derived="For a test.", remedy="Do it.")
    plan = Plan(replace(UNIT_301, rules=(rule,)), ())
    return causes(check(submission(rows), [plan], CheckContext(TODAY)))


def test_a_plan_a_day_short_of_six_months_is_too_short() -> None:
    """From 1 July, 31 December is a day too early and 1 January is enough."""
    rows = perfect_rows()
    rows["CPD"][0]["end"] = date(2026, 12, 31)
    assert says(rows, "plan-span", months=6) == [("rule", str(heading("CPD", "end")))]
    rows["CPD"][0]["end"] = date(2027, 1, 1)
    assert says(rows, "plan-span", months=6) == []


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
    ],
)
def test_months_are_calendar_months(day: date, months: int, later: date) -> None:
    """A month that is too short ends the span on its last day."""
    assert months_later(day, months) == later


def test_a_number_may_have_no_upper_limit() -> None:
    """Without a maximum only the minimum counts."""
    rows = perfect_rows()
    options: dict[str, OptionValue] = {"sheet": "Clients", "fields": ("planned_sessions",), "minimum": 7}
    assert says(rows, "number-in-range", **options) == [
        ("rule", str(place("Clients", 0, "planned_sessions")))
    ]
    rows["Clients"][0]["planned_sessions"] = 7000
    assert says(rows, "number-in-range", **options) == []


def test_rows_may_be_counted_without_being_distinct() -> None:
    """Two supervisions of one day are two rows."""
    rows = perfect_rows()
    rows["Supervision"][1]["date"] = rows["Supervision"][0]["date"]
    options: dict[str, OptionValue] = {
        "sheet": "Supervision", "field": "date", "minimum": 2, "what_one": "row", "what_several": "rows",
    }  # fmt: skip
    assert says(rows, "row-count", **options) == []
    assert says(rows, "row-count", **options, distinct=True) == [
        ("rule", str(heading("Supervision", "date")))
    ]


def test_doubtful_names_are_worth_a_look() -> None:
    """An ordinary word and an employer are should findings, and staff fields are left alone."""
    rows = perfect_rows()
    rows["Private"] = [
        {"client_ref": "C1", "real_name": "Grace Quixby", "employer": "Quillfeather Widgets Ltd"},
        {"client_ref": "C1", "real_name": "Sam Pumblechook"},
    ]
    rows["Sessions"][0]["goal"] = "Grace under pressure."
    rows["Sessions"][1]["goal"] = "Her desk at Quillfeather Widgets."
    rows["Sessions"][2]["goal"] = "Sam Supervisor suggested it."
    made = submission(rows)
    rule = Rule("client-named", "client-named", Severity.MUST, derived="For a test.", remedy="Do it.")
    found = check(made, [Plan(replace(UNIT_301, rules=(rule,)), ())], CheckContext(TODAY)).findings
    assert [(f.severity.value, f.location) for f in found] == [
        ("should", place("Sessions", number, "goal")) for number in range(3)
    ]
    assert "employer" in found[1].message
    assert not any("Grace" in f.message or "Quill" in f.message or "Sam" in f.message for f in found)
