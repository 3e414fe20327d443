"""Coaching time of a unit in whole minutes: what was planned, what was delivered."""

from __future__ import annotations

from ilmdocs.model.submission import Row
from ilmdocs.rules.case import Case


def planned_minutes(case: Case) -> int:
    """Planned session length times number of sessions, over all clients of the unit."""
    return sum(
        max(row.minutes("planned_session_hours") or 0, 0) * max(row.integer("planned_sessions") or 0, 0)
        for row in case.rows("Clients")
    )


def delivered_minutes(case: Case) -> int:
    """The lengths of the unit's sessions; a session that stands there twice counts once."""
    return sum(
        max(row.minutes("duration") or 0, 0) for row in case.rows("Sessions") if original(case, row) is None
    )


def original(case: Case, row: Row) -> Row | None:
    """The earlier row of which this session is a copy: same client, day and time, and number or answers."""
    if row.day("date") is None:
        return None
    for other in case.rows("Sessions"):
        if other.number >= row.number:
            return None
        if all(other.values.get(name) == row.values.get(name) for name in _SAME_TIME) and (
            other.integer("session_no") == row.integer("session_no")
            or (row.has("reality") and other.text("reality") == row.text("reality"))
        ):
            return other
    return None


_SAME_TIME = ("client_ref", "date", "start_time", "duration")
