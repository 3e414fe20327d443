"""The perfect report of 8588-500 broken in one place at a time: one finding, at that place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ilmdocs.model.finding import Finding, Severity
from tests.builders import UNREADABLE, check_rows, heading, place
from tests.rules.perfect_others import (
    ITEMS,
    REPORT,
    ends,
    filled,
    other_causes,
    others,
    roots,
    severities,
    without,
)

OWNER = {
    "References.author": "source-complete",
    "References.title": "source-complete",
    "References.year": "source-complete",
    "Units.learner_signed": "declaration-signed",
    "Units.tutor_signed": "declaration-signed",
    "Units.checklist_done": "self-check",
    **{f"ReportItems.{name}": "items-complete" for name in ("criterion", "kind", "text")},
    "ReportItems.strategy": "barriers-and-strategies",
    "References.publisher_or_url": "website-access-date",
    "References.accessed": "website-access-date",
    **{
        f"Learner.{name}": "header-complete"
        for name in ("learner_name", "ilm_registration_no", "centre_name", "centre_number", "tutor_assessor")
    },
}
COUNTED = {
    "1.1": "similarities-and-differences",
    "1.2": "context-factors",
    "1.3": "benefits-given",
    "1.4": "measures-given",
    "1.5": "barriers-and-strategies",
    "2.1": "knowledge-skills-behaviours",
    "2.2": "communication-skills",
    "2.3": "relationships-managed",
    "2.4": "criterion-answered",
    "2.5": "reflection-and-supervision",
    "3.1": "contracting-analysed",
}
"""The rule that says that a point is missing; the only point of 2.4 leaves the task without an answer."""


def test_a_perfect_report_has_no_finding() -> None:
    """Nothing is said about a report that has everything, and every task is met."""
    result = check_rows(others(REPORT), (REPORT,))
    assert result.findings == ()
    assert {status.status for status in result.readiness[0].criteria} == {"met"}


@pytest.mark.parametrize(
    ("sheet", "item", "field"),
    [
        cell
        for cell in filled(REPORT)  # a blank ref_id is said at each text and point that cites it as well
        if cell[0] != "Narrative" and cell[2] not in ("reference", "type", "ref_id")
    ],
)
def test_a_blank_cell_is_reported_once_under_its_own_rule(sheet: str, item: int, field: str) -> None:
    """Blanking one cell gives its owner's finding at the cell, or none where the field is optional."""
    owner = OWNER.get(f"{sheet}.{field}")
    if field == "year" and others(REPORT)[sheet][item]["type"] not in ("book", "journal"):
        owner = None
    expected = [(owner, str(place(sheet, item, field)))] if owner else []
    assert other_causes(without(REPORT, sheet, item, field), REPORT) == expected


@pytest.mark.parametrize(("sheet", "item", "field"), list(ends(REPORT)))
def test_an_unreadable_cell_leaves_only_the_finding_of_reading(sheet: str, item: int, field: str) -> None:
    """Where a cell could not be read, the rules add nothing but consequences."""
    where = place(sheet, item, field)
    reading = (Finding("error-value", Severity.MUST, where, "It holds #N/A.", "Type the value."),)
    result = check_rows(without(REPORT, sheet, item, field, UNREADABLE), (REPORT,), reading=reading)
    assert [(f.id, f.location) for f in roots(result)] == [("error-value", where)]


@pytest.mark.parametrize("item", [n for n, (criterion, _, _) in enumerate(ITEMS) if criterion != "3.2"])
def test_a_point_that_is_gone_is_one_finding(item: int) -> None:
    """One point fewer than asked for is said at the heading of the counted column, with task and kind."""
    criterion, kind, _ = ITEMS[item]
    rows = others(REPORT)
    rows["ReportItems"][item] = {}
    result = roots(check_rows(rows, (REPORT,)))
    only = criterion == "2.4"
    where = heading("Narrative", "criterion") if only else heading("ReportItems", "kind")
    assert [(f.id, f.location) for f in result] == [(COUNTED[criterion], where)]
    assert criterion in result[0].message and (only or f"“{kind}”" in result[0].message)
    assert result[0].severity is Severity.MUST


@pytest.mark.parametrize("item", range(len(ITEMS)))
def test_a_point_under_another_task_is_shown_where_it_stands(item: int) -> None:
    """A point of a kind that another task counts is named at its task cell, and nothing else is said."""
    wrong = "1.1" if ITEMS[item][0] != "1.1" else "3.2"
    found = other_causes(without(REPORT, "ReportItems", item, "criterion", wrong), REPORT)
    assert found[0] == (
        COUNTED.get(ITEMS[item][0], "process-stages").replace("criterion-answered", "model-reviewed"),
        str(place("ReportItems", item, "criterion")),
    )
    assert len(found) == 1


def test_a_task_that_does_not_exist_is_shown_where_it_stands() -> None:
    """A point for task 1.9 is named at its cell; the count that is short follows from it."""
    rows = without(REPORT, "ReportItems", 2, "criterion", "1.9")
    assert other_causes(rows, REPORT) == [
        ("similarities-and-differences", str(place("ReportItems", 2, "criterion")))
    ]


def test_the_same_point_twice_counts_once() -> None:
    """A pasted similarity does not make two."""
    rows = without(REPORT, "ReportItems", 3, "text", others(REPORT)["ReportItems"][2]["text"].upper())
    assert other_causes(rows, REPORT) == [
        ("similarities-and-differences", str(heading("ReportItems", "kind")))
    ]


