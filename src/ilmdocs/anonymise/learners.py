"""Twins of many learners: who is refused and why, and what goes onto disk."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from ilmdocs.anonymise.people import NOBODY_ELSE, Hidden
from ilmdocs.anonymise.twin import Twin, make_twins
from ilmdocs.atomic import write_atomically
from ilmdocs.checking import Checked, check_workbook
from ilmdocs.discover import place_of
from ilmdocs.errors import ExitCode, IlmdocsError, exit_code_of
from ilmdocs.folders import require_writable
from ilmdocs.guard import Guard
from ilmdocs.made import Task
from ilmdocs.model.finding import CLIENT_NAMED, Severity
from ilmdocs.orders import Bench, BuildOrder, FormSource, Order, one_by_one
from ilmdocs.proof.manifest import MANIFEST_NAME, to_json
from ilmdocs.scratch import temporary_folder
from ilmdocs.text.standing import plural, points
from ilmdocs.workshop import Workshop, open_workshop

FOLDER = "anonymised"
"""Where twins stand in the output folder: apart from everything that bears a learner's name."""
_REFUSAL = "refuse_ilm_use"

Status = Literal["made", "refused", "failed", "left out"]


@dataclass(frozen=True, slots=True)
class TwinResult:
    """What became of one learner's unit. `unit` is None where it concerns the whole workbook.

    `left out`: the workbook includes none of the units asked for. `place` is the cell of a refusal, which may
    be the learner's own.
    """

    path: Path
    learner: str
    status: Status
    unit: str | None = None
    twin: Twin | None = None
    portfolio: Path | None = None
    manifest: Path | None = None
    reason: str = ""
    place: str = ""
    is_refused_by_learner: bool = False
    error: IlmdocsError | None = None


@dataclass(frozen=True, slots=True)
class LearnerTwins:
    """What became of each unit of one workbook, nothing of it on disk yet."""

    number: int
    results: tuple[TwinResult, ...]


@dataclass(frozen=True, slots=True)
class AnonymiseOrder:
    """How to make twins: what the command line decided once for all learners."""

    output: Path
    today: date
    forms: FormSource
    engine: str = "auto"
    only: tuple[str, ...] = ()
    hidden: Hidden = NOBODY_ELSE

    def open(self) -> Bench[LearnerTwins]:
        """Load units, forms and the engine."""
        order = BuildOrder(self.output, self.today, self.forms, self.engine, self.only)
        return bench(self, open_workshop(order))

    def failed(self, task: Task, error: IlmdocsError) -> LearnerTwins:
        """A learner of whom nothing could be made."""
        path = task.workbook
        return LearnerTwins(task.number, (TwinResult(path, place_of(path), "failed", error=error),))


class Executor(Protocol):
    """Whoever makes the twins: this process or others on this machine."""

    def run(self, tasks: Sequence[Task], order: Order[LearnerTwins]) -> Generator[LearnerTwins]:
        """Make the twins of every task, in the order of the tasks."""


def anonymise_learners(
    workbooks: Sequence[Path], order: AnonymiseOrder, executor: Executor
) -> Generator[TwinResult]:
    """Make the twins of each workbook; one result per learner and unit, once it is on disk.

    One learner's trouble never touches another's result.

    Raises:
        UnwritableOutput: when nothing can be written to the output folder.
    """
    require_writable(order.output)
    tasks = tuple(Task(number, path) for number, path in enumerate(workbooks))
    with closing(executor.run(tasks, order)) as learners:
        for learner in learners:
            for result in learner.results:
                yield _published(result, order.output)


def bench(order: AnonymiseOrder, workshop: Workshop) -> Bench[LearnerTwins]:
    """What works on the workbooks of an order."""

    def make(task: Task, scratch: Path, guard: Guard) -> LearnerTwins:
        checked = check_workbook(task.workbook, workshop.library, order.today, order.only, guard)
        return LearnerTwins(task.number, tuple(_of_learner(checked, order, workshop, scratch, guard)))

    return one_by_one(order, make)


def exit_code(results: Sequence[TwinResult]) -> ExitCode:
    """The exit code of a run (README, "Exit codes")."""
    errors = [result.error for result in results if result.error is not None]
    refused = any(result.status == "refused" for result in results)
    return exit_code_of(errors, len({result.path for result in results}), good=not refused)


def _of_learner(
    checked: Checked, order: AnonymiseOrder, workshop: Workshop, scratch: Path, guard: Guard
) -> Iterator[TwinResult]:
    result = TwinResult(checked.shown, checked.learner, "refused")
    if not checked.plans:
        reason, place = _open_points(checked, None)
        yield replace(
            result, status="left out" if checked.passed_over else "refused", reason=reason, place=place
        )
        return
    ready: list[str] = []
    for plan in checked.plans:
        reason, place = refusal(checked, plan.unit.id)
        if reason:
            own = checked.submission.learner.yes(_REFUSAL)
            yield replace(result, unit=plan.unit.id, reason=reason, place=place, is_refused_by_learner=own)
        else:
            ready.append(plan.unit.id)
    with temporary_folder("twin-", scratch) as work:
        for unit, made in make_twins(checked, tuple(ready), workshop, order.hidden, work, guard):
            if isinstance(made, IlmdocsError):
                yield replace(result, unit=unit, status="failed", error=made)
            else:
                yield replace(result, unit=unit, status="made", twin=made)


def refusal(checked: Checked, unit_id: str) -> tuple[str, str]:
    """Why no twin is made of a unit, and the cell that says so; nothing when it may be."""
    learner = checked.submission.learner
    if learner.yes(_REFUSAL):
        label = checked.submission.heading_text("Learner", _REFUSAL)
        return (
            f"The learner refuses: “{label}” says Yes. No anonymised copy may be made.",
            str(learner.at(_REFUSAL)),
        )
    return _open_points(checked, unit_id)


def _open_points(checked: Checked, unit_id: str | None) -> tuple[str, str]:
    musts = [f for f in checked.findings if f.severity is Severity.MUST and f.unit in (None, unit_id)]
    named = next((finding for finding in musts if finding.id == CLIENT_NAMED), None)
    if named is not None:
        return f"{named.message} Nothing is made before that is put right.", str(named.location)
    if musts:
        first = next(iter(points(musts, unit=unit_id)), musts[0])
        count = plural(max(len(points(musts, unit=unit_id)), 1), "point")
        return f"{count} must be fixed first. The first: {first.message}", str(first.location)
    return "", ""


def _published(result: TwinResult, output: Path) -> TwinResult:
    made = result.twin
    if made is None:
        return result
    folder = output / FOLDER / made.name
    portfolio, manifest = folder / f"{made.name}.pdf", folder / MANIFEST_NAME
    try:
        write_atomically(portfolio, made.pdf, inside=output)
        write_atomically(manifest, to_json(made.manifest), inside=output)
    except IlmdocsError as error:
        return replace(result, status="failed", twin=None, error=error)
    return replace(result, portfolio=portfolio, manifest=manifest)
