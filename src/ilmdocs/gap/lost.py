"""Rows that others refer to and that are not there: one new row does for all that name it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ilmdocs.gap.rows import Demand
from ilmdocs.gap.scene import Scene
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.submission import Row, client_sessions
from ilmdocs.workbook.schema import sheet_schema

_MOST = 99
"""A number of a session above this is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The row of `sheet` whose field `key` holds `label` is not there; `finding` says where it is named."""

    sheet: str
    key: str
    label: str
    finding: Finding


def lost_rows(
    scene: Scene, roots: Sequence[Finding], findings: Sequence[Finding], coming: int
) -> tuple[Lost, ...]:
    """The rows to bring back: where a mistyped reference is as likely, there is none.

    A client is lost where several sheets name it; anything else where its absence makes the unit lack
    something of that sheet; all that is named of a sheet without any row; and a session that will be there
    once the hours are reached.

    Args:
        scene: the workbook.
        roots: what has to be put right.
        findings: all findings, of which some are consequences.
        coming: how many sessions the hours are short of.
    """
    found: dict[tuple[str, str], Lost] = {}
    for finding in roots:
        row, field_id = scene.cell(finding.location)
        if row is None or finding.missing or field_id == "units":
            continue
        sheet, _, key = sheet_schema(row.sheet).field(field_id).refers_to.partition(".")
        for label in _unknown(scene, row, field_id, sheet, key) if sheet else ():
            is_coming = sheet == "Sessions" and 0 < _after(scene, label) <= coming
            if is_coming or _is_lost(scene, sheet, label, finding, findings):
                found.setdefault((sheet, label), Lost(sheet, key, label, finding))
    return tuple(found.values())


def _unknown(scene: Scene, row: Row, field_id: str, sheet: str, key: str) -> Iterator[str]:
    """What a cell names and no row of the sheet is called."""
    there = {one.text(key).casefold() for one in scene.submission.rows(sheet)}
    named = row.items(field_id) or ((row.text(field_id),) if row.has(field_id) else ())
    return (label for label in named if label.casefold() not in there)


def _is_lost(scene: Scene, sheet: str, label: str, finding: Finding, findings: Sequence[Finding]) -> bool:
    if sheet == "Clients":
        naming = {
            name
            for name in scene.submission.sheets
            if name not in ("Clients", "Private")
            and any(row.text("client_ref") == label for row in scene.submission.rows(name))
        }
        is_another = any(
            lack.sheet in naming and dict(lack.values).get("client_ref") in scene.clients
            for other in findings
            if other.caused_by == finding.id
            for lack in other.missing
        )  # then these rows are of a client who is there and lacks them
        return (len(naming) > 1 and not is_another) or not scene.submission.rows("Clients")
    return not scene.submission.rows(sheet) or any(
        lack.rows and lack.sheet == sheet
        for other in findings
        if other.severity is Severity.MUST and other.caused_by == finding.id
        for lack in other.missing
    )


def of_lost(lost: Sequence[Lost], findings: Sequence[Finding]) -> Iterator[Demand]:
    """The lost rows, and what their absence makes the unit lack of their sheet."""
    for one in (item for item in lost if item.sheet != "Sessions"):
        yield Demand(one.sheet, 1, ((one.key, one.label),), 1)
        for finding in findings:
            for lack in finding.missing if finding.caused_by == one.finding.id else ():
                if lack.rows and lack.sheet == one.sheet:
                    yield Demand(lack.sheet, lack.rows, lack.values, 0)


def only_names_lost(scene: Scene, finding: Finding, lost: Sequence[Lost]) -> bool:
    """Whether a finding stands on a cell that is right again once the lost rows are back."""
    row, field_id = scene.cell(finding.location)
    if row is None:
        return False
    sheet, _, key = sheet_schema(row.sheet).field(field_id).refers_to.partition(".")
    unknown = set(_unknown(scene, row, field_id, sheet, key)) if sheet else set()
    return bool(unknown) and unknown <= {one.label for one in lost if one.sheet == sheet}


def named_rows(
    scene: Scene, roots: Sequence[Finding], lost: Sequence[Lost], findings: Sequence[Finding]
) -> tuple[Demand, ...]:
    """New rows that others name already: where rows of a sheet are missing anyway, they are these.

    `C2-03` says that there were three sessions with C2, `W1` in the plan that W1 is the label of a weakness.
    """
    short = {f.id: {lack.sheet for lack in f.missing} for f in roots if f.missing}
    clients = {one.label for one in lost if one.sheet == "Clients"}
    told = {one.finding.id for one in lost if one.sheet in ("Clients", "Sessions")}
    empty = {one.finding.id for one in lost if one.sheet == "Sessions"}
    sessions: dict[str, int] = {}
    labels: dict[Demand, None] = {}
    for finding in findings:
        row, field_id = scene.cell(finding.location)
        if row is None or finding.severity is not Severity.MUST or field_id == "units":
            continue
        cause = finding.caused_by or ""
        sheet, _, key = sheet_schema(row.sheet).field(field_id).refers_to.partition(".")
        is_short = sheet in short.get(cause, ())
        for label in _unknown(scene, row, field_id, sheet, key) if sheet else ():
            client, _, number = label.rpartition("-")
            if sheet == "Sessions" and number.isdecimal():
                is_new = client in clients
                known = (is_short and (is_new or client in scene.clients)) or (is_new and cause in told)
                if known or empty & {cause, finding.id}:
                    sessions[client] = max(sessions.get(client, 0), min(int(number), _MOST))
            elif sheet == "SelfReview" and is_short:
                labels[Demand(sheet, 1, ((key, label), *_kind(label)), 0)] = None
    more = {client: number - _last(scene, client) for client, number in sessions.items()}
    return (
        *labels,
        *(Demand("Sessions", number, (("client_ref", client),), 0) for client, number in more.items()),
    )


def _kind(label: str) -> tuple[tuple[str, str], ...]:
    """What a label such as W1 stands for, by the letter that the sheet asks for."""
    kinds = sheet_schema("SelfReview").field("kind").choices
    return tuple(("kind", kind) for kind in kinds if label.casefold().startswith(kind[0]))


def _after(scene: Scene, label: str) -> int:
    """The how manieth after a client's sessions so far is the one with this label; 0: no client's."""
    client, _, number = label.rpartition("-")
    known = client in scene.clients and number.isdecimal()
    return int(number) - _last(scene, client) if known else 0


def _last(scene: Scene, client: str) -> int:
    held = client_sessions(scene.submission, scene.unit.id, client)
    return max((session.integer("session_no") or 0 for session in held), default=0)
