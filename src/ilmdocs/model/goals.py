"""What a unit asks for that can be counted: worked out from its rules, shown on the sheet Progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Need:
    """Cells that a started row must have.

    Args:
        sheet: the sheet.
        fields: the cells, all of them, or one of them with `any_of`.
        any_of: whether one of the cells is enough.
        given: a field that must be filled before the cells are asked for (with `equals`: hold that choice,
            with `unless`: hold another one).
        equals: see `given`.
        unless: see `given`.
        skip: leaves out a client's first or last session.
        elsewhere: a field (`Sheet.field`) that stands in for a blank cell.
    """

    sheet: str
    fields: tuple[str, ...]
    any_of: bool = False
    given: str = ""
    equals: str = ""
    unless: str = ""
    skip: str = ""
    elsewhere: str = ""

    @property
    def always(self) -> bool:
        """Whether every row needs all of the cells."""
        return not (self.any_of or self.given or self.skip or self.elsewhere)


@dataclass(frozen=True, slots=True)
class HoursGoal:
    """The unit's hours, planned or delivered; how many, and what counts, the unit says under `hours`."""

    of: Literal["planned", "delivered"]


@dataclass(frozen=True, slots=True)
class RowsGoal:
    """So many rows of a sheet, or with `distinct` so many different values of a field.

    Rows whose `except_field` holds `except_value` do not count. `one` and `several` name them.
    """

    sheet: str
    field: str
    minimum: int
    one: str
    several: str
    distinct: bool = False
    except_field: str = ""
    except_value: str = ""


@dataclass(frozen=True, slots=True)
class ClientsGoal:
    """A row on another sheet for each client; `what` names such a row."""

    sheet: str
    what: str
    except_field: str = ""
    except_value: str = ""


@dataclass(frozen=True, slots=True)
class FilledGoal:
    """Each started row of a sheet has what it needs."""

    sheet: str
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class SpanGoal:
    """The development plan spans so many months, or (with `horizons`) covers the short, mid and long term."""

    months: int
    horizons: bool = False


@dataclass(frozen=True, slots=True)
class KindsGoal:
    """So many points of each kind for the task that the aim names."""

    kinds: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class AnswersGoal:
    """Each of these criteria has an answer of the learner's; without any it is the aim's criterion.

    Args:
        criteria: those that are to be answered.
        items: whether a point of the report is an answer as well.
        documents: whether one Word document may answer all of them, which only reading it can tell.
        others: fields (`Sheet.field`) where one filled cell does instead, each with a choice that does not.
    """

    criteria: tuple[str, ...] = ()
    items: bool = False
    documents: bool = False
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ChoicesGoal:
    """Each of these choices stands in a row of the sheet, with `backed_by` in one where that is filled.

    `one|other` is one of the two.
    """

    sheet: str
    field: str
    values: tuple[str, ...]
    backed_by: str = ""


@dataclass(frozen=True, slots=True)
class WordsGoal:
    """A number of words that the source suggests; nobody fails for it. `items`: the report's points count."""

    least: int
    most: int
    items: bool = False


Goal = (
    HoursGoal
    | RowsGoal
    | ClientsGoal
    | FilledGoal
    | SpanGoal
    | KindsGoal
    | AnswersGoal
    | ChoicesGoal
    | WordsGoal
)


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal with the rule that it comes from, that rule's plain words and its criterion if it has one."""

    rule: str
    meaning: str
    goal: Goal
    criterion: str = ""
