"""What a learner's workbook says, with the cell that each value came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from ilmdocs.model.answer import AnswerDocument
from ilmdocs.model.location import Location

Value = str | int | float | bool | date | time | tuple[str, ...]
"""A cell after reading: text, whole minutes (durations), numbers, yes/no, dates, times, lists of refs."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet (or the whole sheet in form layout), field id to value.

    `values` holds only what was filled in and could be read. `cells` gives (row, column) of every field
    that has a place in the sheet, filled or not. `defects` names the fields whose cell holds something
    that could not be read: a reading finding stands there already, so rules keep silent about them.
    """

    file: str
    sheet: str
    number: int
    values: Mapping[str, Value]
    cells: Mapping[str, tuple[int, int]]
    defects: frozenset[str] = frozenset()

    def at(self, field_id: str) -> Location:
        """The cell of a field; the sheet alone when the sheet has no such column."""
        place = self.cells.get(field_id)
        if place is None:
            return Location(self.file, self.sheet)
        return Location(self.file, self.sheet, place[0], place[1])

    def has(self, field_id: str) -> bool:
        """Whether the field is filled in and readable."""
        return field_id in self.values

    def text(self, field_id: str) -> str:
        """The text of a field, empty when it is blank."""
        value = self.values.get(field_id, "")
        return value if isinstance(value, str) else str(value)

    def minutes(self, field_id: str) -> int | None:
        """A duration in whole minutes, or None."""
        return self.integer(field_id)

    def integer(self, field_id: str) -> int | None:
        """A whole number, or None."""
        value = self.values.get(field_id)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def day(self, field_id: str) -> date | None:
        """A date, or None."""
        value = self.values.get(field_id)
        return value if isinstance(value, date) else None

    def clock(self, field_id: str) -> time | None:
        """A time of day, or None."""
        value = self.values.get(field_id)
        return value if isinstance(value, time) else None

    def yes(self, field_id: str) -> bool:
        """Whether a yes/no field says yes; blank is no."""
        return self.values.get(field_id) is True

    def items(self, field_id: str) -> tuple[str, ...]:
        """The entries of a list field (choices, refs), empty when blank."""
        value = self.values.get(field_id, ())
        return value if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it stands in the user's own workbook."""

    text: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled rows of one sheet, in the order in which they stand there.

    `headings` maps each field to its heading (in form layout: to its label).
    """

    name: str
    rows: tuple[Row, ...] = ()
    headings: Mapping[str, Heading] = field(default_factory=dict)
    present: bool = True


@dataclass(frozen=True, slots=True)
class Submission:
    """A learner's whole workbook.

    `file` is how the workbook is named in messages (its file name), `folder` is where attachments are
    looked for; it is a plain string so that the value stays comparable between machines. `answers` holds
    the Word documents that the Narrative sheet names and that could be read, by their names as typed there.
    `from_centre` are the fields of the Learner sheet that are blank in the workbook and were taken from the
    centre's settings.
    """

    file: str
    folder: str
    sheets: Mapping[str, Sheet]
    answers: Mapping[str, AnswerDocument] = field(default_factory=dict)
    from_centre: Mapping[str, str] = field(default_factory=dict)

    def sheet(self, name: str) -> Sheet:
        """A sheet by name; an absent one is empty and says so."""
        return self.sheets.get(name, Sheet(name, present=False))

    def rows(self, name: str) -> tuple[Row, ...]:
        """The filled rows of a sheet."""
        return self.sheet(name).rows

    @property
    def learner(self) -> Row:
        """The Learner sheet; empty when it is absent."""
        rows = self.rows("Learner")
        return rows[0] if rows else Row(self.file, "Learner", 1, {}, {})

    def registration(self, unit_id: str) -> Row | None:
        """The row of the Units sheet in which a unit stands, None when it stands in none."""
        return next((row for row in self.rows("Units") if row.text("unit_id") == unit_id), None)

    def attempt(self, unit_id: str) -> int:
        """The attempt that the learner is at with a unit; blank is the first."""
        row = self.registration(unit_id)
        return (row.integer("attempt") if row else None) or 1

    def unit_alone(self, row: Row) -> str | None:
        """The one unit that a row names; None where it names none, several, or one that is not listed."""
        named = row.items("units")
        return named[0] if len(named) == 1 and self.registration(named[0]) is not None else None

    def heading_at(self, sheet: str, field_id: str) -> Location:
        """The heading cell of a column, or the sheet when there is no such column or sheet."""
        heading = self.sheet(sheet).headings.get(field_id)
        if heading is None:
            return Location(self.file, sheet)
        return Location(self.file, sheet, heading.row, heading.column)

    def heading_text(self, sheet: str, field_id: str) -> str:
        """The heading as the user sees it, or the field id when there is no such column."""
        heading = self.sheet(sheet).headings.get(field_id)
        return heading.text if heading else field_id


def unit_rows(submission: Submission, unit_id: str, sheet: str) -> tuple[Row, ...]:
    """The rows of a sheet that count for a unit (design: "Rows and units").

    A row counts when its `units` cell is blank or names the unit. A blank `units` cell of a row that
    belongs to a client takes the client's.
    """
    by_client = {row.text("client_ref"): row for row in submission.rows("Clients") if row.has("client_ref")}

    def counts(row: Row) -> bool:
        named = row.items("units")
        if not named and sheet != "Clients":
            client = by_client.get(row.text("client_ref"))
            named = client.items("units") if client else ()
        return not named or unit_id in named

    return tuple(row for row in submission.rows(sheet) if counts(row))


def client_sessions(submission: Submission, unit_id: str, client_ref: str | None) -> tuple[Row, ...]:
    """A client's sessions that count for a unit, by session number (rows without one come last)."""
    rows = (r for r in unit_rows(submission, unit_id, "Sessions") if r.text("client_ref") == client_ref)
    return tuple(sorted(rows, key=lambda row: (row.integer("session_no") or 10**6, row.number)))
