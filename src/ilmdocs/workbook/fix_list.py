"""Findings become the list "Fix these first": each thing once, in the order in which to do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ilmdocs.model.finding import Finding, Severity
from ilmdocs.text.standing import what

MOST_LISTED = 500
"""Lines of the list; who has more than that to put right starts with these and checks again."""
_ORDER = {Severity.MUST: 0, Severity.SHOULD: 1, Severity.INFO: 2}


class Role(StrEnum):
    """What a line of the list is: a task, the same task at another cell, or what follows from a task."""

    POINT = "point"
    SAME = "same"
    FOLLOWS = "follows"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list.

    `label` is its number as shown, such as `3`, or `3.2` for the second cell of the same; what follows from
    a point bears the point's number. `units` are the units it is said for; none means all.
    """

    label: str
    role: Role
    finding: Finding
    units: tuple[str, ...] = ()

    @property
    def is_task(self) -> bool:
        """Whether somebody has to do something here, so that it can be ticked."""
        return self.role is not Role.FOLLOWS


@dataclass(frozen=True, slots=True)
class FixList:
    """The lines in order, and how many tasks were left off because the list would not be read to its end."""

    lines: tuple[Line, ...] = ()
    left_off: int = 0

    def tasks(self, severity: Severity) -> int:
        """How many lines of a severity are tasks."""
        return sum(line.is_task and line.finding.severity is severity for line in self.lines)


def fix_list(findings: Sequence[Finding]) -> FixList:
    """Order findings as somebody would work on them.

    What must be put right comes first, then what should, then what is worth knowing. The same thing at
    several cells stands together. What only follows from another finding stands under it and is no task of
    its own.

    Args:
        findings: all findings of a learner, in workbook order.
    """
    told = _each_once(findings)
    ids = {line.finding.id for line in told if not line.finding.caused_by}
    tasks = [line for line in told if line.finding.caused_by not in ids]
    tasks.sort(key=lambda line: _ORDER[line.finding.severity])
    groups = _grouped(tasks)
    followers = _under_their_cause((line for line in told if line.finding.caused_by in ids), tasks)
    lines: list[Line] = []
    left_off = 0
    for number, group in enumerate(groups, start=1):
        if len(lines) + len(group) > MOST_LISTED and lines:
            left_off += len(group)
            continue
        lines += _numbered(number, group, followers)
    return FixList(tuple(lines), left_off)


def _each_once(findings: Iterable[Finding]) -> list[Line]:
    """Each finding once, with all units for which it is said; a cause of its own for one, a cause for all."""
    found: dict[object, Line] = {}
    for finding in findings:
        units = (finding.unit,) if finding.unit else ()
        known = found.get(what(finding))
        if known is None:
            found[what(finding)] = Line("", Role.POINT, finding, units)
            continue
        heavier = min(known.finding, finding, key=lambda item: _ORDER[item.severity])
        caused_by = known.finding.caused_by and finding.caused_by
        everybody = not known.units or not units
        joined = () if everybody else tuple(dict.fromkeys((*known.units, *units)))
        found[what(finding)] = replace(known, finding=replace(heavier, caused_by=caused_by), units=joined)
    return list(found.values())


def _grouped(tasks: Sequence[Line]) -> list[list[Line]]:
    """The same thing on the same sheet stands together, at the place of the first."""
    groups: dict[object, list[Line]] = {}
    for line in tasks:
        finding = line.finding
        same = (finding.id, finding.severity, finding.location.file, finding.location.sheet, finding.remedy)
        groups.setdefault(same, []).append(line)
    return list(groups.values())


def _under_their_cause(followers: Iterable[Line], tasks: Sequence[Line]) -> dict[object, list[Line]]:
    """What follows from which task: of those with the id that it names, the nearest one."""
    found: dict[object, list[Line]] = {}
    for line in followers:
        causes = [task.finding for task in tasks if task.finding.id == line.finding.caused_by]
        cause = min(causes, key=lambda item: _distance(item, line.finding))
        found.setdefault(what(cause), []).append(line)
    return found


def _distance(cause: Finding, finding: Finding) -> tuple[bool, int]:
    here, there = cause.location, finding.location
    return here.sheet != there.sheet, abs((here.row or 0) - (there.row or 0))


def _numbered(number: int, group: Sequence[Line], followers: Mapping[object, list[Line]]) -> Iterator[Line]:
    for place, line in enumerate(group, start=1):
        label = str(number) if place == 1 else f"{number}.{place}"
        yield replace(line, label=label, role=Role.POINT if place == 1 else Role.SAME)
    for place, line in enumerate(group, start=1):
        label = str(number) if place == 1 else f"{number}.{place}"
        for follower in followers.get(what(line.finding), ()):
            yield replace(follower, label=label, role=Role.FOLLOWS)
