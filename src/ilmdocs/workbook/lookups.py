"""The answers that come from unit files instead of the schema."""

from __future__ import annotations

from collections.abc import Sequence

from ilmdocs.model.unit import Unit


def choices_of(units: Sequence[Unit]) -> dict[str, tuple[str, ...]]:
    """What each lookup offers, and what reading accepts for it."""
    return {
        "units": tuple(unit.id for unit in units),
        "criteria": tuple(dict.fromkeys(c.id for unit in units for c in unit.criteria())),
        "sections": tuple(dict.fromkeys(outcome.id for unit in units for outcome in unit.outcomes)),
        "decisions": tuple(dict.fromkeys(word for unit in units for word in unit.decisions)),
    }
