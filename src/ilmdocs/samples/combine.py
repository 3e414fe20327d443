"""Puts samples of one learner together: one workbook for several units, with the rows they share once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ilmdocs.model.submission import Value
from ilmdocs.workbook.schema import sheet_schema

Rows = dict[str, list[Mapping[str, Value]]]
_COUNTED = ("Clients", "Sessions")
"""Between two qualifications a session counts for what is typed there, and blank is no answer."""


@dataclass(slots=True)
class _Shared:
    """A row and the units whose samples have it."""

    row: Mapping[str, Value]
    units: list[str]


def combined(samples: Sequence[tuple[Sequence[str], Rows]]) -> Rows:
    """Combine the rows of one learner's samples, each given with its units.

    A row that several samples have comes once. Where a unit has other rows on the sheet, the row names the
    units that it belongs to. On a form-layout sheet the first sample's value stays.
    """
    every = [unit for units, _ in samples for unit in units]
    qualifications = {unit.split("-")[0] for unit in every}
    result: Rows = {}
    for sheet in dict.fromkeys(name for _, rows in samples for name in rows):
        if sheet_schema(sheet).layout == "form":
            result[sheet] = [{k: v for _, rows in reversed(samples) for k, v in rows[sheet][0].items()}]
            continue
        using = [unit for units, rows in samples if rows.get(sheet) for unit in units]
        blank = every if sheet in _COUNTED and len(qualifications) > 1 else using
        has_units = any(field.id == "units" for field in sheet_schema(sheet).fields)
        result[sheet] = [
            {**shared.row, "units": tuple(shared.units)}
            if has_units and shared.units != blank
            else shared.row
            for shared in _shared(samples, sheet)
        ]
    return result


def _shared(samples: Sequence[tuple[Sequence[str], Rows]], sheet: str) -> list[_Shared]:
    """Each different row once, in the order in which the samples have them."""
    found: list[_Shared] = []
    for units, rows in samples:
        for row in rows.get(sheet, ()):
            same = next((shared for shared in found if shared.row == row), None)
            if same is None:
                found.append(_Shared(row, list(units)))
            else:
                same.units += units
    return found
