"""The outcome goes by criterion: half of each is enough, one criterion below half refers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ilmdocs.library import Library
from ilmdocs.model.marking import marking_of
from ilmdocs.model.submission import Row

from .fictional import FULL, MOST, SIGNED, UNIT, changed, desk, told

ALL_PASS: dict[str, dict[str, Any]] = {criterion: {"decision": "Pass"} for criterion in MOST}
SAMPLED: dict[str, Any] = {
    "qa_sampled": True,
    "qa_name": "Quinn Assurer",
    "qa_outcome": "Pass",
    "qa_signed": date(2026, 7, 2),
}


def test_exactly_half_of_every_criterion_passes(tmp_path: Path, library: Library) -> None:
    """Fifty marks, half of each criterion, pass without a finding."""
    made = desk(tmp_path, library)
    checked = made.check(made.give({name: {"mark": most // 2} for name, most in MOST.items()}))
    assert (checked.marking.outcome, checked.marking.total, told(checked)) == ("PASS", 50, [])


def test_one_mark_less_refers_whatever_the_total(tmp_path: Path, library: Library) -> None:
    """One mark below half in one criterion refers with 97 marks, and the cell is named."""
    made = desk(tmp_path, library)
    checked = made.check(made.give(changed(ac_1_3=1)))
    assert (checked.marking.outcome, checked.marking.total) == ("REFERRAL", 97)
    assert checked.marking.referred == ("1.3",)
    assert told(checked) == [("half-marks", "Criteria!E7", "info")]
    assert "whatever the total" in checked.findings[0].message


@pytest.mark.parametrize(("criterion", "most"), MOST.items())
def test_the_border_of_each_criterion(library: Library, criterion: str, most: int) -> None:
    """For every criterion half is a pass and one mark less is not."""
    for mark, outcome in ((most // 2, "PASS"), (most // 2 - 1, "REFERRAL")):
        marks = {**MOST, criterion: mark}
        rows = tuple(Row("m.xlsx", "Criteria", 5, {"criterion": c, "mark": m}, {}) for c, m in marks.items())
        assert marking_of(library.units[UNIT], rows).outcome == outcome


def test_forty_nine_of_a_hundred_is_a_referral_by_its_criterion(tmp_path: Path, library: Library) -> None:
    """Half of everything but one mark: 49, a referral by the one criterion."""
    made = desk(tmp_path, library)
    rows = {name: {"mark": most // 2} for name, most in MOST.items()} | {"3.2": {"mark": 5}}
    marking = made.check(made.give(rows)).marking
    assert (marking.outcome, marking.total, marking.referred) == ("REFERRAL", 49, ("3.2",))


def test_decisions_alone_pass_without_a_total(tmp_path: Path, library: Library) -> None:
    """A marked unit may be decided without any mark; then there is no total."""
    made = desk(tmp_path, library)
    checked = made.check(made.give(ALL_PASS))
    assert (checked.marking.outcome, checked.marking.total, told(checked)) == ("PASS", None, [])


def test_one_referral_among_decisions_refers(tmp_path: Path, library: Library) -> None:
    """Every criterion must be passed."""
    made = desk(tmp_path, library)
    marking = made.check(made.give({**ALL_PASS, "2.4": {"decision": "Referral"}})).marking
    assert (marking.outcome, marking.referred) == ("REFERRAL", ("2.4",))


def test_the_units_of_8585_say_refer(tmp_path: Path, library: Library) -> None:
    """8585 knows Pass and Refer; Referral is not one of its answers."""
    made = desk(tmp_path, library, "8585-301")
    rows: dict[str, dict[str, Any]] = {c.id: {"decision": "Pass"} for c in made.unit.criteria()}
    marking = made.check(made.give({**rows, "3.4": {"decision": "Refer"}})).marking
    assert (marking.outcome, marking.total, marking.referred) == ("REFER", None, ("3.4",))
    wrong = made.check(made.give({**rows, "3.4": {"decision": "Referral"}}))
    assert told(wrong) == [("choice-unknown", "Criteria!F15", "must")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"ac_1_2": None}, ("every-criterion-decided", "Criteria!E6", "must")),
        ({"ac_1_1": 9}, ("mark-range", "Criteria!E5", "must")),
        ({"ac_1_1": -1}, ("mark-range", "Criteria!E5", "must")),
        ({"ac_1_1": 7.5}, ("value-type", "Criteria!E5", "must")),
        ({"ac_3_3": "Pass"}, ("marks-mixed", "Criteria!F14", "should")),
    ],
)
def test_each_break_is_one_finding_at_its_cell(
    tmp_path: Path, library: Library, change: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    """A missing, too high, negative or half mark, or a mixture: the right finding, and no other."""
    made = desk(tmp_path, library)
    assert told(made.check(made.give(changed(**change)))) == [expected]


def test_a_half_mark_is_explained(tmp_path: Path, library: Library) -> None:
    """An assessor who types 7.5 learns that marks are whole, and reads what was typed."""
    made = desk(tmp_path, library)
    (finding,) = made.check(made.give(changed(ac_1_1=7.5))).findings
    assert "7.5" in finding.message and "no halves" in finding.remedy


def test_a_mixture_has_an_outcome_and_no_total(tmp_path: Path, library: Library) -> None:
    """Mixing is no reason to stop: the outcome goes by criterion, the total is not made up."""
    made = desk(tmp_path, library)
    checked = made.check(made.give(changed(ac_3_3="Referral")))
    assert (checked.marking.outcome, checked.marking.total, checked.musts) == ("REFERRAL", None, ())


def test_a_decision_against_its_mark_must_be_put_right(tmp_path: Path, library: Library) -> None:
    """Seven of eight and Referral cannot both be meant; seven and Pass can."""
    made = desk(tmp_path, library)
    both = changed()
    both["1.1"] = {"mark": 7, "decision": "Referral"}
    assert told(made.check(made.give(both))) == [("half-marks", "Criteria!F5", "must")]
    both["1.1"]["decision"] = "Pass"
    assert told(made.check(made.give(both))) == []


def test_a_mark_in_a_unit_without_marks(tmp_path: Path, library: Library) -> None:
    """8585 units have no marks to give."""
    made = desk(tmp_path, library, "8585-301")
    rows: dict[str, dict[str, Any]] = {c.id: {"decision": "Pass"} for c in made.unit.criteria()}
    rows["1.1"]["mark"] = 5
    assert told(made.check(made.give(rows))) == [("mark-range", "Criteria!E5", "must")]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ({"assessor": ""}, [("outcome-signed", "MarkSheet!B10", "must")]),
        ({"assessor_signed": ""}, [("outcome-signed", "MarkSheet!B11", "must")]),
        ({"assessor_signed": date(2027, 1, 1)}, [("future-date", "MarkSheet!B11", "must")]),
        (
            {"qa_sampled": True},
            [("quality-assured", f"MarkSheet!B{row}", "must") for row in (14, 15, 16)],
        ),
        ({"qa_sampled": False}, []),
        ({"ilm_registration_no": "XYZ789"}, [("marks-belong", "MarkSheet!B7", "must")]),
        ({"unit": "8580-501"}, [("marks-belong", "MarkSheet!B4", "must")]),
        ({"ilm_registration_no": "abc 123"}, []),
        ({"attempt": 2}, [("marks-belong", "MarkSheet!B5", "must")]),
        ({"qa_name": "Quinn Assurer"}, [("sample-recorded", "MarkSheet!B13", "should")]),
        (SAMPLED, []),
        ({**SAMPLED, "qa_name": "alex  assessor"}, [("sample-recorded", "MarkSheet!B14", "should")]),
        ({**SAMPLED, "qa_outcome": "Referral"}, [("sample-recorded", "MarkSheet!B15", "should")]),
        ({**SAMPLED, "qa_signed": date(2026, 7, 1)}, [("sample-recorded", "MarkSheet!B16", "should")]),
    ],
)
def test_the_head_and_foot_of_the_sheet(
    tmp_path: Path, library: Library, head: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    """Name and date of the assessor, the sample, and whose marks they are."""
    made = desk(tmp_path, library)
    assert told(made.check(made.give(FULL, {**SIGNED, **head}))) == expected


def test_changed_maximum_marks_are_found(tmp_path: Path, library: Library) -> None:
    """What a criterion is worth is the unit's; another number in its cell is a finding."""
    made = desk(tmp_path, library)
    path = made.give({**FULL, "1.1": {"mark": 8, "most_marks": 10}})
    assert told(made.check(path)) == [("marks-total", "Criteria!C5", "must")]


