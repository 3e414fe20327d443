"""Which units are to be built: the rows of the Units sheet against the units that are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ilmdocs.model.finding import Finding
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.workbook.fold import key, nearest
from ilmdocs.workbook.problems import problem


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """The rows with unit ids spelled as ilmdocs spells them, the units to build, and findings."""

    rows: tuple[Row, ...]
    included: tuple[str, ...]
    findings: tuple[Finding, ...]


def choose_units(
    file: str, rows: Sequence[Row], known: Iterable[str], heading: Location | None = None
) -> UnitChoice:
    """Take the included units in sheet order; a blank `include` is Yes.

    Args:
        file: how the workbook is named in findings.
        rows: the rows of the Units sheet.
        known: the ids of all known units.
        heading: where the heading of the units stands, for a sheet without a row.
    """
    ids = sorted(known)
    by_key = {key(unit): unit for unit in ids}
    spelled: list[Row] = []
    included: list[str] = []
    findings: list[Finding] = []
    for row in rows:
        unit = by_key.get(key(row.text("unit_id")))
        wanted = row.values.get("include") is not False
        if unit is not None:
            spelled.append(replace(row, values={**row.values, "unit_id": unit}))
        else:
            rest = {name: value for name, value in row.values.items() if name != "unit_id"}
            spelled.append(replace(row, values=rest, defects=row.defects | {"unit_id"}))
            if wanted and "unit_id" not in row.defects:
                findings.append(_unknown(row, ids))
        if unit is not None and wanted:
            if unit in included:
                findings.append(_duplicate(row, unit))
            else:
                included.append(unit)
    unread = any("unit_id" in row.defects or "include" in row.defects for row in rows)
    if not included and not findings and not unread:
        findings.append(_none(file, rows, heading))
    return UnitChoice(tuple(spelled), tuple(included), tuple(findings))


def _unknown(row: Row, ids: Sequence[str]) -> Finding:
    typed = row.text("unit_id")
    if not typed:
        return problem(
            "unknown-unit", row.at("unit_id"), "This row names no unit.", "Type the unit, or clear the row."
        )
    near = [unit for unit in ids if key(unit).endswith(key(typed)) or key(unit).startswith(key(typed))]
    near = near or [unit for unit in (nearest(typed, ids),) if unit]
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    return problem(
        "unknown-unit",
        row.at("unit_id"),
        f'The unit "{typed[:60]}" is not known.',
        f"{hint}The units are: {', '.join(ids)}.",
    )


def _duplicate(row: Row, unit: str) -> Finding:
    return problem(
        "unit-duplicate",
        row.at("unit_id"),
        f"The unit {unit} stands here a second time.",
        "Keep one row for each unit.",
    )


def _none(file: str, rows: Sequence[Row], heading: Location | None) -> Finding:
    place = rows[0].at("include") if rows else heading or Location(file, "Units")
    return problem(
        "no-unit",
        place,
        "No unit is chosen, so there is nothing to build.",
        "Type a unit on the sheet Units, with Include blank or Yes.",
    )
