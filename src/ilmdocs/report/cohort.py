"""A cohort as JSON-ready data, schema `ilmdocs.cohort/1` (docs/board.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from ilmdocs.model.charts import Charts
from ilmdocs.model.cohort import Assessment, Cohort, LearnerStanding, Outcome, UnitStanding
from ilmdocs.model.finding import Severity
from ilmdocs.report.data import envelope, finding_data, gap_data, readiness_data
from ilmdocs.text.standing import cohort_sentence, days_left, is_overdue, learner_is_ready, points, state_of

SCHEMA = "ilmdocs.cohort/1"


def cohort_data(cohort: Cohort, today: date) -> Mapping[str, object]:
    """How everybody stands; paths are relative to the output folder, what is absent is None."""
    outcomes = Counter(unit.outcome for _, unit in cohort.units())
    return envelope(
        SCHEMA,
        today=today.isoformat(),
        summary=cohort_sentence(cohort),
        counts={
            "learners": len(cohort.learners),
            "ready": sum(learner_is_ready(learner) for learner in cohort.learners),
            "unreadable": sum(bool(learner.error) for learner in cohort.learners),
            "units": sum(outcomes.values()),
            "overdue": sum(is_overdue(unit, today) for _, unit in cohort.units()),
            **{name: outcomes[name] for name in get_args(Outcome)},
        },
        learners=[_learner(learner, today) for learner in cohort.learners],
    )


def _learner(learner: LearnerStanding, today: date) -> dict[str, Any]:
    return {
        "file": learner.file,
        "learner": learner.learner or None,
        "registration": learner.registration or None,
        "assessor": learner.assessor or None,
        "quality_assurer": learner.quality_assurer or None,
        "supervisor": learner.supervisor or None,
        "readable": not learner.error,
        "ready": learner_is_ready(learner),
        "error": learner.error or None,
        "report": learner.report or None,
        "units": [_unit(learner, unit, today) for unit in learner.units],
        "findings": [finding_data(finding) for finding in learner.findings],
        "owed": [
            {"party": owed.party, "who": owed.who or None, "finding": finding_data(owed.finding)}
            for owed in learner.owed
        ],
    }


def _unit(learner: LearnerStanding, unit: UnitStanding, today: date) -> dict[str, Any]:
    return {
        **readiness_data(unit.readiness),
        "unit": unit.unit,
        "label": unit.label,
        "title": unit.title,
        "attempt": unit.attempt,
        "status": unit.outcome,
        "ready": state_of(unit) == "ready",
        "points": {kind.value: len(points(learner.findings, kind, unit.unit)) for kind in Severity},
        "submission": unit.submission.isoformat() if unit.submission else None,
        "keep_until": unit.keep_until.isoformat() if unit.keep_until else None,
        "days_left": days_left(unit, today),
        "overdue": is_overdue(unit, today),
        "assessments": [_assessment(item) for item in unit.assessments],
        "portfolio": unit.portfolio or None,
        "manifest": unit.manifest or None,
        "pages": unit.pages or None,
        "error": unit.error or None,
        "gap": gap_data(unit.gap),
        "charts": None if unit.charts is None else _charts(unit.charts),
    }


def _charts(charts: Charts) -> dict[str, Any]:
    """What the charts are drawn from: whole minutes, and ratings as they were given."""
    hours = charts.hours
    return {
        "hours": None
        if hours is None
        else {
            "required": hours.required_minutes,
            "sessions": [
                {"date": _day(point.day), "client": point.client, "minutes": point.minutes}
                for point in hours.points
            ],
            "notes": list(hours.notes),
        },
        "ratings": [
            {
                "client": profile.client,
                "date": _day(profile.day),
                "before_date": _day(profile.before_day),
                "most": profile.most,
                "skills": [
                    {"skill": item.skill, "rating": item.score, "before": item.before}
                    for item in profile.skills
                ],
                "notes": list(profile.notes),
            }
            for profile in charts.profiles
        ],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _assessment(item: Assessment) -> dict[str, Any]:
    checked = item.quality_assured
    return {
        "attempt": item.attempt,
        "assessor": item.assessor or None,
        "assessed": item.assessed.isoformat() if item.assessed else None,
        "outcome": item.outcome,
        "passed": item.passed,
        "total": item.total,
        "most": item.most,
        "margin": item.margin,
        "quality_assured": checked.isoformat() if checked else None,
    }