def test_feedback_never_names_a_client(tmp_path: Path, library: Library) -> None:
    """A client's name in the assessor's feedback is found, and the message does not repeat it."""
    made = desk(tmp_path, library)
    path = made.give({**FULL, "1.1": {"mark": 8, "feedback": "Zebedee Quixby was well served."}})
    checked = made.check(path)
    assert told(checked) == [("client-named", "Criteria!G5", "must")]
    assert "Quixby" not in checked.findings[0].message


def test_another_units_marks_are_one_finding(tmp_path: Path, library: Library) -> None:
    """A wrong file is told once; its cells are not held against the criteria of this unit."""
    made = desk(tmp_path, library)
    path = made.give(FULL)
    book = load_workbook(path)
    book["MarkSheet"]["B4"], book["Criteria"]["C5"], book["Criteria"]["E6"] = "8580-500", 12, None
    book.save(path)
    assert told(made.check(path)) == [("marks-belong", "MarkSheet!B4", "must")]


@pytest.mark.parametrize(
    ("sheet", "cells", "expected"),
    [
        ("Criteria", {"A8": None}, ("marks-placed", "Criteria!A8", "must")),
        ("Criteria", {"G16": "Well argued."}, ("marks-placed", "Criteria!A16", "must")),
        ("Criteria", {"A15": "2.1", "E15": 5}, ("marks-placed", "Criteria!A15", "must")),
        ("Sections", {"C9": "A good section."}, ("marks-placed", "Sections!A9", "must")),
        ("Sections", {"A8": "2", "C8": "Again."}, ("marks-placed", "Sections!A8", "must")),
    ],
)
def test_nothing_typed_is_lost_in_a_row_without_a_number(
    tmp_path: Path, library: Library, sheet: str, cells: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    """A mark, feedback or comment in no criterion's row, or in a second one, is found where it stands."""
    made = desk(tmp_path, library)
    path = made.give(FULL)
    book = load_workbook(path)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(path)
    assert told(made.check(path)) == [expected]
