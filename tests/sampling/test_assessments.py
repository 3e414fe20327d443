"""What an assessor's marks workbook says to whoever draws a sample."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ilmdocs.model.cohort import Assessment
from ilmdocs.model.marking import assessments_of
from tests.marks.fictional import MOST, SIGNED, Desk, changed, desk, library_with_marks


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A learner to mark."""
    folder = tmp_path_factory.mktemp("assessed")
    return desk(folder / "in", library_with_marks(folder))


def told(place: Desk, criteria: Any, **head: Any) -> tuple[Assessment, ...]:
    """The assessment of one attempt."""
    return assessments_of([place.check(place.give(criteria, {**SIGNED, **head})).marks], place.unit)


def test_decisions_without_marks_have_neither_total_nor_margin(place: Desk) -> None:
    """So such a unit is never borderline, and one Referral refers it."""
    decided = {criterion: {"decision": "Pass"} for criterion in MOST}
    (passed,) = told(place, decided)
    assert (passed.outcome, passed.passed, passed.total, passed.most, passed.margin) == (
        "PASS", True, None, None, None,
    )  # fmt: skip
    (referred,) = told(place, decided | {"2.1": {"decision": "Referral"}})
    assert (referred.outcome, referred.passed) == ("REFERRAL", False)


@pytest.mark.parametrize(("mark", "margin"), [(6, 0), (5, 1), (7, 1), (9, 2)])
def test_the_margin_is_that_of_the_nearest_criterion(place: Desk, mark: int, margin: int) -> None:
    """6 of 12 just pass; the others are far away but for one that is always 2 from its half."""
    (one,) = told(place, changed(ac_2_2=mark))
    assert one.margin == margin and one.passed is (mark >= 6)


def test_only_a_check_that_took_place_counts(place: Desk) -> None:
    """The day of the quality assurance is taken where the sheet says that it was sampled."""
    check = {"qa_name": "Quinn Quality", "qa_outcome": "Pass", "qa_signed": date(2026, 7, 9)}
    assert told(place, changed(), qa_sampled=True, **check)[0].quality_assured == date(2026, 7, 9)
    assert told(place, changed(), qa_sampled=False, **check)[0].quality_assured is None


def test_marks_without_an_outcome_are_no_assessment(place: Desk) -> None:
    """One criterion without a mark: not assessed yet."""
    assert told(place, changed(ac_1_1=None)) == ()
