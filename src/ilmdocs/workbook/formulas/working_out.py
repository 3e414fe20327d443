"""Works a formula out over the cells of a workbook in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ilmdocs.workbook.formulas.functions import FUNCTIONS
from ilmdocs.workbook.formulas.lifting import List, Value
from ilmdocs.workbook.formulas.parsing import Area, Call, Corner, Formula, Joined, Literal, parsed
from ilmdocs.workbook.formulas.scalars import Fault, Scalar, combined, truth


@dataclass(frozen=True, slots=True)
class Cells:
    """The values of all cells, by sheet, row and column; `used` is the last filled row of each sheet.

    A range ends one row below the last filled one: what lies further down is blank alike, and no formula of
    ours counts blank rows.
    """

    sheets: Mapping[str, Mapping[tuple[int, int], Scalar]]
    used: Mapping[str, int] = field(default_factory=dict)

    def at(self, sheet: str, row: int, column: int) -> Scalar:
        """The value of one cell, None where there is none."""
        return self.sheets.get(sheet, {}).get((row, column))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the formula stands: `moved` is how many rows below the one that its text was written for."""

    cells: Cells
    sheet: str
    row: int
    moved: int


def result(formula: str, cells: Cells, sheet: str, row: int, written_for: int | None = None) -> Scalar:
    """What a formula gives.

    Args:
        formula: its text.
        cells: the cells that it may look at.
        sheet: the sheet that it stands on.
        row: the row that it stands in.
        written_for: the row that its text is written for, when it is filled down from there.

    Raises:
        ValueError: when the formula is none of ours.
    """
    place = _Place(cells, sheet, row, row - (row if written_for is None else written_for))
    found = _value(parsed(formula), place)
    single = found[0] if isinstance(found, list) else found
    return 0.0 if single is None else single


def _value(part: Formula, place: _Place) -> Value:
    if isinstance(part, Literal):
        return part.value
    if isinstance(part, Area):
        return _area(part, place)
    if isinstance(part, Joined):
        return _joined(part.sign, _value(part.left, place), _value(part.right, place))
    if part.name in _LAZY:
        return _LAZY[part.name](part, place)
    return FUNCTIONS[part.name](*(_value(given, place) for given in part.given))


def _joined(sign: str, left: Value, right: Value) -> Value:
    if not isinstance(left, list) and not isinstance(right, list):
        return combined(sign, left, right)
    length = len(left) if isinstance(left, list) else len(right)  # type: ignore[arg-type]
    lefts = left if isinstance(left, list) else [left] * length
    rights = right if isinstance(right, list) else [right] * length
    return [combined(sign, one, other) for one, other in zip(lefts, rights, strict=True)]


def _area(area: Area, place: _Place) -> Value:
    sheet = area.sheet or place.sheet
    first, last = _row(area.first, place), _row(area.last or area.first, place)
    if area.last is None:
        return place.cells.at(sheet, first, area.first.column)
    last = max(first, min(last, place.cells.used.get(sheet, last) + 1))
    return [
        place.cells.at(sheet, row, column)
        for row in range(first, last + 1)
        for column in range(area.first.column, area.last.column + 1)
    ]


def _row(corner: Corner, place: _Place) -> int:
    return corner.row + place.moved if corner.moves else corner.row


def _if(part: Call, place: _Place) -> Value:
    asked, *answers = part.given
    found = _value(asked, place)
    decided = truth(found[0] if isinstance(found, list) else found)
    if isinstance(decided, Fault):
        return decided
    return _value(answers[0] if decided else answers[1], place)


def _if_error(part: Call, place: _Place) -> Value:
    found = _value(part.given[0], place)
    return _value(part.given[1], place) if isinstance(found, Fault) else found


def _row_of(part: Call, place: _Place) -> Value:
    """ROW: the number of the formula's row, of a cell's, or of each row of a range."""
    if not part.given:
        return float(place.row)
    (area,) = part.given
    if not isinstance(area, Area):
        raise ValueError("ROW of what is no cell")
    first = _row(area.first, place)
    if area.last is None:
        return float(first)
    found = _area(area, place)
    rows: List = [float(first + number) for number in range(len(found) if isinstance(found, list) else 1)]
    return rows


_LAZY: Mapping[str, Callable[[Call, _Place], Value]] = {"IF": _if, "IFERROR": _if_error, "ROW": _row_of}
"""What looks at the parts themselves, or works out only one of them."""
