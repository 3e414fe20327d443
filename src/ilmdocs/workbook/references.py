"""References are spelled one way: clients as on their sheet, sessions like `C1-03`, units by their id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ilmdocs.model.submission import Row, Value
from ilmdocs.workbook.fold import key
from ilmdocs.workbook.schema import sheet_schema

_NUMBERED = re.compile(r"(.*\S)\s*[\s\-–—_/.:#]+\s*(\d{1,3})", re.ASCII)


def session_reference(client_ref: str, session_no: int) -> str:
    """The reference of a session that was left blank: client C1's third session is `C1-03`."""
    return f"{client_ref}-{session_no:02}"


def normalise_references(
    rows: Mapping[str, tuple[Row, ...]], unit_ids: Iterable[str]
) -> dict[str, tuple[Row, ...]]:
    """Spell all references one way and work out blank session references.

    A reference that names nothing stays as typed; that it is unknown is for the rules to say.

    Args:
        rows: the rows by sheet, as read.
        unit_ids: the ids of all known units.
    """
    spelling = _Spelling(
        {key(ref): ref for ref in _texts(rows.get("Clients", ()), "client_ref")},
        {},
        {key(unit): unit for unit in unit_ids},
        {key(ref): ref for ref in _texts(rows.get("SelfReview", ()), "review_id")},
        {key(ref): ref for ref in _texts(rows.get("References", ()), "ref_id")},
    )
    spelled = {name: tuple(spelling.row(row) for row in found) for name, found in rows.items()}
    if "Sessions" in spelled:
        spelled["Sessions"] = tuple(_with_session_ref(row) for row in spelled["Sessions"])
        spelling = replace(spelling, sessions=_sessions(spelled["Sessions"]))
    return {name: tuple(spelling.row(row) for row in found) for name, found in spelled.items()}


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How clients, sessions, units, entries of the self-review and sources are spelled, by comparison key."""

    clients: Mapping[str, str]
    sessions: Mapping[str, str]
    units: Mapping[str, str]
    reviews: Mapping[str, str]
    sources: Mapping[str, str]

    def row(self, row: Row) -> Row:
        values = dict(row.values)
        for item in sheet_schema(row.sheet).fields:
            if item.refers_to and item.id in values:
                values[item.id] = self._value(item.refers_to, values[item.id])
        return replace(row, values=values)

    def _value(self, refers_to: str, value: Value) -> Value:
        if isinstance(value, tuple):
            return tuple(dict.fromkeys(self._one(refers_to, entry) for entry in value))
        return self._one(refers_to, str(value))

    def _one(self, refers_to: str, ref: str) -> str:
        if refers_to == "Sessions.session_ref":
            return self._session(ref)
        known = {
            "Units.unit_id": self.units,
            "Clients.client_ref": self.clients,
            "SelfReview.review_id": self.reviews,
            "References.ref_id": self.sources,
        }[refers_to]
        return known.get(key(ref), ref)

    def _session(self, ref: str) -> str:
        if match := _NUMBERED.fullmatch(ref):
            client = self.clients.get(key(match[1]))
            if client is not None:
                standard = session_reference(client, int(match[2]))
                return self.sessions.get(key(standard), standard)
        return self.sessions.get(key(ref), ref)


def _with_session_ref(row: Row) -> Row:
    number = row.integer("session_no")
    known = {"session_ref", "client_ref", "session_no"}.isdisjoint(row.defects)
    if row.has("session_ref") or not known or not row.has("client_ref") or number is None:
        return row
    reference = session_reference(row.text("client_ref"), number)
    return replace(row, values={**row.values, "session_ref": reference})


def _sessions(rows: Iterable[Row]) -> dict[str, str]:
    """Both spellings of a session, its own and the standard one, lead to its own."""
    known: dict[str, str] = {}
    for row in rows:
        ref, number = row.text("session_ref"), row.integer("session_no")
        if not ref:
            continue
        known.setdefault(key(ref), ref)
        if number is not None and row.has("client_ref"):
            known.setdefault(key(session_reference(row.text("client_ref"), number)), ref)
    return known


def _texts(rows: Iterable[Row], field_id: str) -> list[str]:
    return list(reversed([row.text(field_id) for row in rows if row.has(field_id)]))
