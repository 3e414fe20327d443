"""Coaching time of a unit in whole minutes: what was planned, what was delivered."""

from __future__ import annotations

from ilmdocs.model.hours import counts_as_planned, why_not_counted
from ilmdocs.model.submission import Row
from ilmdocs.rules.case import Case


def planned_minutes(case: Case) -> int:
    """Planned session length times number of sessions, over all clients of the unit that count."""
    hours = case.unit.hours
    return sum(
        max(row.minutes("planned_session_hours") or 0, 0) * max(row.integer("planned_sessions") or 0, 0)
        for row in case.rows("Clients")
        if hours is None or counts_as_planned(row, hours)
    )


def delivered_minutes(case: Case) -> int:
    """The lengths of the unit's sessions that count; a session that stands there twice counts once."""
    return sum(
        max(row.minutes("duration") or 0, 0)
        for row in case.rows("Sessions")
        if case.original(row) is None and is_counted(case, row)
    )


def is_counted(case: Case, session: Row) -> bool:
    """Whether a session counts towards the unit's hours."""
    hours = case.unit.hours
    return hours is None or why_not_counted(session, case.client_of(session), hours) is None
