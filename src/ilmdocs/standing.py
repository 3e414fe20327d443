"""How a learner stands after a build or a check: for report, board, chase list and sampling plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ilmdocs.assemble import learner_folder
from ilmdocs.assumed import assumptions
from ilmdocs.charts import charts_of
from ilmdocs.checking import Checked
from ilmdocs.discreet import hidden
from ilmdocs.gap import additions_of, needs_of
from ilmdocs.library import Library
from ilmdocs.made import UnitMade
from ilmdocs.model.cohort import LearnerStanding, UnitStanding
from ilmdocs.model.gap import Addition, CriterionEvidence
from ilmdocs.model.hours import ClientHours, hours_by_client
from ilmdocs.model.marking import assessments_of
from ilmdocs.model.portfolio import Plan, identity_of
from ilmdocs.model.readiness import Readiness
from ilmdocs.model.submission import Submission
from ilmdocs.model.unit import Unit
from ilmdocs.owing import learner_email, owed
from ilmdocs.text.names import PrivateTerms, private_terms


def standing_of(
    checked: Checked, units: Sequence[UnitMade], report: str, library: Library
) -> LearnerStanding:
    """How a learner stands, before anything is published: paths are filled in by whoever publishes.

    Args:
        checked: the learner's checked workbook.
        units: what became of each planned unit, in the order of the plans.
        report: where the learner's report belongs, relative to the output folder.
        library: units and forms, and the centre's settings.
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
            _unit(checked, plan, made, library, terms)
            for plan, made in zip(checked.plans, units, strict=True)
        ),
        findings=checked.findings,
        owed=owed(checked.findings, checked.submission, checked.marks),
        report=report if hidden(report, terms) == report else "",
        refuses_ilm_use=learner.yes("refuse_ilm_use"),
    )


def standing_checked(checked: Checked, library: Library) -> LearnerStanding:
    """How a learner stands of whom nothing was to be built, with the name that a report of it should bear."""
    units = [UnitMade(plan.unit.id, "checked", 0.0) for plan in checked.plans]
    names = [learner_folder(identity_of(checked.submission, plan.unit)) for plan in checked.plans]
    file = " ".join(("check", *(made.unit for made in units)))
    return standing_of(checked, units, f"{names[0]}/{file}.html" if names else "", library)


def _unit(
    checked: Checked, plan: Plan, made: UnitMade, library: Library, terms: PrivateTerms
) -> UnitStanding:
    unit, written = plan.unit, checked.submission
    readiness = next(item for item in checked.readiness if item.unit == unit.id)
    submission = _submission(checked, unit)
    planned = [one.unit.id for one in checked.plans]
    return UnitStanding(
        unit=unit.id,
        label=unit.name,
        title=unit.title,
        attempt=written.attempt(unit.id),
        outcome=made.outcome,
        readiness=readiness,
        assessments=assessments_of(checked.marks.get(unit.id, ()), unit),
        submission=submission,
        keep_until=None if submission is None else library.settings.keep_until(submission),
        error="" if made.error is None else str(made.error),
        gap=_gap(checked, unit, readiness, terms),
        evidence=tuple(_evidence(plan, terms)),
        clients=tuple(_hours(written, unit, readiness, terms)),
        criteria={one.id: f"{one.number} {one.text}" for one in unit.criteria()},
        assumed=tuple(
            hidden(words, terms) for words in assumptions(written, unit, library.used[unit.id], planned)
        ),
        forms=_forms(plan, library),
        charts=charts_of(checked.submission, unit),
    )


def _gap(checked: Checked, unit: Unit, readiness: Readiness, terms: PrivateTerms) -> tuple[Addition, ...]:
    """What would close the gap; no word of it names a client."""
    if readiness.ready:
        return ()
    needs = needs_of(checked.submission, unit, readiness, checked.findings)
    return tuple(
        replace(one, words=hidden(one.words, terms), at=replace(one.at, file=hidden(one.at.file, terms)))
        for one in additions_of(needs, checked.submission, unit)
    )


def _evidence(plan: Plan, terms: PrivateTerms) -> Iterator[CriterionEvidence]:
    for criterion in plan.unit.criteria():
        for part in plan.evidence_for(criterion.id):
            yield CriterionEvidence(criterion.id, part.reference or "", hidden(part.title, terms))


def _hours(
    written: Submission, unit: Unit, readiness: Readiness, terms: PrivateTerms
) -> Iterator[ClientHours]:
    """The hours of each client, where they add up to the unit's."""
    found = hours_by_client(written, unit.id, unit.hours) if unit.hours else ()
    if sum(one.delivered_minutes for one in found) == readiness.delivered_minutes:
        yield from (replace(one, client=hidden(one.client, terms)) for one in found)


def _forms(plan: Plan, library: Library) -> str:
    """The packs that the forms of a portfolio come from."""
    pack = library.pack(plan.unit)
    used = [pack.form(name) for name in dict.fromkeys(part.form for part in plan.parts if part.form)]
    return ", ".join(sorted({f"{form.pack}, version {form.version}" for form in used}))


def _submission(checked: Checked, unit: Unit) -> date | None:
    row = checked.submission.registration(unit.id)
    return row.day("submission_date") if row else None
