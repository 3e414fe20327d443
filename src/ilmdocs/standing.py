"""How a learner stands after a build: for the board, the chase list and the sampling plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ilmdocs.charts import charts_of
from ilmdocs.checking import Checked
from ilmdocs.discreet import hidden
from ilmdocs.made import UnitMade
from ilmdocs.model.centre import Centre
from ilmdocs.model.cohort import LearnerStanding, UnitStanding
from ilmdocs.model.marking import assessments_of
from ilmdocs.model.unit import Unit
from ilmdocs.owing import learner_email, owed
from ilmdocs.text.names import private_terms


def standing_of(checked: Checked, units: Sequence[UnitMade], report: str, centre: Centre) -> LearnerStanding:
    """How a learner stands, before anything is published: paths are filled in by whoever publishes.

    Args:
        checked: the learner's checked workbook.
        units: what became of each planned unit, in the order of the plans.
        report: where the learner's report belongs, relative to the output folder.
        centre: the centre's settings, which say for how long portfolios are kept.
    """
    learner = checked.submission.learner
    terms = private_terms(checked.submission)

    def told(field: str) -> str:
        return hidden(learner.text(field), terms)  # a client may stand where staff belongs

    return LearnerStanding(
        file=checked.shown.as_posix(),
        learner=hidden(checked.learner, terms),
        registration=told("ilm_registration_no"),
        email=learner_email(checked.submission),
        assessor=told("tutor_assessor"),
        quality_assurer=told("iqa"),
        supervisor=told("supervisor_default"),
        units=tuple(
            _unit(checked, plan.unit, made, centre) for plan, made in zip(checked.plans, units, strict=True)
        ),
        findings=checked.findings,
        owed=owed(checked.findings, checked.submission, checked.marks),
        report=report if hidden(report, terms) == report else "",
        refuses_ilm_use=learner.yes("refuse_ilm_use"),
    )


def _unit(checked: Checked, unit: Unit, made: UnitMade, centre: Centre) -> UnitStanding:
    readiness = next(item for item in checked.readiness if item.unit == unit.id)
    submission = _submission(checked, unit)
    return UnitStanding(
        unit=unit.id,
        label=unit.name,
        title=unit.title,
        attempt=checked.submission.attempt(unit.id),
        outcome=made.outcome,
        readiness=readiness,
        assessments=assessments_of(checked.marks.get(unit.id, ()), unit),
        submission=submission,
        keep_until=None if submission is None else centre.keep_until(submission),
        error="" if made.error is None else str(made.error),
        charts=charts_of(checked.submission, unit),
    )


def _submission(checked: Checked, unit: Unit) -> date | None:
    row = checked.submission.registration(unit.id)
    return row.day("submission_date") if row else None
