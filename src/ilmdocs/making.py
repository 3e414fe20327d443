"""From workbooks to finished portfolios, nothing on disk yet: what a worker does with a group of learners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from ilmdocs.assemble import learner_folder, portfolio_name, unit_folder
from ilmdocs.attachments import NOT_SEARCHABLE
from ilmdocs.checking import Checked, check_workbook
from ilmdocs.convoy import drive
from ilmdocs.discreet import discreet_error
from ilmdocs.errors import IlmdocsError, UnreadableInput
from ilmdocs.faults import contained
from ilmdocs.guard import Guard
from ilmdocs.hashing import file_hash
from ilmdocs.inputs import input_hashes
from ilmdocs.last_look import last_look, told_inputs
from ilmdocs.made import Destination, Finished, LearnerMade, Task, UnitMade, unmade
from ilmdocs.marking import MARKS_INCOMPLETE
from ilmdocs.model.finding import CLIENT_NAMED
from ilmdocs.model.portfolio import Plan, identity_of
from ilmdocs.model.submission import Submission
from ilmdocs.model.unit import Unit
from ilmdocs.orders import Bench, BuildOrder, Watch, guard_of, unwatched
from ilmdocs.pipeline import Built, Production, produce
from ilmdocs.provenance import provenance_of
from ilmdocs.scratch import temporary_folder
from ilmdocs.standing import standing_of
from ilmdocs.text.names import private_terms
from ilmdocs.typed_files import typed_files
from ilmdocs.workshop import Workshop

NEVER_BUILT = frozenset({CLIENT_NAMED})
"""Findings that stop a build even as a draft: a named client must reach no output at all."""


@dataclass(slots=True)
class _Learner:
    """A learner of the group: what was checked, and what is finished of it so far."""

    task: Task
    guard: Guard
    checked: Checked
    workbook_hash: str
    inputs: Mapping[str, str | None]
    seconds: float
    productions: dict[str, Production] = field(default_factory=dict)
    units: dict[str, UnitMade] = field(default_factory=dict)


def bench(order: BuildOrder, workshop: Workshop) -> Bench[LearnerMade]:
    """What works on the groups of an order."""
    return lambda tasks, scratch, watch: make(tasks, order, workshop, scratch, watch)


def make(
    tasks: Sequence[Task],
    order: BuildOrder,
    workshop: Workshop,
    scratch: Path,
    watch: Watch = unwatched,
) -> Iterator[LearnerMade]:
    """Check workbooks and make their portfolios, the documents of all of them converted together.

    Yields each learner once, as soon as nothing more is to be done for it. One learner's trouble, whatever
    it is, never touches another's result.

    Args:
        tasks: the workbooks.
        order: how to build.
        workshop: units, forms and engine.
        scratch: a private folder for temporary files.
        watch: told of every file that is opened, and now and then that work goes on.
    """
    waiting: dict[int, _Learner] = {}
    for task in tasks:
        watch(None, None)
        started = monotonic()
        workbook_hash = file_hash(task.workbook) or ""
        guard = guard_of(task, watch)
        try:
            with contained():
                checked = check_workbook(task.workbook, workshop.library, order.today, order.only, guard)
                inputs = input_hashes(task.workbook, typed_files(checked.submission))
                learner = _Learner(task, guard, checked, workbook_hash, inputs, monotonic() - started)
                _begin(learner, order, workshop)
        except IlmdocsError as error:
            yield unmade(task, error, seconds=monotonic() - started)
            continue
        if learner.productions:
            waiting[task.number] = learner
        else:
            yield _whole(learner, workshop)
    productions = {
        (number, unit): production
        for number, learner in waiting.items()
        for unit, production in learner.productions.items()
    }
    with temporary_folder("make-", scratch) as work:
        for (number, unit), end, seconds in drive(
            productions, workshop.engine, work, lambda step: watch(None, None, step)
        ):
            learner = waiting[number]
            del learner.productions[unit]
            learner.units[unit] = _ended(learner, unit, end, seconds, workshop)
            if not learner.productions:
                yield _whole(waiting.pop(number), workshop)


def destination_of(submission: Submission, unit: Unit) -> Destination:
    """Where a learner's portfolio for a unit belongs."""
    identity = identity_of(submission, unit)
    return Destination(
        learner_folder(identity), unit_folder(unit, identity.attempt), portfolio_name(identity, unit)
    )


