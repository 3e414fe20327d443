"""The workbook as whoever closes a gap sees it: cells, clients, sessions and their usual length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median_low

from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.hours import copied_sessions, counts_as_planned, why_not_counted
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row, Submission, client_sessions, unit_rows
from ilmdocs.model.unit import Rule, RuleBook, Unit

COPIED = ("client_ref", "date", "start_time", "duration")
"""What makes a session the copy of another: once one of these is put right, it is a session of its own."""
_QUARTER = 15
_AN_HOUR = 60
"""How long a session is taken to be where nothing says how long this learner's are."""


@dataclass(frozen=True)
class Scene:
    """A submission seen with the eyes of one unit; `wrong` are the cells to be filled in or put right."""

    submission: Submission
    unit: Unit
    wrong: frozenset[Location] = frozenset()

    def with_wrong(self, first: Sequence[Finding], again: Mapping[Location, tuple[Location, ...]]) -> Scene:
        """The same, once it is known what has to be put right; hours that are short are no cell."""
        wrong = frozenset(f.location for f in first if not any(lack.minutes for lack in f.missing))
        return replace(self, wrong=wrong.union(*again.values()))

    def is_wrong(self, row: Row, *fields: str) -> bool:
        """Whether one of these cells of a row has to be filled in or put right."""
        return not self.wrong.isdisjoint(row.at(name) for name in fields)

    @cached_property
    def copies(self) -> Mapping[int, Row]:
        """Sessions that stand there a second time, by row number, each with the one that it copies."""
        return copied_sessions(self.submission.rows("Sessions"))

    def rows(self, sheet: str) -> tuple[Row, ...]:
        """The rows of a sheet that count for the unit."""
        return unit_rows(self.submission, self.unit.id, sheet)

    def row(self, sheet: str, number: int) -> Row:
        """A row by its number in the sheet."""
        return next(row for row in self.submission.rows(sheet) if row.number == number)

    def cell(self, place: Location) -> tuple[Row | None, str]:
        """The row and field of a cell; no row for headings, whole sheets and whole files."""
        return self._cells.get((place.sheet or "", place.row or 0, place.column or 0), (None, ""))

    @cached_property
    def _cells(self) -> dict[tuple[str, int, int], tuple[Row, str]]:
        return {
            (sheet, *place): (row, field_id)
            for sheet in self.submission.sheets
            for row in self.submission.rows(sheet)
            for field_id, place in row.cells.items()
        }

    def is_blank(self, row: Row, field_id: str) -> bool:
        """Whether a cell is empty; what cannot be read is not."""
        return not row.has(field_id) and field_id not in row.defects

    def next_row(self, sheet: str) -> Location:
        """The first cell below all rows of a sheet; the sheet itself where it is not there."""
        found = self.submission.sheet(sheet)
        if not found.headings:
            return Location(self.submission.file, sheet)
        head = next(iter(found.headings.values()))
        last = max((row.number for row in found.rows), default=head.row)
        return Location(
            self.submission.file,
            sheet,
            max(last, head.row) + 1,
            min(h.column for h in found.headings.values()),
        )

    def must_rules(self, check: str) -> Iterator[Rule]:
        """The must rules of the unit that a check decides."""
        rules = self.unit.rules_about(RuleBook.INTAKE)
        return (rule for rule in rules if rule.check == check and rule.severity is Severity.MUST)

    @cached_property
    def clients(self) -> dict[str, Row]:
        """The unit's clients by reference, in the order of the sheet."""
        found: dict[str, Row] = {}
        for row in self.rows("Clients"):
            if row.has("client_ref"):
                found.setdefault(row.text("client_ref"), row)
        return found

    @cached_property
    def counting_clients(self) -> dict[str, Row]:
        """Those whose sessions count for the hours of the unit."""
        hours = self.unit.hours
        return {
            ref: row for ref, row in self.clients.items() if hours is None or counts_as_planned(row, hours)
        }

    def counts(self, session: Row) -> bool:
        """Whether a session counts for the hours of the unit, as far as its cells say so."""
        hours = self.unit.hours
        return (
            hours is None
            or why_not_counted(session, self.clients.get(session.text("client_ref")), hours) is None
        )

    @cached_property
    def usual_minutes(self) -> int:
        """How long the learner's sessions usually are, in whole quarters of an hour."""
        held = [
            row.minutes("duration") or 0
            for row in self.rows("Sessions")
            if self.counts(row) and row.number not in self.copies and not self.is_wrong(row, "duration")
        ]
        planned = [row.minutes("planned_session_hours") or 0 for row in self.counting_clients.values()]
        lengths = [m for m in held if m > 0] or [m for m in planned if m > 0] or [_AN_HOUR]
        return max(_QUARTER, round(median_low(lengths) / _QUARTER) * _QUARTER)

    def whom_to_see(self) -> str:
        """The client with whom most of what was planned is still to be done; empty without any client."""
        left = {}
        for ref, row in self.counting_clients.items():
            planned = (row.minutes("planned_session_hours") or 0) * (row.integer("planned_sessions") or 0)
            done = sum(
                s.minutes("duration") or 0 for s in client_sessions(self.submission, self.unit.id, ref)
            )
            left[ref] = planned - done
        return max(left, key=lambda ref: left[ref], default="")

    def left_open(self, client: str) -> tuple[Location, ...]:
        """The empty cells in which a client's last session so far has to name the next one."""
        asked = self.asked_except("last")
        held = client_sessions(self.submission, self.unit.id, client) if client else ()
        last = held[-1] if held else None
        return tuple(last.at(name) for name in sorted(asked) if self.is_blank(last, name)) if last else ()

    def asked_for_now(self, row: Row, field_id: str) -> bool:
        """Whether a session's cell is asked for only because its client's dates are out of order.

        The first session reviews no earlier one, the last names no next one: what counts is which they are
        once the dates are right.
        """
        if row.sheet != "Sessions":
            return False
        held = client_sessions(self.submission, self.unit.id, row.text("client_ref"))
        numbers = [session.integer("session_no") or 0 for session in held if session.number != row.number]
        if not numbers or not any(self.is_wrong(session, "date", "session_no") for session in held):
            return False
        own = row.integer("session_no") or 0
        is_first, is_last = own < min(numbers), own > max(numbers)
        return (is_first and field_id in self.asked_except("first")) or (
            is_last and field_id in self.asked_except("last")
        )

    def counts_a_copy(self, finding: Finding) -> bool:
        """Whether a session's number is out of line only because another row is a copy."""
        row, _ = self.cell(finding.location)
        rules = self.unit.rules_about(RuleBook.INTAKE)
        if row is None or not any((r.id, r.check) == (finding.id, "session-numbers") for r in rules):
            return False
        held = client_sessions(self.submission, self.unit.id, row.text("client_ref"))
        return row.number not in self.copies and any(session.number in self.copies for session in held)

    def asked_except(self, skipped: str) -> set[str]:
        """The cells that every session of a client has to hold, except the first or the last one."""
        return {
            name
            for rule in self.must_rules("fields-filled")
            if rule.options.get("sheet") == "Sessions" and rule.options.get("skip") == skipped
            for name in _texts(rule.options.get("fields"))
        }


def _texts(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
