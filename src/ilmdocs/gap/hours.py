"""How many sessions are still to be held or planned until the hours of a unit are reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ilmdocs.gap.roots import UNREAD
from ilmdocs.gap.scene import COPIED, Scene
from ilmdocs.model.finding import Finding
from ilmdocs.model.readiness import Readiness
from ilmdocs.model.submission import Row


@dataclass(frozen=True, slots=True)
class Short:
    """So many `sessions` are missing; with `client`, so many are to be planned with that one altogether."""

    sessions: int
    client: Row | None = None


def sessions_gap(scene: Scene, readiness: Readiness, findings: Sequence[Finding]) -> Short | None:
    """How many sessions of the usual length are missing, once every cell is right that has to be put right.

    What will count once a cell is filled in or corrected is taken for done: a session with a wrong length or
    none for one of the usual length, one that does not count because of a cell to be corrected, or because
    it is the copy of another, for as long as it is.
    """
    rules = scene.must_rules("coaching-hours")
    if not any(rule.options.get("of") == "delivered" for rule in rules):
        return None
    coming = sum(_then(scene, row) - _now(scene, row) for row in scene.rows("Sessions"))
    missing = (readiness.required_minutes or 0) - readiness.delivered_minutes - coming
    if missing <= 0 or _is_not_there("Sessions", findings):
        return None
    return Short(-(-missing // scene.usual_minutes))


def _now(scene: Scene, row: Row) -> int:
    """What a session counts for as it stands there."""
    if row.number in scene.copies or not scene.counts(row):
        return 0
    return max(row.minutes("duration") or 0, 0)


def _then(scene: Scene, row: Row) -> int:
    """What it will count for."""
    client = scene.clients.get(row.text("client_ref"))
    is_to_change = scene.is_wrong(row, "client_ref", "date", "one_to_one") or (
        client is not None and scene.is_wrong(client, "client_level", "coach_signed", "client_signed")
    )
    if row.number in scene.copies and not scene.is_wrong(row, *COPIED):
        return 0
    if not scene.counts(row) and not is_to_change:
        return 0
    return scene.usual_minutes if scene.is_wrong(row, "duration") else max(row.minutes("duration") or 0, 0)


def planned_gap(scene: Scene, readiness: Readiness, findings: Sequence[Finding]) -> Short | None:
    """With whom how many sessions are to be planned; none where a cell to be filled in says so anyway."""
    places = {finding.location for finding in findings}
    clients = scene.counting_clients
    unsaid = [
        row
        for row in scene.rows("Clients")
        if {row.at("planned_sessions"), row.at("planned_session_hours"), row.at("client_level")} & places
    ]
    missing = (readiness.required_minutes or 0) - readiness.planned_minutes
    if unsaid or not clients or missing <= 0 or _is_not_there("Clients", findings):
        return None
    lengths = {ref: row.minutes("planned_session_hours") or 0 for ref, row in clients.items()}
    ref = max(lengths, key=lambda one: lengths[one])
    if lengths[ref] < 1:
        return None
    more = -(-missing // lengths[ref])
    return Short((clients[ref].integer("planned_sessions") or 0) + more, clients[ref])


def _is_not_there(sheet: str, findings: Sequence[Finding]) -> bool:
    """Whether a whole sheet or column has to come back first: nobody knows what stands there."""
    return any(
        f.location.sheet == sheet and (f.location.row is None or f.id in UNREAD)
        for f in findings
        if not f.missing
    )
