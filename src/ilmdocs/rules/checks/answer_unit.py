"""An answer says which unit it is for where its criterion or section means something else in another unit.

Hit: an answer to 2.3, no unit typed, and two included units whose 2.3 is worded differently. Miss: the unit
is typed; or both units word it alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.narratives import section_of
from ilmdocs.rules.wording import listed


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the blank units cell of each answer that would stand in the wrong unit too."""
    units = [plan.unit for plan in case.plans]
    for row in case.rows("Narrative"):
        if row.has("units") or "units" in row.defects or not _is_ambiguous(row, units):
            continue
        field_id = "criterion" if row.has("criterion") else "section"
        yield Found(
            row.at("units"),
            f"It is not said which unit this text is for: {field_id} {row.text(field_id)[:20]} stands in "
            f"{listed(unit.name for unit in units if _meaning(row, unit))}.",
            because_of=(row.at("units"),),
        )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("Narrative.units", "Narrative.criterion", "Narrative.section")


def required(options: Options) -> Iterable[str]:
    """None: with one unit a blank cell is right."""
    return ()


def _is_ambiguous(row: Row, units: Iterable[Unit]) -> bool:
    return len({meaning for unit in units if (meaning := _meaning(row, unit))}) > 1


def _meaning(row: Row, unit: Unit) -> str:
    """What the row answers in a unit: the criterion's wording or the section's title; else empty."""
    if row.has("criterion"):
        criterion = unit.criterion(row.text("criterion"))
        return criterion.text if criterion else ""
    section = section_of(row, unit)
    return next((outcome.title for outcome in unit.outcomes if outcome.id == section), "")
