"""The words for how a learner stands, which board, report and workbook share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ilmdocs.model.cohort import Assessment, Cohort, Outcome
from ilmdocs.model.finding import Severity
from ilmdocs.text import standing as words
from tests.report.cohorts import TODAY, cohort_of, finding, learner, standing, unreadable


@pytest.mark.parametrize(
    ("days", "outcome", "said"),
    [
        (12, "refused", "in 12 days"),
        (1, "refused", "tomorrow"),
        (0, "refused", "today"),
        (-1, "refused", "1 day overdue"),
        (-3, "draft", "3 days overdue"),
        (-3, "failed", "3 days overdue"),
        (-3, "built", "3 days ago"),
    ],
)
def test_days_to_submission_are_said_in_words(days: int, outcome: Outcome, said: str) -> None:
    """Overdue is only what is past and not ready; a portfolio that is built is not nagged about."""
    unit = standing(outcome=outcome, submission=TODAY + timedelta(days=days))
    assert words.due_words(unit, TODAY) == said
    assert words.is_overdue(unit, TODAY) is ("overdue" in said)


def test_no_date_is_said_as_such() -> None:
    """A unit without a date is neither late nor due."""
    unit = standing(outcome="refused", submission=None)
    assert (words.due_words(unit, TODAY), words.days_left(unit, TODAY)) == ("no date", None)
    assert not words.is_overdue(unit, TODAY)


def test_a_point_said_for_two_units_is_one_point() -> None:
    """What is put right once counts once for the learner, and once for each unit it stands in the way of."""
    both = finding(unit="8585-301")
    follows = replace(both, unit="8585-302", caused_by=both.id)
    consequence = finding(unit="8585-302", number=1, cause="rule-0")
    advice = finding(Severity.SHOULD, "8585-302", 2)
    everywhere = finding(unit=None, number=3)
    found = (both, follows, consequence, advice, everywhere)
    assert len(words.points(found)) == 2
    assert len(words.points(found, Severity.MUST, "8585-302")) == 2
    assert len(words.points(found, Severity.SHOULD, "8585-301")) == 0


def test_the_cohort_in_one_sentence() -> None:
    """How many are ready, what could not be read or built; only who has every unit ready is ready."""
    half = learner("Ada Quillfeather", standing(), standing("8585-302", "refused"))
    failed = learner("Zoë Fernsby", standing(outcome="failed"))
    several = Cohort((learner(), half, failed, unreadable("One"), unreadable("Two")))
    assert words.cohort_sentence(several) == (
        "1 of 5 learners is ready; 2 workbooks could not be read; 1 portfolio could not be built."
    )
    assert words.cohort_sentence(Cohort((learner(), learner()))) == "All 2 learners are ready."
    assert words.cohort_sentence(Cohort((half, half))) == "None of 2 learners is ready."
    assert words.cohort_sentence(Cohort((half,))) == "The one learner is not ready."
    assert words.cohort_sentence(Cohort(())) == "There is no learner on this board yet."


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("built", "Ready, built"),
        ("unchanged", "Ready, built"),
        ("draft", "Draft only: 2 points to fix"),
        ("refused", "Not built: 2 points to fix"),
        ("failed", "Failed: 2 points to fix"),
    ],
)
def test_the_result_names_the_points_in_the_way(outcome: Outcome, said: str) -> None:
    """An administrator sees what became of it and how much is left to do."""
    found = () if said == "Ready, built" else (finding(), finding(number=1))
    unit = standing(outcome=outcome)
    assert words.result_words(learner("Ada", unit, findings=found), unit) == said


def test_marks_in_words_and_the_latest_attempt() -> None:
    """The newest attempt is the one that counts, whatever order they come in."""
    first = Assessment(1, "B. Underhaye", date(2026, 5, 1), "REFERRAL", False, 48, 100)
    second = Assessment(2, "B. Underhaye", date(2026, 9, 1), "PASS", True, 61, 100)
    assert words.latest_assessment(standing(assessments=(second, first))) == second
    assert words.marks_words(second) == "61 of 100"
    assert words.marks_words(replace(second, total=None)) == ""


def test_invented_cohorts_are_the_same_every_time() -> None:
    """Tests and pictures of the board can be compared."""
    assert cohort_of(40) == cohort_of(40)
    assert len(cohort_of(200).learners) == 200
