"""What comes out of reading one cell: a value, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ilmdocs.model.submission import Value
from ilmdocs.workbook.schema import Field


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a cell. `number_format` is Excel's; `epoch` day 0 of the workbook's date numbers."""

    value: object
    number_format: str
    epoch: datetime

    @property
    def is_percent(self) -> bool:
        """Whether Excel shows the number as a percentage."""
        return "%" in self.number_format


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a cell cannot be read.

    `id` is a reading problem, `what` completes the sentence "<Heading> …", `remedy` says what to do.
    """

    id: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Readable:
    """A value that could be read; `note` is an observation about it that stops nothing."""

    value: Value
    note: Trouble | None = None


Outcome = Readable | Trouble
Reader = Callable[[Typed, Field], Outcome]
