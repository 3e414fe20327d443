"""Decides which findings are only consequences of another one.

A finding that rests on a cell (a total on its summands, a date on the date it is compared with) is a
consequence when another finding stands on that cell. Nothing depends on the order in which checks run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.location import Location

_STRUCTURAL = frozenset({"sheet-missing", "heading-missing", "heading-unknown", "heading-duplicate"})
"""Reading problems that take a whole column or sheet away."""


@dataclass(frozen=True)
class Draft:
    """A finding before it is known whether another one caused it (see `Found`)."""

    finding: Finding
    because_of: tuple[Location, ...] = ()
    explains: bool = True


def settle(drafts: Sequence[Draft]) -> tuple[Finding, ...]:
    """Give every finding that rests on another one its `caused_by`, the id of the first cause.

    Where two findings rest on each other, the heavier one stays, and of two equals the earlier.
    """
    edges: dict[int, list[int]] = defaultdict(list)
    places: dict[Location, list[int]] = defaultdict(list)
    for number, draft in enumerate(drafts):
        if draft.explains:
            places[draft.finding.location].append(number)
    lightest_first = sorted(
        range(len(drafts)), key=lambda n: (drafts[n].finding.severity is Severity.MUST, -n)
    )
    for number in lightest_first:
        for cause in _causes(number, drafts, places):
            if not _reaches(cause, number, edges):
                edges[number].append(cause)
    return tuple(_caused(number, drafts, edges) for number in range(len(drafts)))


def _causes(number: int, drafts: Sequence[Draft], places: dict[Location, list[int]]) -> list[int]:
    draft = drafts[number]
    if draft.finding.caused_by is not None:
        return []
    own = draft.finding.location
    resting_on = draft.because_of if own.cell else (*draft.because_of, own)
    found = [other for place in resting_on for other in places.get(place, ())]
    for place in resting_on:
        if place.row is None:
            found.extend(n for n, other in enumerate(drafts) if _takes_away(other.finding, place))
    mine = draft.finding.unit
    return [
        n
        for n in dict.fromkeys(found)
        if n != number and drafts[n].finding.unit in (None, mine) and _weighs(drafts[n], draft)
    ]


def _weighs(cause: Draft, consequence: Draft) -> bool:
    """Whether a finding can explain another: a mere note explains nothing that has to be put right."""
    return cause.finding.severity is not Severity.INFO or consequence.finding.severity is Severity.INFO


def _takes_away(finding: Finding, place: Location) -> bool:
    if finding.id not in _STRUCTURAL:
        return False
    return place.sheet is None or finding.location.sheet in (place.sheet, None)


def _reaches(start: int, goal: int, edges: dict[int, list[int]]) -> bool:
    open_, seen = [start], {start}
    while open_:
        number = open_.pop()
        if number == goal:
            return True
        for following in edges.get(number, ()):
            if following not in seen:
                seen.add(following)
                open_.append(following)
    return False


def _caused(number: int, drafts: Sequence[Draft], edges: dict[int, list[int]]) -> Finding:
    cause = number
    while edges.get(cause):
        cause = edges[cause][0]
    finding = drafts[number].finding
    first = drafts[cause].finding
    return finding if cause == number else replace(finding, caused_by=first.caused_by or first.id)
