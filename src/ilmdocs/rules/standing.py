"""How far each criterion of a unit is, from the plan and the findings."""

from __future__ import annotations

from collections.abc import Iterable

from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.readiness import CriterionStatus, Readiness
from ilmdocs.model.unit import RuleBook
from ilmdocs.rules.case import Case
from ilmdocs.rules.checks import CHECKS
from ilmdocs.rules.options import read_options
from ilmdocs.rules.time_sums import delivered_minutes, planned_minutes


def readiness(case: Case, findings: Iterable[Finding]) -> Readiness:
    """The readiness of a case's unit, from all findings (those of other units are left aside)."""
    own = [f for f in findings if f.severity is Severity.MUST and f.unit in (None, case.unit.id)]
    touched = {f.criterion for f in own if f.criterion} | _criteria_of_cells(case, own)
    statuses = []
    for criterion in case.unit.criteria():
        if not case.plan.evidence_for(criterion.id):
            statuses.append(CriterionStatus(criterion.id, "missing"))
        else:
            statuses.append(CriterionStatus(criterion.id, "partly" if criterion.id in touched else "met"))
    return Readiness(
        unit=case.unit.id,
        ready=not own,
        required_minutes=case.unit.required_minutes,
        planned_minutes=planned_minutes(case),
        delivered_minutes=delivered_minutes(case),
        criteria=tuple(statuses),
    )


def _criteria_of_cells(case: Case, findings: Iterable[Finding]) -> set[str]:
    """The criteria whose rules look at the cells of findings without one, such as an unreadable date."""
    places = {f.location for f in findings if f.criterion is None and f.location.cell}
    if not places:
        return set()
    fields = {
        f"{row.sheet}.{field_id}"
        for sheet in case.submission.sheets
        for row in case.rows(sheet)
        for field_id in row.cells
        if row.at(field_id) in places
    }
    return {
        rule.criterion
        for rule in case.unit.rules_about(RuleBook.INTAKE)
        if rule.criterion and rule.severity is Severity.MUST
        if fields.intersection(CHECKS[rule.check].fields(read_options(CHECKS[rule.check].Options, rule)))
    }
