"""Where formulas stand, and what each gives: both are written into the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from openpyxl import Workbook
from openpyxl.utils.datetime import to_excel

from ilmdocs.workbook.cells import cell_at
from ilmdocs.workbook.formulas import Cells, Scalar, result


@dataclass(frozen=True, slots=True)
class StoredFormula:
    """A formula as it is written: its text (empty when it follows `shared`), and its result.

    `shared` is the number of the formula that a whole column has in common, `cells` the range of the first.
    """

    text: str
    result: Scalar
    shared: int | None = None
    cells: str = ""


Stored = Mapping[str, Mapping[str, StoredFormula]]
"""By sheet and cell."""


@dataclass(frozen=True, slots=True)
class _Filled:
    sheet: str
    first: int
    last: int
    column: int
    formula: str


@dataclass(slots=True)
class Placed:
    """The formulas of one workbook, in the order in which they are worked out."""

    _filled: list[_Filled] = field(default_factory=list)
    _counted: set[str] = field(default_factory=set)

    def counts(self, sheet: str) -> None:
        """Other formulas look at those of this sheet."""
        self._counted.add(sheet)

    def put(self, sheet: str, row: int, column: int, formula: str) -> None:
        """One formula in one cell."""
        self._filled.append(_Filled(sheet, row, row, column, formula))

    def fill_down(self, sheet: str, first: int, last: int, column: int, formula: str) -> None:
        """A formula written for the first row, in every row down to the last."""
        self._filled.append(_Filled(sheet, first, last, column, formula))

    def write(self, book: Workbook, given: Stored | None = None) -> Stored:
        """Put the formulas into a workbook and work all of them out.

        Args:
            book: the workbook, otherwise finished.
            given: results of formulas that stand in it already, which are somebody else's.
        """
        cells = {sheet.title: _values(sheet) for sheet in book.worksheets}
        typed = {name: max((row for row, _ in found), default=0) for name, found in cells.items()}
        used = dict(typed)
        for item in self._filled:
            if item.sheet in self._counted:
                used[item.sheet] = max(used[item.sheet], item.last)
        last = max(typed.values(), default=0) + 1
        stored: dict[str, dict[str, StoredFormula]] = {
            name: dict(found) for name, found in (given or {}).items()
        }
        for number, item in enumerate(self._filled):
            _write_column(
                book, item, number if item.last > item.first else None, Cells(cells, used), last, stored
            )
        return stored


def _values(sheet: object) -> dict[tuple[int, int], Scalar]:
    stored: Mapping[tuple[int, int], object] = sheet._cells  # type: ignore[attr-defined]
    return {
        at: scalar(cell.value)  # type: ignore[attr-defined]
        for at, cell in stored.items()
        if cell.value is not None and cell.data_type != "f"  # type: ignore[attr-defined]
    }


def scalar(value: object) -> Scalar:
    """A cell's value as formulas see it: days are numbers."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, datetime | date | time | timedelta):
        return float(to_excel(value))  # type: ignore[no-untyped-call]
    return float(value) if isinstance(value, int | float) else None


def _write_column(
    book: Workbook,
    item: _Filled,
    shared: int | None,
    cells: Cells,
    last_typed: int,
    stored: dict[str, dict[str, StoredFormula]],
) -> None:
    """Write a formula into its cells. Below what is typed every row gives the same: worked out once."""
    sheet = book[item.sheet]
    values = dict(cells.sheets[item.sheet])
    whole = shared is not None and "!" not in item.formula  # Excel shares no formula about other sheets
    found: Scalar = None
    for row in range(item.first, item.last + 1):
        cell = cell_at(sheet, row, item.column)
        if row <= last_typed or row == item.first:
            found = result(item.formula, cells, item.sheet, row, item.first)
        follows = whole and row > item.first
        text = "" if follows else moved(item.formula, row - item.first)
        cell.value = text or "=0"
        values[row, item.column] = found
        stored.setdefault(item.sheet, {})[cell.coordinate] = StoredFormula(
            text,
            found,
            shared if whole else None,
            f"{cell.coordinate}:{cell.column_letter}{item.last}" if whole and not follows else "",
        )
    cells.sheets[item.sheet].update(values)  # type: ignore[attr-defined]


_MOVING = re.compile(r"(?<![A-Za-z0-9_$])(\$?[A-Z]{1,3})([0-9]+)(?![A-Za-z0-9_(])")


def moved(formula: str, rows: int) -> str:
    """A formula of ours some rows further down, as Excel fills it."""
    if not rows:
        return formula
    return _MOVING.sub(lambda match: f"{match[1]}{int(match[2]) + rows}", formula)
