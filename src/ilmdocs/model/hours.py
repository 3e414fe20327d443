"""Which coaching sessions count towards the hours of a unit, and what they come to by client."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from ilmdocs.model.submission import Row, Submission, unit_rows
from ilmdocs.model.unit import Hours


class Uncounted(Enum):
    """Why a session does not count."""

    LEVEL = "level"
    GROUP = "group"
    BEFORE_CONTRACT = "before-contract"


def why_not_counted(session: Row, client: Row | None, hours: Hours) -> Uncounted | None:
    """Why a session does not count for a unit, or None when it does.

    A cell that is blank or cannot be read never takes hours away: the finding about that cell does.

    Args:
        session: a row of Sessions.
        client: the session's row of Clients, None when it has none.
        hours: what counts for the unit.
    """
    level = client.text("client_level") if client else ""
    if hours.levels and level and level not in hours.levels:
        return Uncounted.LEVEL
    if hours.one_to_one and session.values.get("one_to_one") is False:
        return Uncounted.GROUP
    held = session.day("date")
    signed = [client.day(name) for name in ("coach_signed", "client_signed")] if client else []
    agreed = [day for day in signed if day is not None]
    if hours.contracted and held is not None and agreed and held < max(agreed):
        return Uncounted.BEFORE_CONTRACT
    return None


def counts_as_planned(client: Row, hours: Hours) -> bool:
    """Whether the sessions planned with a client count for a unit."""
    level = client.text("client_level")
    return not (hours.levels and level and level not in hours.levels)


@dataclass(frozen=True, slots=True)
class ClientHours:
    """The coaching time of one client that counts for a unit, in whole minutes."""

    client: str
    planned_minutes: int
    delivered_minutes: int


def hours_by_client(submission: Submission, unit_id: str, hours: Hours) -> tuple[ClientHours, ...]:
    """Planned and delivered time of each client of a unit, in the order of the sheet; copies do not count."""
    found = []
    copies = copied_sessions(submission.rows("Sessions"))
    sessions = [row for row in unit_rows(submission, unit_id, "Sessions") if row.number not in copies]
    for client in unit_rows(submission, unit_id, "Clients"):
        ref = client.text("client_ref")
        length, number = client.minutes("planned_session_hours"), client.integer("planned_sessions")
        planned = max(length or 0, 0) * max(number or 0, 0) if counts_as_planned(client, hours) else 0
        held = (
            max(session.minutes("duration") or 0, 0)
            for session in sessions
            if ref and session.text("client_ref") == ref and why_not_counted(session, client, hours) is None
        )
        found.append(ClientHours(ref, planned, sum(held)))
    return tuple(found)


def copied_sessions(sessions: Iterable[Row]) -> Mapping[int, Row]:
    """Sessions that stand there a second time, by row number, each with the earlier row that it copies.

    A copy has the same client, day, time and length, and the same number or the same words.
    """
    by_time: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    found: dict[int, Row] = {}
    for row in sessions:
        time = tuple(row.values.get(name) for name in ("client_ref", "date", "start_time", "duration"))
        first = next((other for other in by_time[time] if _says_the_same(other, row)), None)
        if first is None or row.day("date") is None:
            by_time[time].append(row)
        else:
            found[row.number] = first
    return found


def _says_the_same(one: Row, other: Row) -> bool:
    same_number = one.integer("session_no") == other.integer("session_no")
    return same_number or (one.has("reality") and one.text("reality") == other.text("reality"))
