"""One learner's unit as the checks see it: its rows, clients, sessions in order, and what explains what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ilmdocs.model.finding import Lack, Severity
from ilmdocs.model.hours import copied_sessions
from ilmdocs.model.location import Location
from ilmdocs.model.portfolio import Plan
from ilmdocs.model.submission import Row, Submission, unit_rows
from ilmdocs.model.unit import Unit
from ilmdocs.rules.columns import heading_of
from ilmdocs.rules.context import CheckContext
from ilmdocs.rules.wording import uk_date
from ilmdocs.text.names import looks_like_reference


@dataclass(frozen=True)
class Found:
    """What a check found; the engine adds the rule's id, severity, unit, criterion and source.

    `because_of` are cells that this rests on: where another finding stands on one of them, this one is
    only its consequence. `explains` is False when the finding stands on a cell that is itself in order (a
    parent without a row). `unless_explained` drops it where another must finding has its criterion.
    `severity`, `criterion` and `remedy` override the rule's. `lacks` is the sheet that needs another row,
    `missing` says in numbers what is not there.
    """

    location: Location
    message: str
    remedy: str = ""
    because_of: tuple[Location, ...] = ()
    explains: bool = True
    unless_explained: bool = False
    severity: Severity | None = None
    criterion: str | None = None
    lacks: str = ""
    missing: tuple[Lack, ...] = ()


@dataclass(frozen=True)
class Case:
    """A submission seen with the eyes of one unit."""

    submission: Submission
    plan: Plan
    plans: tuple[Plan, ...]
    context: CheckContext

    @property
    def unit(self) -> Unit:
        """The unit that is checked."""
        return self.plan.unit

    def rows(self, sheet: str) -> tuple[Row, ...]:
        """The rows of a sheet that count for the unit.

        Of the Units sheet that is the unit's own. A row with an unknown unit in its `units` cell stays in,
        so that the mistyped cell is one finding and not the cause of many.
        """
        if sheet not in self._rows:
            self._rows[sheet] = self._counting(sheet)
        return self._rows[sheet]

    @cached_property
    def _rows(self) -> dict[str, tuple[Row, ...]]:
        return {}

    def _counting(self, sheet: str) -> tuple[Row, ...]:
        every = self.submission.rows(sheet)
        if sheet == "Units":
            return tuple(row for row in every if row.text("unit_id") == self.unit.id)
        kept = {row.number for row in unit_rows(self.submission, self.unit.id, sheet)}
        return tuple(row for row in every if row.number in kept or self.has_unknown_unit(row))

    def has_unknown_unit(self, row: Row) -> bool:
        """Whether a row, or else its client, is said to be for a unit that the Units sheet does not list."""
        named = set(row.items("units"))
        if not named and row.sheet != "Clients" and row.text("client_ref") in self.by_reference:
            named = set(self.by_reference[row.text("client_ref")].items("units"))
        return bool(named - self.known_units)

    @cached_property
    def known_units(self) -> frozenset[str]:
        """The units of the Units sheet, included or not."""
        return frozenset(row.text("unit_id") for row in self.submission.rows("Units")) | {
            plan.unit.id for plan in self.plans
        }

    @cached_property
    def by_reference(self) -> dict[str, Row]:
        """Every client of the workbook by reference; of two with the same, the first."""
        found: dict[str, Row] = {}
        for row in self.submission.rows("Clients"):
            if row.has("client_ref"):
                found.setdefault(row.text("client_ref"), row)
        return found

    @cached_property
    def clients(self) -> tuple[Row, ...]:
        """The unit's clients that other rows can refer to."""
        return tuple(
            row for row in self.rows("Clients") if self.by_reference.get(row.text("client_ref")) is row
        )

    def headings_of_empty(self, sheet: str) -> tuple[Location, ...]:
        """The headings of a sheet without any row for the unit: one finding there explains the others."""
        if self.rows(sheet):
            return ()
        return tuple(
            self.submission.heading_at(sheet, name) for name in self.submission.sheet(sheet).headings
        )

    def client_of(self, row: Row) -> Row | None:
        """The client that a row belongs to, or None when its reference is blank or unknown."""
        return self.by_reference.get(row.text("client_ref"))

    def rows_of(self, client: Row, sheet: str) -> tuple[Row, ...]:
        """A client's rows of a sheet that count for the unit."""
        ref = client.text("client_ref")
        return tuple(row for row in self.rows(sheet) if row.text("client_ref") == ref)

    def strays(self, sheet: str) -> tuple[Row, ...]:
        """Rows of a sheet whose client reference is blank, unreadable or unknown."""
        return tuple(row for row in self.submission.rows(sheet) if self.client_of(row) is None)

    @cached_property
    def vanished(self) -> tuple[Location, ...]:
        """Client references without a client that stand on several sheets: the client's own row is gone."""
        places: dict[str, dict[str, list[Location]]] = defaultdict(lambda: defaultdict(list))
        for sheet in self.submission.sheets:
            for row in self.strays(sheet) if sheet != "Clients" else ():
                if row.has("client_ref"):
                    places[row.text("client_ref")][sheet].append(row.at("client_ref"))
        gone = [by_sheet for by_sheet in places.values() if len(by_sheet) > 1]
        return tuple(place for by_sheet in gone for found in by_sheet.values() for place in found)

    @cached_property
    def _originals(self) -> Mapping[int, Row]:
        return copied_sessions(self.submission.rows("Sessions"))

    def original(self, session: Row) -> Row | None:
        """The earlier row of which a session is a copy: same client, day and time, and number or answers."""
        return self._originals.get(session.number)

    @cached_property
    def _chains(self) -> dict[str, tuple[Row, ...]]:
        by_client: dict[str, list[Row]] = defaultdict(list)
        for row in self.submission.rows("Sessions"):
            if self.original(row) is None:
                by_client[row.text("client_ref")].append(row)
        return {ref: in_order(rows) for ref, rows in by_client.items() if ref in self.by_reference}

    def chain(self, client: Row) -> tuple[Row, ...]:
        """All sessions of a client in their order, whichever units they count for; copies left out."""
        return self._chains.get(client.text("client_ref"), ())

    def stands(self, row: Row, end: str) -> bool | None:
        """Whether a session is its client's `first` or `last`; None for a copy or an unknown client."""
        client = self.client_of(row)
        if client is None or self.original(row) is not None:
            return None
        chain = self.chain(client)
        return chain[0 if end == "first" else -1] is row

    @cached_property
    def _replacing(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows("Evidence") if row.has("replaces") and row.has("file"))

    def replacements(self, form: str) -> tuple[Row, ...]:
        """Evidence rows that take the place of a form: signed scans and a centre's own documents."""
        return tuple(row for row in self._replacing if row.text("replaces") == form)

    def is_replaced(self, form: str, row: Row) -> bool:
        """Whether a centre's own document answers the boxes of this form for this row.

        A signed scan does so for the authentication sheet alone: elsewhere it is our form, filled from
        the workbook, with a signature on it.
        """
        for document in self.replacements(form):
            if document.text("kind") == "signed-form" and form != "authentication":
                continue
            client, session = document.text("client_ref"), document.text("session")
            fits_client = not client or not row.has("client_ref") or row.text("client_ref") == client
            fits_session = not session or row.sheet != "Sessions" or row.text("session_ref") == session
            if fits_client and fits_session:
                return True
        return False

    def label(self, sheet: str, field_id: str) -> str:
        """A heading as the user sees it, in quotation marks."""
        return f"“{heading_of(self.submission, sheet, field_id)}”"

    def whose(self, row: Row) -> str:
        """` for client C1, session 3`, or nothing; never what might be a name."""
        parts = []
        ref = row.text("client_ref")
        if ref:
            parts.append(f"client {bare_reference(ref)}" if looks_like_reference(ref) else "this client")
        if row.sheet == "Sessions" and row.integer("session_no") is not None:
            parts.append(f"session {row.integer('session_no')}")
        day = row.day("date")
        if row.sheet in ("Supervision", "Observations") and day is not None:
            parts.append(f"the one of {uk_date(day)}")
        if row.sheet == "Units":
            parts.append(row.text("unit_id"))
        return f" for {', '.join(parts)}" if parts else ""


def bare_reference(reference: str) -> str:
    """A reference without a leading `Client`, since messages say that word themselves."""
    head, _, tail = reference.strip().partition(" ")
    return tail if tail and head.casefold() == "client" else reference.strip()


def is_blank(row: Row, field_id: str) -> bool:
    """Whether a cell is there and empty; a cell that could not be read is not."""
    return field_id in row.cells and not row.has(field_id) and field_id not in row.defects


def in_order(sessions: list[Row]) -> tuple[Row, ...]:
    """Sessions by number where the numbers are 1 to n, else by date, else as they stand in the sheet."""
    numbers = [row.integer("session_no") for row in sessions]
    if set(numbers) == set(range(1, len(sessions) + 1)):
        return tuple(sorted(sessions, key=lambda row: row.integer("session_no") or 0))
    return by_date(sessions)


def by_date(sessions: list[Row]) -> tuple[Row, ...]:
    """Sessions by date where each has one, else as they stand in the sheet."""
    dated = [(day, row.number, row) for row in sessions if (day := row.day("date")) is not None]
    if len(dated) < len(sessions):
        return tuple(sessions)
    return tuple(row for _, _, row in sorted(dated, key=lambda item: item[:2]))
