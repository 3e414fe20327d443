"""Consequences that stay once their cause is right, because their own cell is wrong as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ilmdocs.gap.scene import Scene
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.submission import Row, client_sessions
from ilmdocs.workbook.schema import sheet_schema


def apart(scene: Scene, first: Sequence[Finding], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what has to be put right besides `first`, as findings of their own.

    Args:
        scene: the workbook, with the cells to be put right.
        first: what has to be put right anyway.
        findings: all findings of the unit.
    """
    causes = {finding.id for finding in first if not finding.missing}
    for finding in findings:
        row, field_id = scene.cell(finding.location)
        if row is None or finding.severity is not Severity.MUST or finding.caused_by not in causes:
            continue
        if finding.location in scene.wrong or scene.is_blank(row, field_id):
            continue
        if _is_too_early(scene, finding, row, field_id) or _names_no_session(scene, row, field_id):
            yield replace(finding, caused_by=None)


def _is_too_early(scene: Scene, finding: Finding, client: Row, field_id: str) -> bool:
    """Whether a day of signature is before a session whose own date is in order."""
    rules = scene.must_rules("date-against-sessions")
    is_asked = any(
        rule.id == finding.id and rule.options.get("relation") == "not-before-last" for rule in rules
    )
    signed = client.day(field_id) if is_asked and client.sheet == "Clients" else None
    held = client_sessions(scene.submission, scene.unit.id, client.text("client_ref"))
    days = [session.day("date") for session in held if not scene.is_wrong(session, "date")]
    return signed is not None and any(day is not None and day > signed for day in days)


def _names_no_session(scene: Scene, row: Row, field_id: str) -> bool:
    """Whether a cell names a session that no row can turn out to be, whatever is put right."""
    if sheet_schema(row.sheet).field(field_id).refers_to != "Sessions.session_ref":
        return False
    sessions = scene.submission.rows("Sessions")
    there = {session.text("session_ref").casefold() for session in sessions}
    open_ = {
        None if session.number in scene.copies else session.integer("session_no")
        for session in sessions
        if session.text("client_ref") not in scene.clients
        or scene.is_wrong(session, "client_ref", "session_no", "session_ref")
        or session.number in scene.copies
    }
    named = row.items(field_id) or (row.text(field_id),)
    return any(label.casefold() not in there and _is_none_of(scene, label, open_) for label in named)


def _is_none_of(scene: Scene, label: str, numbers: set[int | None]) -> bool:
    """Whether a label is of a client who is there, and of no session whose number or client is open."""
    client, _, number = label.rpartition("-")
    if client not in scene.clients or not number.isdecimal():
        return False
    is_too_high = int(number) > len(scene.submission.rows("Sessions"))
    return int(number) not in numbers and (None not in numbers or is_too_high)
