"""How a learner stands, in words: the same sentence on the board, in the report and in the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from ilmdocs.model.finding import Finding, Severity

if TYPE_CHECKING:
    from ilmdocs.model.cohort import Assessment, Cohort, LearnerStanding, Outcome, UnitStanding

State = Literal["ready", "to build", "draft", "not ready", "failed"]
"""How a unit stands; unlike an outcome it does not say whether the portfolio was built now or before."""

_STATES: Mapping[Outcome, State] = {
    "checked": "to build",
    "built": "ready",
    "unchanged": "ready",
    "draft": "draft",
    "refused": "not ready",
    "failed": "failed",
}
_WORDS: Mapping[State, str] = {
    "ready": "Ready, built",
    "to build": "Ready to build",
    "draft": "Draft only",
    "not ready": "Not built",
    "failed": "Failed",
}


def plural(count: int, one: str, many: str = "") -> str:
    """`1 point`, `2 points`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def causes(findings: Iterable[Finding]) -> dict[object, Finding]:
    """The findings that follow from no other, by what they say; another unit may say the same."""
    return {what(finding): finding for finding in findings if not finding.caused_by}


def what(finding: Finding) -> object:
    """What a finding says and where, whichever unit it is said for."""
    return finding.id, finding.location, finding.message


def points(
    findings: Sequence[Finding], severity: Severity = Severity.MUST, unit: str | None = None
) -> tuple[Finding, ...]:
    """The points that somebody has to put right, each once; mere consequences are left out.

    Args:
        findings: all findings of a learner, in workbook order.
        severity: which to look at.
        unit: only those that concern this unit, or every unit; None for all.
    """
    first = causes(findings)
    found: dict[object, Finding] = {}
    for finding in findings:
        concerns = unit is None or finding.unit in (None, unit)
        if finding.severity is severity and concerns and what(finding) in first:
            found.setdefault(what(finding), finding)
    return tuple(found.values())


def state_of(unit: UnitStanding) -> State:
    """Ready only when the portfolio is there and nothing stands in its way; `to build` if it is not there."""
    if unit.outcome == "checked" and not unit.readiness.ready:
        return "not ready"
    return _STATES[unit.outcome]


def learner_is_ready(learner: LearnerStanding) -> bool:
    """Whether every unit of a learner is ready; a learner without any unit is not."""
    return bool(learner.units) and all(state_of(unit) == "ready" for unit in learner.units)


def state_words(unit: UnitStanding) -> str:
    """What became of a unit in a few words."""
    state = state_of(unit)
    return "Not ready" if unit.outcome == "checked" and state == "not ready" else _WORDS[state]


def outcome_words(outcome: Outcome) -> tuple[str, State]:
    """What became of a unit in two words, and how it stands, where no more than the outcome is known."""
    state = _STATES[outcome]
    return _WORDS[state], state


def to_fix(learner: LearnerStanding, unit: UnitStanding) -> str:
    """How many points stand in the way of a unit, such as `3 points to fix`; empty when none does."""
    count = len(points(learner.findings, Severity.MUST, unit.unit))
    return f"{plural(count, 'point')} to fix" if count else ""


def result_words(learner: LearnerStanding, unit: UnitStanding) -> str:
    """What became of a unit, with the number of points that stand in the way: one phrase."""
    return ": ".join(words for words in (state_words(unit), to_fix(learner, unit)) if words)


def days_left(unit: UnitStanding, today: date) -> int | None:
    """Days until submission, negative when it is past; None without a date."""
    return None if unit.submission is None else (unit.submission - today).days


def is_overdue(unit: UnitStanding, today: date) -> bool:
    """Whether the day of submission is past and the unit is neither ready nor assessed."""
    days = days_left(unit, today)
    return days is not None and days < 0 and state_of(unit) != "ready" and not unit.assessments


def due_words(unit: UnitStanding, today: date) -> str:
    """How far off the day of submission is: `in 12 days`, `3 days overdue`, `no date`."""
    days = days_left(unit, today)
    if days is None:
        return "no date"
    if days < 0:
        late = plural(-days, "day")
        return f"{late} overdue" if is_overdue(unit, today) else f"{late} ago"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def latest_assessment(unit: UnitStanding) -> Assessment | None:
    """The assessment of the highest attempt, if there is one."""
    return max(unit.assessments, key=lambda item: item.attempt, default=None)


def marks_words(assessment: Assessment) -> str:
    """The marks, such as `79 of 100`; empty where the unit is decided without."""
    if assessment.total is None:
        return ""
    return f"{assessment.total}{'' if assessment.most is None else f' of {assessment.most}'}"


def cohort_sentence(cohort: Cohort) -> str:
    """The one sentence that matters most: how many are ready, and what could not be done at all."""
    everybody = len(cohort.learners)
    if not everybody:
        return "There is no learner on this board yet."
    ready = sum(learner_is_ready(learner) for learner in cohort.learners)
    unreadable = sum(bool(learner.error) for learner in cohort.learners)
    failed = sum(state_of(unit) == "failed" for _, unit in cohort.units())
    sentence = _ready(ready, everybody)
    if unreadable:
        sentence += f"; {plural(unreadable, 'workbook')} could not be read"
    if failed:
        sentence += f"; {plural(failed, 'portfolio')} could not be built"
    return sentence + "."


def _ready(ready: int, everybody: int) -> str:
    if everybody == 1:
        return "The one learner is ready" if ready else "The one learner is not ready"
    if ready == everybody:
        return f"All {everybody} learners are ready"
    if not ready:
        return f"None of {everybody} learners is ready"
    return f"{ready} of {everybody} learners {'is' if ready == 1 else 'are'} ready"


UNREADABLE = "This workbook could not be read."
READY = "Ready: nothing needs to be put right."
NOT_BUILT = "Not ready: a portfolio could not be built."


def not_ready(count: int) -> str:
    """The sentence about somebody with so many points to put right."""
    return f"Not ready: {plural(count, 'point')} to fix."


def report_sentence(learner: LearnerStanding) -> str:
    """The sentence at the top of one learner's report."""
    if learner.error:
        return UNREADABLE
    if not learner.units:
        return "There is nothing to build: the workbook includes no unit."
    if learner_is_ready(learner):
        return READY
    if all(state_of(unit) in ("ready", "to build") for unit in learner.units):
        return "Ready to build: nothing needs to be put right."
    count = len(points(learner.findings))
    if count:
        return not_ready(count)
    if any(state_of(unit) == "failed" for unit in learner.units):
        return NOT_BUILT
    return "Not ready: see what would close the gap."
