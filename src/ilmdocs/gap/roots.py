"""What really stands in the way of a unit: causes, and what stays after they have been put right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ilmdocs.gap.scene import Scene
from ilmdocs.model.finding import Finding, Lack, Severity
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.text.standing import causes, what

UNREAD = frozenset({"sheet-missing", "heading-missing", "heading-unknown", "heading-duplicate"})
"""What takes a whole column or sheet away: nobody knows what is missing there before it is read."""


def roots(scene: Scene, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What has to be put right for a unit: its must findings, mere consequences left out.

    A must finding may rest on one that is no must itself: then that one has to go. One that says what is
    missing stays as far as its cause, once put right, leaves something missing. Of a sheet or column that was
    not read nothing is missing: what was to be counted stands there.

    Args:
        scene: the workbook.
        findings: all findings; another unit may be the first to say the same.
    """
    told = causes(findings)
    concerned = [finding for finding in findings if finding.unit in (None, scene.unit.id)]
    musts = [finding for finding in concerned if finding.severity is Severity.MUST]
    first: dict[str, Finding] = {}
    for finding in (*musts, *concerned):
        if what(finding) in told:
            first.setdefault(finding.id, finding)
    kept: dict[object, Finding] = {}
    strays = {sheet: _strays(scene, sheet) for sheet in scene.submission.sheets}
    for finding in musts:
        cause = None if what(finding) in told else first.get(finding.caused_by or "")
        if cause is None:
            kept.setdefault(what(finding), finding)
            continue
        kept.setdefault(what(cause), cause)
        if any(lack.sheet == cause.location.sheet for lack in finding.missing) and cause.id in UNREAD:
            continue
        left = finding.missing if cause.missing else _left(scene, finding, cause, musts, strays)
        if left:
            kept.setdefault(what(finding), replace(finding, missing=left))
    return tuple(kept.values())


def _left(
    scene: Scene, finding: Finding, cause: Finding, musts: Sequence[Finding], strays: dict[str, int]
) -> tuple[Lack, ...]:
    """What stays missing once the cell is right that was the cause; hours are worked out anyway.

    A row whose client is mistyped is a row of one client who lacks it, and of one only.
    """
    row, field_id = scene.cell(cause.location)
    if row is not None and field_id == "client_ref" and row.sheet != "Clients" and row.has(field_id):
        return tuple(_not_strayed(finding, strays))
    if row is None or not scene.is_blank(row, field_id):
        return tuple(lack for lack in finding.missing if lack.minutes)
    filled = {
        place.number: place
        for place, name in (scene.cell(f.location) for f in musts if f.id == cause.id)
        if place is not None and place.sheet == row.sheet and scene.is_blank(place, name)
    }
    left = []
    for lack in finding.missing:
        more = lack.rows - sum(_may_hold(one, lack) for one in filled.values())
        if lack.minutes or more > 0:
            left.append(replace(lack, rows=max(0, more)))
    return tuple(left)


def _not_strayed(finding: Finding, strays: dict[str, int]) -> Iterator[Lack]:
    for lack in finding.missing:
        if "client_ref" not in dict(lack.values):
            if lack.minutes:
                yield lack
            continue
        found = min(lack.rows, strays.get(lack.sheet, 0))
        strays[lack.sheet] = strays.get(lack.sheet, 0) - found
        if lack.rows > found:
            yield replace(lack, rows=lack.rows - found)


def _strays(scene: Scene, sheet: str) -> int:
    """How many rows of a sheet name a client who is not there."""
    named = [row.text("client_ref") for row in scene.rows(sheet) if row.has("client_ref")]
    return sum(ref not in scene.clients for ref in named)


def _may_hold(row: Row, lack: Lack) -> bool:
    """Whether a row, once it is complete, may be one of those that are missing."""
    return all(not row.has(name) or row.text(name) in value.split("|") for name, value in lack.values)


def repeated(
    scene: Scene, first: Sequence[Finding], findings: Sequence[Finding]
) -> Mapping[Location, tuple[Location, ...]]:
    """The other cells in which the same is wrong, by the cell at which it is told.

    A rule tells a mistake at one cell and lets the same mistake elsewhere follow from it: each of those cells
    is wrong in itself, such as the dates of three sessions before the start. Each is put right once.

    Args:
        scene: the workbook.
        first: what has to be put right.
        findings: all findings of the unit.
    """
    taken = {finding.location for finding in first}
    found: dict[Location, list[Location]] = {}
    for other in findings:
        is_same = other.id == other.caused_by and other.severity is Severity.MUST
        if not is_same or other.location in taken:
            continue
        told = [one for one in first if not one.missing and _says_again(scene, other, one)]
        if told:
            near = max(told, key=lambda one: _nearness(scene, one, other))
            found.setdefault(near.location, []).append(other.location)
            taken.add(other.location)
    return {place: tuple(cells) for place, cells in found.items()}


def _says_again(scene: Scene, other: Finding, first: Finding) -> bool:
    """Whether a consequence is the same mistake; where it repeats what was typed, the same was typed."""
    if other.id != first.id:
        return False
    typed = _typed(other)
    row, field_id = scene.cell(other.location)
    is_filled = row is not None and not scene.is_blank(row, field_id)
    return other.message == first.message or (typed == _typed(first) and (bool(typed) or is_filled))


def _typed(finding: Finding) -> list[str]:
    """What a message repeats of what was typed."""
    return re.findall("“(.*?)”", finding.message)


def _nearness(scene: Scene, one: Finding, other: Finding) -> tuple[bool, bool, bool]:
    """How much speaks for a mistake being told at this cell: the client, the column, the sheet."""
    (row, field_id), (there, name) = scene.cell(one.location), scene.cell(other.location)
    if row is None or there is None:
        return (False, False, False)
    same_sheet = row.sheet == there.sheet
    return (same_sheet, row.text("client_ref") == there.text("client_ref"), field_id == name)
