"""Points that belong together, told together: those of one row of a sheet, or with one and the same remedy.

Whoever puts them right goes to the row once, and reads what to do once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ilmdocs.model.cohort import LearnerStanding
from ilmdocs.model.finding import Finding
from ilmdocs.report.html.markup import Markup, joined, tag
from ilmdocs.text.standing import what

_SHOWN = 6
"""So many cells stand over a block; its lines name all."""


def points_list(learner: LearnerStanding, found: Sequence[Finding], ids: Mapping[object, str]) -> Markup:
    """A list of points as blocks, in the order of their first point.

    Args:
        learner: whose they are.
        found: of one sheet.
        ids: the anchor of each point, by what it says.
    """
    return tag("ul", *(_block(learner, some, ids) for some in blocks(found)), class_="points")


def blocks(found: Sequence[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Points by what they share: the row of a table; for those alone in their row, what is to be done."""
    rows: dict[object, list[Finding]] = {}
    for finding in found:
        rows.setdefault(_row(finding), []).append(finding)
    made: dict[object, list[Finding]] = {}
    for row, inside in rows.items():
        key = row if len(inside) > 1 else _remedy(inside[0])
        made.setdefault(key, []).extend(inside)
    return tuple(tuple(inside) for inside in made.values())


def _row(finding: Finding) -> object:
    place = finding.location
    return what(finding) if place.row is None else (place.sheet, place.row)


def _remedy(finding: Finding) -> object:
    place = finding.location
    return (finding.id, place.sheet, finding.remedy) if finding.remedy and place.cell else what(finding)


def _block(learner: LearnerStanding, some: Sequence[Finding], ids: Mapping[object, str]) -> Markup:
    if len(some) == 1:
        return _alone(learner, some[0], ids)
    alike = len({_owner(learner, finding) for finding in some}) == 1
    same: dict[str, list[Finding]] = {}
    for finding in some:
        same.setdefault(finding.remedy, []).append(finding)
    parts: list[Markup | None] = []
    for remedy, inside in same.items():
        lines = (_line(learner, finding, ids, alike=alike) for finding in inside)
        parts.append(tag("ul", *lines, class_="lines"))
        parts.append(tag("span", remedy, class_="remedy") if remedy else None)
    return tag(
        "li",
        tag("span", _places(some), class_="place"),
        joined(parts),
        _about(learner, some, _owner(learner, some[0]) if alike else ""),
        class_="block",
    )


def _alone(learner: LearnerStanding, finding: Finding, ids: Mapping[object, str]) -> Markup:
    return tag(
        "li",
        tag("span", str(finding.location), class_="place"),
        tag("span", finding.message, class_="message"),
        tag("span", finding.remedy, class_="remedy") if finding.remedy else None,
        _about(learner, (finding,), _owner(learner, finding)),
        id=ids.get(what(finding)),
    )


def _line(learner: LearnerStanding, finding: Finding, ids: Mapping[object, str], *, alike: bool) -> Markup:
    """A point of a block; who else has to do it stands here where that is not the same for all of them."""
    owner = "" if alike else _owner(learner, finding)
    return tag(
        "li",
        tag("b", finding.location.cell or str(finding.location)),
        " ",
        tag("span", finding.message, tag("span", f" ({owner})", class_="quiet") if owner else None,
            class_="message"),
        id=ids.get(what(finding)),
    )  # fmt: skip


def _places(some: Sequence[Finding]) -> str:
    """Where it is: the cell, the row, or the cells where they stand in several rows."""
    first = some[0].location
    if len({finding.location for finding in some}) == 1:
        return str(first)
    if len({finding.location.row for finding in some}) == 1:
        return f"{first.sheet}, row {first.row}"
    cells = list(dict.fromkeys(finding.location.cell or "" for finding in some))
    more = f" and {len(cells) - _SHOWN} more" if len(cells) > _SHOWN else ""
    return f"{first.sheet}!{', '.join(cells[:_SHOWN])}{more}"


def _about(learner: LearnerStanding, some: Sequence[Finding], owner: str) -> Markup | None:
    """For which units and criteria it counts, and who else than the learner has to do it."""
    criteria = list(dict.fromkeys(finding.criterion for finding in some if finding.criterion))
    words = [*_units_of(learner, {what(finding) for finding in some})]
    if criteria:
        words.append(f"{'criterion' if len(criteria) == 1 else 'criteria'} {', '.join(criteria)}")
    words += [owner] if owner else []
    return tag("span", " · ".join(words), class_="quiet") if words else None


def _units_of(learner: LearnerStanding, told: set[object]) -> Iterator[str]:
    """The labels of all units for which the same is said."""
    labels = {unit.unit: unit.label or unit.unit for unit in learner.units}
    same = (f.unit for f in learner.findings if f.unit and what(f) in told)
    yield from dict.fromkeys(labels.get(unit, unit) for unit in same)


def _owner(learner: LearnerStanding, finding: Finding) -> str:
    """Who else than the learner can put it right, in words; what nobody else has to do is the learner's."""
    owed = next((one for one in learner.owed if what(one.finding) == what(finding)), None)
    if owed is None or owed.party == "learner":
        return ""
    if owed.party == "client":
        return f"for client {owed.who}" if owed.who else "for the client"
    return f"for the {owed.party}{', ' + owed.who if owed.who else ''}"
