"""How far the work on something that was dropped is: values that are replaced whole, never changed.

One thread works, another answers the browser; because each value is replaced in one step, neither waits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from threading import Event, Lock
from typing import Any

from ilmdocs.errors import IlmdocsError
from ilmdocs.model.cohort import LearnerStanding
from ilmdocs.results import BuildResult


class Stage(StrEnum):
    """What is being done, in the order in which it is done."""

    WAITING = "waiting"
    UNPACKING = "unpacking"
    READING = "reading"
    CHECKING = "checking"
    FILLING = "filling"
    CONVERTING = "converting"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Row:
    """One workbook of those that were dropped.

    `results` say what became of its units, `drafts` the same of a draft that was asked for. `annotated` is
    the copy with the findings in it, `lost` what that copy would have lost. `error` says why nothing could be
    made.
    """

    number: int
    workbook: Path
    is_read: bool = False
    results: tuple[BuildResult, ...] = ()
    drafts: tuple[BuildResult, ...] = ()
    standing: LearnerStanding | None = None
    annotated: Path | None = None
    lost: tuple[str, ...] = ()
    error: IlmdocsError | None = None

    @property
    def is_done(self) -> bool:
        """Whether it is known what became of it."""
        return bool(self.results) or self.error is not None

    @property
    def learner(self) -> str:
        """Whose it is, once that was read; a workbook that could not be read is known by its file alone."""
        said = self.standing.learner if self.standing and not self.standing.error else ""
        return said or next((result.learner for result in self.results if result.error is None), "")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What can be said now.

    `draft_of` is the number of the row of which a draft is made. `error` is why nothing could be made of all
    of it. `kept` is where it was kept.
    """

    stage: Stage = Stage.WAITING
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    draft_of: int | None = None
    error: IlmdocsError | None = None
    kept: Path | None = None

    @property
    def is_cohort(self) -> bool:
        """Whether several learners were dropped."""
        return len(self.rows) > 1

    @property
    def done(self) -> int:
        """How many learners are finished."""
        return sum(row.is_done for row in self.rows)


class Upload:
    """Something that was dropped: a folder of our own with what came and what was made, and how far it is.

    Args:
        number: what the browser calls it by.
        folder: its own folder, which is gone when it is removed.
        dropped: when it came.
        today: the day that checks of it take for today.
    """

    def __init__(self, number: int, folder: Path, dropped: datetime, today: date) -> None:
        self.number = number
        self.folder = folder
        self.dropped = dropped
        self.today = today
        self.removed = Event()
        self.at_work = Lock()
        self._snapshot = Snapshot()
        self._version = 0

    @property
    def given(self) -> Path:
        """Where the files that came are."""
        return self.folder / "dropped"

    @property
    def made(self) -> Path:
        """Where portfolios, reports and the board are."""
        return self.folder / "made"

    def drafts(self, row: int) -> Path:
        """Where the drafts of a learner are."""
        return self.folder / "drafts" / str(row)

    @property
    def snapshot(self) -> Snapshot:
        """How far it is."""
        return self._snapshot

    @property
    def version(self) -> int:
        """Grows whenever there is something new to say."""
        return self._version

    def tell(self, **changes: Any) -> None:
        """Say something new."""
        self._snapshot = replace(self._snapshot, **changes)
        self._version += 1

    def tell_of(self, number: int, **changes: Any) -> None:
        """Say something new of one row."""
        rows = self._snapshot.rows
        self.tell(rows=(*rows[:number], replace(rows[number], **changes), *rows[number + 1 :]))

    def go_on_to(self, stage: Stage) -> None:
        """The next stage; never back to one before."""
        order = list(Stage)
        if order.index(stage) > order.index(self._snapshot.stage):
            self.tell(stage=stage)
