"""A line of the sheet Progress: how much is there, how much is asked for, and both in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ilmdocs.model.goals import Need
from ilmdocs.workbook.guidance.conditions import complete, filled, started
from ilmdocs.workbook.guidance.places import below_heading, elsewhere, field_spans
from ilmdocs.workbook.schema import sheet_schema

HAVE, NEED = "{have}", "{need}"
"""Stand in the words for the two cells with the numbers."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of Progress.

    `have` and `need` are formulas of numbers, `words` puts both into a sentence. Where `need` works out to 0
    nothing is asked for yet and `nothing` stands there instead; with `counts` that is still to do. `sheet` is
    where to go.
    """

    label: str
    meaning: str
    have: str
    need: str
    words: str
    sheet: str
    nothing: str = "nothing here yet"
    counts: bool = True
    suggested: bool = False


def label(rule: str) -> str:
    """The short name of a line: the rule's own, in words."""
    return rule.replace("-", " ").capitalize()


def total(sheet: str, *factors: str) -> str:
    """How many rows of a sheet meet all conditions."""
    return f"SUMPRODUCT({'*'.join((below_heading(sheet), *(part for part in factors if part)))})"


def rows_started(sheet: str) -> str:
    """How many rows of a sheet hold anything."""
    return total(sheet, started(sheet_schema(sheet), field_spans(sheet)))


def rows_complete(sheet: str, needs: Sequence[Need]) -> str:
    """How many of these lack nothing."""
    at = field_spans(sheet)
    return total(sheet, started(sheet_schema(sheet), at), complete(needs, at))


def lines_filled(sheet: str, needs: Sequence[Need]) -> tuple[str, int]:
    """How many of a form's needed lines are filled, and how many these are."""
    names = tuple(dict.fromkeys(name for need in needs if need.always for name in need.fields))
    return "+".join(filled(elsewhere(f"{sheet}.{name}")) for name in names) or "0", len(names)
