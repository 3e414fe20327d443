"""What really stands in the way of a unit: causes, and what stays after they have been put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ilmdocs.gap.scene import Scene
from ilmdocs.model.finding import Finding, Lack, Severity
from ilmdocs.model.submission import Row
from ilmdocs.text.standing import causes, what

_UNREAD = frozenset({"sheet-missing", "heading-missing", "heading-unknown", "heading-duplicate"})
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
    for finding in musts:
        cause = None if what(finding) in told else first.get(finding.caused_by or "")
        if cause is None:
            kept.setdefault(what(finding), finding)
            continue
        kept.setdefault(what(cause), cause)
        if any(lack.sheet == cause.location.sheet for lack in finding.missing) and cause.id in _UNREAD:
            continue
        left = finding.missing if cause.missing else _left(scene, finding, cause, musts)
        if left:
            kept.setdefault(what(finding), replace(finding, missing=left))
    return tuple(kept.values())


def _left(scene: Scene, finding: Finding, cause: Finding, musts: Sequence[Finding]) -> tuple[Lack, ...]:
    """What stays missing once the empty cell is filled in that was the cause; hours are worked out anyway."""
    row, field_id = scene.cell(cause.location)
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


def _may_hold(row: Row, lack: Lack) -> bool:
    """Whether a row, once it is complete, may be one of those that are missing."""
    return all(not row.has(name) or row.text(name) in value.split("|") for name, value in lack.values)
