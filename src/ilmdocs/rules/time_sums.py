"""Coaching time of a unit in whole minutes: what was planned, what was delivered."""

from __future__ import annotations

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
        max(row.minutes("duration") or 0, 0) for row in case.rows("Sessions") if case.original(row) is None
    )