def _begin(learner: _Learner, order: BuildOrder, workshop: Workshop) -> None:
    """Decide for every unit whether it is built; those that are get a production."""
    checked = learner.checked
    for plan in checked.plans:
        unit = plan.unit
        musts = checked.must_findings(unit.id)
        made = UnitMade(
            unit.id,
            "refused",
            0.0,
            destination_of(checked.submission, unit),
            findings=tuple(f for f in checked.findings if f.unit in (None, unit.id)),
        )
        if musts and (not order.draft or any(f.id in NEVER_BUILT for f in musts)):
            learner.units[unit.id] = made
        elif not musts and not order.force and _is_known(learner, plan, workshop):
            engine = workshop.engine.name
            learner.units[unit.id] = replace(made, outcome="unchanged", engine=engine, notes=_left_out(made))
        else:
            learner.units[unit.id] = replace(made, outcome="draft" if musts else "built")
            learner.productions[unit.id] = produce(
                checked,
                plan,
                library=workshop.library,
                engine=workshop.engine,
                draft=bool(musts),
                guard=learner.guard,
            )


def _is_known(learner: _Learner, plan: Plan, workshop: Workshop) -> bool:
    """Whether the portfolio on disk was made from exactly what it would be made from now."""
    known = learner.task.known.get(plan.unit.id)
    if known is None:
        return False
    now = provenance_of(
        learner.checked.path, learner.checked.submission, plan, workshop.library, workshop.engine
    )
    return {key: value for key, value in known.items() if key != "documents"} == now


def _ended(
    learner: _Learner, unit: str, end: Built | IlmdocsError, seconds: float, workshop: Workshop
) -> UnitMade:
    """A unit whose portfolio came to its end, good or bad."""
    made = replace(learner.units[unit], seconds=seconds)
    end = last_look(end, learner.checked, unit, made.destination, workshop.library)
    if isinstance(end, IlmdocsError):
        return replace(made, outcome="failed", engine=workshop.engine.name, error=end)
    return replace(
        made,
        finished=Finished(end.portfolio.pdf, end.portfolio.manifest, end.files),
        engine=", ".join(sorted({part.engine for part in end.parts if part.engine})),
        notes=(*end.notes, *_left_out(made)),
    )


def _left_out(made: UnitMade) -> tuple[str, ...]:
    """Why a mark sheet is not in the portfolio, and which pages nobody could search for names."""
    return tuple(f.message for f in made.findings if f.id in (MARKS_INCOMPLETE, NOT_SEARCHABLE))


def _whole(learner: _Learner, workshop: Workshop) -> LearnerMade:
    """A learner with nothing more to be done; refused when the workbook changed in the meantime."""
    checked, task = learner.checked, learner.task
    inputs = input_hashes(task.workbook, typed_files(checked.submission))
    others = (name for name in inputs if inputs[name] != learner.inputs.get(name))
    is_same = file_hash(task.workbook) == learner.workbook_hash
    edited = next(others, None) if is_same else task.workbook.name
    if edited is not None:
        changed = UnreadableInput(
            f"{edited} was saved while the portfolio was being made from it.", "Build it again."
        )
        told = discreet_error(changed, private_terms(checked.submission))
        error = unmade(task, told, seconds=learner.seconds)
        standing = replace(error.standing, file=checked.shown.as_posix(), learner=checked.learner)
        return replace(error, standing=standing)
    units = tuple(learner.units[plan.unit.id] for plan in checked.plans)
    return LearnerMade(
        task.number,
        standing_of(checked, units, _report(units), workshop.library),
        units,
        passed_over=checked.passed_over,
        # what was stopped may have been the machine's fault: the next run looks at the learner anew
        workbook_hash="" if task.stopped else learner.workbook_hash,
        inputs=told_inputs(inputs, checked),
        seconds=learner.seconds,
    )


def _report(units: Sequence[UnitMade]) -> str:
    """Where a learner's report belongs; nowhere, as long as there is no unit to be learning for."""
    folders = [made.destination.learner_folder for made in units if made.destination is not None]
    return f"{folders[0]}/report {' '.join(made.unit for made in units)}.html" if folders else ""
