"""Findings become the list "Fix these first": each thing once, in the order in which to do it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ilmdocs.model.finding import Finding, Severity
from ilmdocs.text.standing import what

MOST_LISTED = 500
"""Lines of the list; who has more than that to put right starts with these and checks again."""
MOST_FOLLOWERS = 10
"""Lines under a task for what follows from it and goes away with it."""


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
    tasks.sort(key=lambda line: line.finding.severity.order)
    followers = _under_their_cause((line for line in told if line.finding.caused_by in ids), tasks)
    lines: list[Line] = []
    for number, group in enumerate(_grouped(tasks), start=1):
        lines += _numbered(number, group, followers)
    left_off = sum(line.is_task for line in lines[MOST_LISTED:])
    return FixList(tuple(lines[:MOST_LISTED]), left_off)


def _each_once(findings: Iterable[Finding]) -> list[Line]:
    """Each finding once, with all units for which it is said; a cause of its own for one, a cause for all."""
    found: dict[object, Line] = {}
    for finding in findings:
        units = (finding.unit,) if finding.unit else ()
        known = found.get(what(finding))
        if known is None:
            found[what(finding)] = Line("", Role.POINT, finding, units)
            continue
        heavier = min(known.finding, finding, key=lambda item: item.severity.order)
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
    """What follows from which task: of those with the id that it names, the nearest one on its sheet."""
    causes: dict[object, list[tuple[int, Finding]]] = {}
    for task in tasks:
        place = task.finding.location
        for key in (task.finding.id, (task.finding.id, place.sheet)):
            causes.setdefault(key, []).append((place.row or 0, task.finding))
    for same in causes.values():
        same.sort(key=lambda cause: cause[0])
    found: dict[object, list[Line]] = {}
    for line in followers:
        caused_by, place = line.finding.caused_by, line.finding.location
        same = causes.get((caused_by, place.sheet)) or causes[caused_by]
        under = found.setdefault(what(_nearest(same, place.row or 0)), [])
        if len(under) < MOST_FOLLOWERS:
            under.append(line)
    return found


def _nearest(causes: Sequence[tuple[int, Finding]], row: int) -> Finding:
    """The cause in the nearest row; they come in the order of their rows."""
    after = bisect_left(causes, row, key=lambda cause: cause[0])
    near = causes[max(after - 1, 0) : after + 1]
    return min(near, key=lambda cause: abs(cause[0] - row))[1]


def _numbered(number: int, group: Sequence[Line], followers: Mapping[object, list[Line]]) -> Iterator[Line]:
    for place, line in enumerate(group, start=1):
        label = str(number) if place == 1 else f"{number}.{place}"
        yield replace(line, label=label, role=Role.POINT if place == 1 else Role.SAME)
    for place, line in enumerate(group, start=1):
        label = str(number) if place == 1 else f"{number}.{place}"
        for follower in followers.get(what(line.finding), ()):
            yield replace(follower, label=label, role=Role.FOLLOWS)