@pytest.mark.parametrize(
    ("item", "rule"),
    [(n, "knowledge-skills-behaviours") for n in (19, 20, 21)] + [(36, "code-of-practice")],
)
def test_an_example_without_a_source_is_shown_at_its_source_cell(item: int, rule: str) -> None:
    """Knowledge, skills, behaviours and the code of practice each name a source."""
    rows = without(REPORT, "ReportItems", item, "reference")
    assert other_causes(rows, REPORT) == [(rule, str(place("ReportItems", item, "reference")))]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("book", [("code-of-practice", str(place("ReportItems", 36, "reference")))]),
        (None, [("code-of-practice", str(place("References", 1, "type")))]),
        ("code", []),
    ],
)
def test_a_code_of_practice_is_a_source_of_type_code(value: Any, expected: list[tuple[str, str]]) -> None:
    """A book is no code of practice; a source without a type is asked what it is."""
    assert other_causes(without(REPORT, "References", 1, "type", value), REPORT) == expected


def test_a_membership_body_named_in_the_text_needs_no_source() -> None:
    """The code of the EMCC is known by its name."""
    rows = without(REPORT, "ReportItems", 36, "reference")
    rows["ReportItems"][36]["text"] = "The EMCC’s code asks for clear agreements."
    assert other_causes(rows, REPORT) == []


def _in_prose(criterion: str, text: str) -> dict[str, list[dict[str, Any]]]:
    """The perfect report with one task answered in a text instead of points."""
    rows = others(REPORT)
    rows["ReportItems"] = [row for row in rows["ReportItems"] if row["criterion"] != criterion]
    rows["Narrative"].append(
        {"section": criterion[0], "criterion": criterion, "kind": "statement", "text": text}
    )
    return rows


def test_in_a_text_nothing_is_counted_and_that_is_said() -> None:
    """A task answered in running text gets a note of what is asked for, which stops nothing."""
    rows = _in_prose("2.2", "Listening, asking, summarising and silence each have their place.")
    result = roots(check_rows(rows, (REPORT,)))
    assert [(f.id, f.location, f.severity) for f in result] == [
        ("communication-skills", place("Narrative", 2, "text"), Severity.INFO)
    ]
    assert "communication skill (4)" in result[0].message


def test_a_text_that_leaves_something_out_deserves_a_look() -> None:
    """A text on 2.3 that says nothing of ethics is a hint, never a must."""
    rows = _in_prose("2.3", "The coach is responsible for time and place and passes no judgement.")
    result = roots(check_rows(rows, (REPORT,)))
    assert {(f.id, f.severity) for f in result} == {
        ("relationships-managed", Severity.INFO),
        ("relationships-managed", Severity.SHOULD),
    }
    assert any("being ethical" in f.message for f in result)


def test_a_task_without_any_answer_is_one_finding() -> None:
    """Neither points nor a text: the task is named."""
    rows = others(REPORT)
    rows["ReportItems"] = [row for row in rows["ReportItems"] if row["criterion"] != "1.4"]
    assert other_causes(rows, REPORT) == [("criterion-answered", str(heading("Narrative", "criterion")))]


def test_without_any_answer_every_task_is_named() -> None:
    """An empty report lists its twelve tasks and asks for an introduction, and nothing else."""
    rows = others(REPORT)
    rows["ReportItems"], rows["Narrative"], rows["References"] = [], [], []
    assert [name for name, _ in other_causes(rows, REPORT)] == ["criterion-answered"] * 12


@pytest.mark.parametrize(("item", "said"), [(37, "initial contracting"), (39, "final evaluation")])
def test_the_stages_run_from_contracting_to_evaluation(item: int, said: str) -> None:
    """A first or last stage that seems to be another one deserves a look."""
    rows = without(REPORT, "ReportItems", item, "text", "Some other stage")
    result = roots(check_rows(rows, (REPORT,)))
    assert [(f.id, f.location, f.severity) for f in result] == [
        ("process-stages", place("ReportItems", item, "text"), Severity.SHOULD)
    ]
    assert said in result[0].message


def test_one_stage_is_too_few() -> None:
    """The process has at least two stages."""
    rows = others(REPORT)
    rows["ReportItems"][38], rows["ReportItems"][39] = {}, {}
    assert other_causes(rows, REPORT) == [("process-stages", str(heading("ReportItems", "kind")))]


@pytest.mark.parametrize("field", ["organisation_description", "own_role"])
def test_a_report_without_an_introduction_is_asked_for_one(field: str) -> None:
    """The situation is outlined in an introduction, or on the Learner sheet."""
    rows = without(REPORT, "Learner", 0, field)
    rows["Narrative"][0] |= {"kind": "summary", "section": "1"}
    assert other_causes(rows, REPORT) == [("introduction-given", str(place("Learner", 0, field)))]


@pytest.mark.parametrize("method", ["presentation", "professional discussion", "other"])
def test_another_method_needs_approval_in_advance(method: str) -> None:
    """Anything but a written report has a day of approval."""
    rows = without(REPORT, "Units", 0, "assessment_method", method)
    assert other_causes(rows, REPORT) == [
        ("method-approved", str(place("Units", 0, "alternative_method_approved")))
    ]
    rows["Units"][0]["alternative_method_approved"] = date(2026, 1, 5)
    assert other_causes(rows, REPORT) == []


def test_the_words_of_points_and_texts_are_counted_and_nobody_fails() -> None:
    """Too few words are a note."""
    rows = without(REPORT, "Narrative", 0, "text", "Too short.")
    assert other_causes(rows, REPORT) == [("word-count", str(heading("Narrative", "text")))]
    assert severities(rows, REPORT) == [Severity.INFO]
