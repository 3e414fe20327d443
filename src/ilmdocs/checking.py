"""One learner's workbook, read, planned and checked: all that is known before anything is built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ilmdocs.attachments import inspect
from ilmdocs.centre import take_settings
from ilmdocs.discreet import named_unseen, shown_path, without_names
from ilmdocs.guard import UNGUARDED, Guard, Subject
from ilmdocs.lettering import unusual_characters
from ilmdocs.library import Library
from ilmdocs.marking import assessed
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.marking import AttemptMarks
from ilmdocs.model.portfolio import Plan
from ilmdocs.model.readiness import Readiness
from ilmdocs.model.submission import Submission
from ilmdocs.plan import plan_portfolio
from ilmdocs.rules import LOW_SCORE, CheckContext, check
from ilmdocs.workbook.read import ReadResult, read_workbook
from ilmdocs.written import take_in


@dataclass(frozen=True, slots=True)
class Checked:
    """A learner's workbook with all that is known about it before anything is built."""

    path: Path
    submission: Submission
    plans: tuple[Plan, ...]
    findings: tuple[Finding, ...]
    readiness: tuple[Readiness, ...]
    passed_over: bool = False
    """Whether it includes units, but none of those asked for."""
    marks: Mapping[str, tuple[AttemptMarks, ...]] = field(default_factory=dict)
    """The assessor's complete marks by unit id, first attempt first."""

    def must_findings(self, unit_id: str) -> tuple[Finding, ...]:
        """The findings that stand in the way of a unit."""
        return tuple(f for f in self.findings if f.severity is Severity.MUST and f.unit in (None, unit_id))

    @property
    def shown(self) -> Path:
        """The workbook's path as it may be told: a client's name in it is taken out."""
        return shown_path(self.path, self.submission)

    @property
    def learner(self) -> str:
        """The learner's name as typed, or the workbook's name while it is missing."""
        return self.submission.learner.text("learner_name") or self.shown.name


def check_workbook(
    path: Path, library: Library, today: date, only: Sequence[str] = (), guard: Guard = UNGUARDED
) -> Checked:
    """Read a workbook, plan its portfolios and check them against their units' rules.

    Args:
        path: the workbook.
        library: units and packs.
        today: the day on which "in the future" is decided.
        only: unit ids to look at; empty means all that the workbook includes.
        guard: asked before each file is opened.

    Raises:
        UnreadableInput: when the file is no readable workbook.
    """
    with guard.opening(path.name, Subject.WORKBOOK):
        read = read_workbook(path, library.units, library.required)
    return check_read(path, read, library, today, only, guard)


def check_read(
    path: Path,
    read: ReadResult,
    library: Library,
    today: date,
    only: Sequence[str] = (),
    guard: Guard = UNGUARDED,
) -> Checked:
    """The same for a workbook that was read already; files are looked for where its submission says."""
    named, of_centre = take_settings(read.submission, library.settings)
    submission, written = take_in(named, [library.units[unit_id] for unit_id in read.included], guard)
    units = [library.units[unit_id] for unit_id in read.included if not only or unit_id in only]
    marked = {unit.id: assessed(path, submission, unit, today, guard) for unit in units}
    plans = tuple(plan_portfolio(submission, unit, marked[unit.id].complete) for unit in units)
    official = frozenset[str]().union(*(library.pack(unit).official for unit in units))
    reading = (
        *read.findings,
        *of_centre,
        *inspect(submission, guard),
        *written,
        *unusual_characters(submission),
        *(finding for unit in marked.values() for finding in unit.findings),
    )
    context = CheckContext(
        today=today,
        official_forms=official,
        reading=(*reading, *named_unseen(path, submission, reading)),
        low_score=library.settings.low_score or LOW_SCORE,
    )
    result = check(submission, plans, context)
    findings = without_names(result.findings, submission)
    passed_over = bool(read.included) and not plans
    marks = {unit: found.complete for unit, found in marked.items()}
    return Checked(path, submission, plans, findings, result.readiness, passed_over, marks)
