"""The cohort as data for other programs."""

from __future__ import annotations

import json

from ilmdocs.model.cohort import Cohort
from ilmdocs.report.cohort import cohort_data
from tests.report.cohorts import TODAY, cohort_of, finding, learner, standing, unreadable


def test_everything_is_there_and_is_json() -> None:
    """The schema comes first; each learner, unit, criterion and finding is listed."""
    cohort = cohort_of(20)
    data = json.loads(json.dumps(cohort_data(cohort, TODAY)))
    assert next(iter(data)) == "schema"
    assert data["schema"] == "ilmdocs.cohort/1"
    assert [one["learner"] for one in data["learners"]] == [one.learner for one in cohort.learners]
    assert sum(len(one["findings"]) for one in data["learners"]) == sum(
        len(x.findings) for x in cohort.learners
    )
    assert data["counts"]["units"] == sum(1 for _ in cohort.units())


def test_one_unit_in_numbers() -> None:
    """Times are minutes, dates ISO, what is absent null; no e-mail address gets in."""
    made = Cohort(
        (learner("Ada", standing(outcome="refused"), findings=(finding(),), email="a@example.com"),)
    )
    data = cohort_data(made, TODAY)
    assert "a@example.com" not in json.dumps(data)
    (unit,) = json.loads(json.dumps(data))["learners"][0]["units"]
    assert unit["status"] == "refused"
    assert unit["points"] == {"must": 1, "should": 0, "info": 0}
    assert (unit["submission"], unit["days_left"], unit["overdue"]) == ("2026-12-04", 12, False)
    assert unit["hours"] == {"required": 360, "planned": 360, "delivered": 360}
    assert (unit["portfolio"], unit["pages"]) == (None, None)


def test_ready_means_built_with_nothing_in_the_way() -> None:
    """Data, page and workbook mean the same by ready: a portfolio that failed is not."""
    made = Cohort((learner(), learner("Zoë", standing(outcome="failed")), unreadable()))
    data = json.loads(json.dumps(cohort_data(made, TODAY)))
    assert [one["ready"] for one in data["learners"]] == [True, False, False]
    assert data["learners"][1]["units"][0]["ready"] is False
    assert data["learners"][2]["readable"] is False
