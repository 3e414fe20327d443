"""What the command line decided once for all learners: plain values that may travel to a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from ilmdocs.errors import IlmdocsError
from ilmdocs.faults import contained
from ilmdocs.guard import Guard, Opening, Step
from ilmdocs.made import LearnerChecked, LearnerMade, PortfolioProved, Task, WorkbookUpgraded, unmade
from ilmdocs.model.centre import NO_SETTINGS, Centre


@dataclass(frozen=True, slots=True)
class FormSource:
    """Where units and forms are read from.

    Args:
        templates: the folder of built-in packs.
        centre: the centre's settings, which may name a folder with its own forms and units.
    """

    templates: Path
    centre: Centre = NO_SETTINGS


class Numbered(Protocol):
    """What comes back of a task bears its number."""

    @property
    def number(self) -> int:
        """The task's place in the run."""


class Watch(Protocol):
    """Told now and then that work goes on."""

    def __call__(self, number: int | None, opening: Opening | None, step: Step | None = None, /) -> None:
        """Told of a task's file that is opened (None: of no file any more), or of what is done next."""


R = TypeVar("R", bound=Numbered)
R_co = TypeVar("R_co", bound=Numbered, covariant=True)
Bench = Callable[[Sequence[Task], Path, Watch], Iterator[R]]
"""Works on a group of tasks, with a private folder for temporary files; gives each back once."""


def unwatched(_: int | None, __: Opening | None, ___: Step | None = None, /) -> None:
    """Where nobody wants to know how far the work is."""


def guard_of(task: Task, watch: Watch) -> Guard:
    """The guard of a task's files."""
    return Guard(partial(watch, task.number), task.stopped)


class Order(Protocol[R_co]):
    """What is to be done with workbooks: plain values that may travel to a worker, which opens them there."""

    @property
    def forms(self) -> FormSource:
        """Where units and forms are read from."""

    def open(self) -> Bench[R_co]:
        """Load what the work needs, once for all of a worker's tasks.

        Raises:
            IlmdocsError: what keeps everybody from working, such as a unit that does not exist.
        """

    def failed(self, task: Task, error: IlmdocsError) -> R_co:
        """What is given back of a task that nobody could do."""


def one_by_one(order: Order[R], work: Callable[[Task, Path, Guard], R]) -> Bench[R]:
    """A bench for what is done with each task by itself; one that cannot be done says why, the others go on.

    Args:
        order: says what is given back of a task that nobody could do.
        work: what is done with a task, with a private folder for temporary files and the guard of its files.
    """

    def bench(tasks: Sequence[Task], scratch: Path, watch: Watch) -> Iterator[R]:
        for task in tasks:
            watch(None, None)
            try:
                with contained():
                    result = work(task, scratch, guard_of(task, watch))
            except IlmdocsError as error:
                result = order.failed(task, error)
            yield result

    return bench


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """How to build.

    Args:
        output: the folder that portfolios go to.
        today: the day on which "in the future" is decided.
        forms: where units and forms are read from.
        engine: the word that `--engine` takes.
        only: unit ids to build; empty means all that a workbook includes.
        draft: build in spite of open points, every page watermarked.
        force: build again even if nothing has changed.
        zipped: also put each portfolio into a foldered ZIP.
    """

    output: Path
    today: date
    forms: FormSource
    engine: str = "auto"
    only: tuple[str, ...] = ()
    draft: bool = False
    force: bool = False
    zipped: bool = False

    def open(self) -> Bench[LearnerMade]:
        """Load units, forms and the engine."""
        from ilmdocs.making import bench
        from ilmdocs.workshop import open_workshop

        return bench(self, open_workshop(self))

    def failed(self, task: Task, error: IlmdocsError) -> LearnerMade:
        """A learner of whom nothing could be made."""
        return unmade(task, error)


@dataclass(frozen=True, slots=True)
class CheckOrder:
    """How to check.

    Args:
        today: the day on which "in the future" is decided.
        forms: where units and forms are read from.
        only: unit ids to look at; empty means all that a workbook includes.
        annotate: also make a copy of each workbook with the findings in it.
    """

    today: date
    forms: FormSource
    only: tuple[str, ...] = ()
    annotate: bool = False

    def open(self) -> Bench[LearnerChecked]:
        """Load units and forms."""
        from ilmdocs.check_bench import bench

        return bench(self)

    def failed(self, task: Task, error: IlmdocsError) -> LearnerChecked:
        """A workbook about which nothing could be found out."""
        return LearnerChecked(task.number, error=error)


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """Only to find out whether workbooks, and the marks beside them, can be opened within the limits."""

    forms: FormSource

    def open(self) -> Bench[LearnerChecked]:
        """Load units."""
        from ilmdocs.check_bench import reading_bench

        return reading_bench(self)

    def failed(self, task: Task, error: IlmdocsError) -> LearnerChecked:
        """A workbook that cannot be opened."""
        return LearnerChecked(task.number, error=error)


@dataclass(frozen=True, slots=True)
class UpgradeOrder:
    """How to make new workbooks from older ones.

    Args:
        today: the day on which "in the future" is decided, when both are checked.
        forms: where units and forms are read from.
    """

    today: date
    forms: FormSource

    def open(self) -> Bench[WorkbookUpgraded]:
        """Load units and forms."""
        from ilmdocs.upgrade_bench import bench

        return bench(self)

    def failed(self, task: Task, error: IlmdocsError) -> WorkbookUpgraded:
        """A workbook that stays as it is."""
        return WorkbookUpgraded(task.number, error=error)


@dataclass(frozen=True, slots=True)
class ProveOrder:
    """How to prove finished portfolios, which are the tasks here.

    Args:
        today: needed to read the workbook.
        forms: with which units and forms it is read.
        workbook: the learner's workbook, if it is at hand.
    """

    today: date
    forms: FormSource
    workbook: Path | None = None

    def open(self) -> Bench[PortfolioProved]:
        """Load what proves."""
        from ilmdocs.proving import bench

        return bench(self)

    def failed(self, task: Task, error: IlmdocsError) -> PortfolioProved:
        """A portfolio that cannot be opened."""
        return PortfolioProved(task.number, error=error)
