"""Settings of checks that other units will use, tried on a unit made for the test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.portfolio import Plan
from ilmdocs.model.unit import OptionValue, Rule
from ilmdocs.rules import CheckContext, CheckResult, check
from ilmdocs.rules.checks.plan_span import months_later
from tests.builders import TODAY, UNIT_301, Rows, causes, heading, perfect_rows, place, submission


def result_of(rows: Rows, name: str, **options: OptionValue) -> CheckResult:
    """The result of one rule over rows."""
    rule = Rule("rule", name, Severity.MUST, options=options, derived="For a test.", remedy="Do it.")
    plan = Plan(replace(UNIT_301, rules=(rule,)), ())
    return check(submission(rows), [plan], CheckContext(TODAY))


def says(rows: Rows, name: str, **options: OptionValue) -> list[tuple[str, str]]:
    """What one rule says about rows, and where."""
    return causes(result_of(rows, name, **options))


def findings_of(rows: Rows, name: str, **options: OptionValue) -> tuple[Finding, ...]:
    """The findings of one rule."""
    return result_of(rows, name, **options).findings


def said_about(rows: Rows, name: str, **options: OptionValue) -> list[str]:
    """The messages of one rule."""
    return [found.message for found in findings_of(rows, name, **options)]


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


def test_texts_are_distinct_whatever_their_capitals_and_spaces() -> None:
    """`Wheel of work` and `wheel  of WORK` are one tool, and nothing is said about days."""
    rows = perfect_rows()
    rows["Tools"] = [{"tool": "Wheel of work"}, {"tool": "wheel  of WORK"}]
    options: dict[str, OptionValue] = {
        "sheet": "Tools", "field": "tool", "minimum": 2, "what_one": "tool", "what_several": "tools",
    }  # fmt: skip
    assert says(rows, "row-count", **options, distinct=True) == [("rule", str(heading("Tools", "tool")))]
    assert said_about(rows, "row-count", **options, distinct=True) == [
        "1 tool is recorded; 8585-301 requires at least 2."
    ]
    rows["Tools"][1]["tool"] = "SWOT"
    assert says(rows, "row-count", **options, distinct=True) == []


FILLED: dict[str, OptionValue] = {"sheet": "Goals", "fields": ("progress", "outcome")}


def test_one_of_several_fields_is_enough_and_the_rest_is_mentioned_mildly() -> None:
    """With `any_of` and `others` one field filled leaves a should finding at the other."""
    rows = perfect_rows("8585-302")
    rows["Goals"][0]["progress"] = "Good."
    found = findings_of(rows, "fields-filled", **FILLED, any_of=True, others="should")
    assert [(f.severity.value, f.location) for f in found] == [
        ("should", place("Goals", 0, "outcome")),
        ("must", place("Goals", 1, "progress")),
    ]
    assert says(rows, "fields-filled", **FILLED, any_of=True) == [
        ("rule", str(place("Goals", 1, "progress")))
    ]


def test_one_row_is_enough_and_the_rest_is_mentioned_mildly() -> None:
    """With `one_row` one full row is enough; without any, the first row's cells are shown."""
    rows = perfect_rows("8585-302")
    assert says(rows, "fields-filled", **FILLED, one_row=True, others="should") == [
        ("rule", str(place("Goals", 0, "progress"))),
        ("rule", str(place("Goals", 0, "outcome"))),
    ]
    rows["Goals"][1].update(progress="Good.", outcome="Met.")
    assert says(rows, "fields-filled", **FILLED, one_row=True) == []
    found = findings_of(rows, "fields-filled", **FILLED, one_row=True, others="should")
    assert [(f.severity.value, f.location.row) for f in found] == [("should", 5), ("should", 5)]


def test_all_of_several_empty_fields_are_named() -> None:
    """Of three fields that are empty the message says all, of two both."""
    rows = perfect_rows()
    three = {**FILLED, "fields": ("discussion", "progress", "outcome")}
    assert "are all empty" in said_about(rows, "fields-filled", **three, any_of=True)[0]
    assert "are both empty" in said_about(rows, "fields-filled", **FILLED, any_of=True)[0]


def test_words_may_be_looked_for_in_a_column() -> None:
    """Each cell that says nothing of goals is shown, and a blank one is left alone."""
    rows = perfect_rows("8585-302")
    rows["CoacheeFeedback"][0]["overall"] = None
    rows["CoacheeFeedback"][1]["overall"] = "It was pleasant."
    options: dict[str, OptionValue] = {
        "sheet": "CoacheeFeedback", "field": "overall", "covers": ("the goals: goal|aim",),
    }  # fmt: skip
    assert says(rows, "coverage-words", **options) == [("rule", str(place("CoacheeFeedback", 1, "overall")))]
    rows["CoacheeFeedback"][1]["overall"] = "It helped me with my goals."
    assert says(rows, "coverage-words", **options) == []


def test_values_may_be_asked_for_within_others() -> None:
    """A domain with a strength alone is named, together with what it lacks."""
    rows = perfect_rows()
    rows["SelfReview"] = [
        {"domain": "skills", "kind": "strength"},
        {"domain": "skills", "kind": "weakness"},
        {"domain": "knowledge", "kind": "strength"},
    ]
    options: dict[str, OptionValue] = {
        "sheet": "SelfReview", "field": "kind", "values": ("strength", "weakness"), "within": "domain",
    }  # fmt: skip
    assert said_about(rows, "values-covered", **options) == [
        "No row of the sheet SelfReview about knowledge has “weakness” under “Strength or weakness”."
    ]
    rows["SelfReview"].append({"domain": "knowledge", "kind": "weakness"})
    assert says(rows, "values-covered", **options) == []


def test_a_document_in_the_place_of_a_form_covers_its_values() -> None:
    """A centre's own self-review is not searched for rows."""
    rows = perfect_rows()
    options: dict[str, OptionValue] = {
        "sheet": "SelfReview", "field": "kind", "values": ("strength",), "form": "self-review",
    }  # fmt: skip
    assert len(says(rows, "values-covered", **options)) == 1
    rows["Evidence"] = [{"title": "Review", "file": "review.pdf", "replaces": "self-review"}]
    assert says(rows, "values-covered", **options) == []


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
