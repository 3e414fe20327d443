"""What a centre's pack says about units: labels, wording and criteria that the shipped unit files lack."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ilmdocs.model.unit import Criterion, Outcome, PartKind, PartRule, Unit
from ilmdocs.units.table import Table

CENTRE_FILE = "pack.toml"
_UNIT_KEYS = ("label", "title", "complete", "outcomes", "criteria", "more_outcomes", "more_criteria")
_OUTCOME_KEYS = ("title",)
_CRITERION_KEYS = ("label", "text", "verb")
_MORE_OUTCOME_KEYS = ("id", "title", "heading")
_MORE_CRITERION_KEYS = ("id", "label", "text", "verb", "marks", "outcome", "parts")


def with_centre(units: Mapping[str, Unit], centre: Path | None) -> dict[str, Unit]:
    """The units as a centre's pack labels and completes them.

    Args:
        units: the units by id.
        centre: the centre's folder, whose `pack.toml` may have a table `[units."8585-303"]` for a unit; None
            leaves all units as they are.

    Raises:
        UnreadableInput: when it names a unit, criterion or key that does not exist (with the nearest
            suggestion), or two criteria would be printed with one number.
    """
    said = _units_table(centre)
    for name in said.data:
        if name not in units:
            raise said.unknown("units", name, units)
    return {
        name: _changed(unit, said.table(name, _UNIT_KEYS)) if said.has(name) else unit
        for name, unit in units.items()
    }


def centre_settings(centre: Path | None, unit_id: str) -> tuple[Path, ...]:
    """The centre's `pack.toml` where it says something about a unit: the unit is made of it as well."""
    return (centre / CENTRE_FILE,) if centre is not None and _units_table(centre).has(unit_id) else ()


def _units_table(centre: Path | None) -> Table:
    """The table `units` of a centre's pack, or an empty one; a file that is no TOML is said elsewhere."""
    data: Any = {}
    if centre is not None:
        try:
            data = tomllib.loads((centre / CENTRE_FILE).read_text(encoding="utf-8-sig")).get("units", {})
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            data = {}
    return Table(data, f"{CENTRE_FILE} units")


def _changed(unit: Unit, said: Table) -> Unit:
    outcomes = [_retitled(outcome, said, unit) for outcome in unit.outcomes]
    outcomes += [
        Outcome(item.text("id"), item.text("title"), (), item.text("heading", ""))
        for item in said.tables("more_outcomes", _MORE_OUTCOME_KEYS)
    ]
    _refuse_twice([outcome.id for outcome in outcomes], said, "more_outcomes")
    parts = unit.parts
    for item in said.tables("more_criteria", _MORE_CRITERION_KEYS):
        added = _added(item)
        places = [outcome.id for outcome in outcomes]
        if item.text("outcome") not in places:
            raise item.unknown("outcome", item.text("outcome"), places)
        outcomes = [
            _joined(outcome, added) if outcome.id == item.text("outcome") else outcome for outcome in outcomes
        ]
        parts = _evidencing(parts, added, item)
    criteria = [criterion for outcome in outcomes for criterion in outcome.criteria]
    _refuse_twice([criterion.id for criterion in criteria], said, "more_criteria")
    _refuse_twice([criterion.number for criterion in criteria], said, "label")
    return replace(
        unit,
        label=said.text("label", unit.label),
        title=said.text("title", unit.title),
        outcomes=tuple(sorted(outcomes, key=lambda outcome: _in_order(outcome.id))),
        parts=parts,
        unknown_criteria="" if said.yes("complete") else unit.unknown_criteria,
    )


def _retitled(outcome: Outcome, said: Table, unit: Unit) -> Outcome:
    """An outcome with the title and the criteria that the centre words differently."""
    titles = said.table("outcomes", (item.id for item in unit.outcomes))
    changed = said.table("criteria", (item.id for item in unit.criteria()))
    title = outcome.title
    if titles.has(outcome.id):
        title = titles.table(outcome.id, _OUTCOME_KEYS).text("title")
    criteria = tuple(
        _reworded(item, changed.table(item.id, _CRITERION_KEYS)) if changed.has(item.id) else item
        for item in outcome.criteria
    )
    return replace(outcome, title=title, criteria=criteria)


def _reworded(criterion: Criterion, said: Table) -> Criterion:
    return replace(
        criterion,
        label=said.text("label", criterion.label),
        text=said.text("text", criterion.text),
        verb=said.text("verb", criterion.verb),
    )


def _added(item: Table) -> Criterion:
    text = item.text("text")
    return Criterion(
        item.text("id"),
        text,
        item.text("verb", text.partition(" ")[0]),
        item.text("label", ""),
        item.number("marks") if item.has("marks") else None,
    )


def _joined(outcome: Outcome, added: Criterion) -> Outcome:
    """The outcome with one more criterion, in the order of the printed numbers."""
    criteria = sorted((*outcome.criteria, added), key=lambda criterion: _in_order(criterion.number))
    return replace(outcome, criteria=tuple(criteria))


def _evidencing(parts: tuple[PartRule, ...], added: Criterion, item: Table) -> tuple[PartRule, ...]:
    """The parts, those of the kinds that are named being evidence for the criterion as well."""
    kinds = item.texts("parts")
    known = list(dict.fromkeys(part.kind.value for part in parts if part.form and part.kind in _EVIDENCE))
    for kind in kinds:
        if kind not in known:
            raise item.unknown("parts", kind, known)
    return tuple(
        replace(part, criteria=(*part.criteria, added.id)) if part.form and part.kind in kinds else part
        for part in parts
    )


_EVIDENCE = frozenset(PartKind) - {
    PartKind.AUTHENTICATION, PartKind.TASK, PartKind.MATRIX, PartKind.CONTENTS, PartKind.REFERENCES,
    PartKind.MARK_SHEET, PartKind.ASSIGNMENT, PartKind.REPORT, PartKind.STATEMENT, PartKind.EVIDENCE,
    PartKind.CHARTS,
}  # fmt: skip
"""Kinds of parts that can be evidence as a whole; written answers and documents name their own criteria."""


def _refuse_twice(names: Iterable[str], said: Table, key: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise said.refused(key, f"{name} stands twice")
        seen.add(name)


def _in_order(number: str) -> tuple[tuple[int, str], ...]:
    """Sorts 2 before 10, and 2.2 before 2.10."""
    return tuple((int(piece), "") if piece.isdigit() else (0, piece) for piece in re.split(r"(\d+)", number))
