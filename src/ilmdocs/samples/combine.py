"""Puts samples of one learner together: one workbook for several units, with the rows they share once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ilmdocs.model.submission import Value
from ilmdocs.workbook.schema import sheet_schema

Rows = dict[str, list[Mapping[str, Value]]]


@dataclass(slots=True)
class _Shared:
    """A row and the units whose samples have it."""

    row: Mapping[str, Value]
    units: list[str]


def combined(samples: Sequence[tuple[Sequence[str], Rows]]) -> Rows:
    """Combine the rows of one learner's samples, each given with its units.

    A row that several samples have comes once, and a row that is not every unit's names the units that it
    belongs to. On a form-layout sheet the first sample's value stays.
    """
    every = [unit for units, _ in samples for unit in units]
    result: Rows = {}
    for sheet in dict.fromkeys(name for _, rows in samples for name in rows):
        schema = sheet_schema(sheet)
        if schema.layout == "form":
            result[sheet] = [{k: v for _, rows in reversed(samples) for k, v in rows[sheet][0].items()}]
            continue
        typed = any(field.id == "units" for field in schema.fields)
        result[sheet] = [
            {**shared.row, "units": tuple(shared.units)} if typed and shared.units != every else shared.row
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
