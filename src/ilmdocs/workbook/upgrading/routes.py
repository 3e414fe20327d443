"""Where each cell of an older sheet goes in the new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ilmdocs.model.location import Location
from ilmdocs.workbook.fold import folded
from ilmdocs.workbook.grid import SheetGrid
from ilmdocs.workbook.headings import FoundHeadings, is_blank
from ilmdocs.workbook.schema import (
    FIRST_ROW,
    FORM_FIRST_ROW,
    FORM_LABEL_COLUMN,
    HEADER_ROW,
    ROW_STATE_HEADING,
    SheetSchema,
)
from ilmdocs.workbook.upgrading.foreign import is_own_line

Place = tuple[int, int]
_FORM_WIDTH = 3
"""Label, value and help."""


@dataclass(frozen=True, slots=True)
class Route:
    """One older sheet on its way.

    `columns` says which column goes where, on a form `lines` which line; both are empty for a sheet that is
    carried over as it is. `headings` are texts that the new sheet does not have, with their new place.
    `stays` says that no cell moves, `homeless` names cells that have no place.
    """

    schema: SheetSchema
    first: int
    columns: Mapping[int, int]
    lines: Mapping[int, int] = field(default_factory=dict)
    headings: Mapping[Place, Place] = field(default_factory=dict)
    homeless: tuple[str, ...] = ()

    def place(self, at: Place) -> Place | None:
        """Where a cell goes, None for one that the new sheet has by itself."""
        row, column = at
        if at in self.headings:
            return self.headings[at]
        if column not in self.columns:
            return None
        if self.lines:
            return (self.lines[row], self.columns[column]) if row in self.lines else None
        return (self.row(row), self.columns[column]) if row >= self.first else None

    def row(self, row: int) -> int:
        """Where a row of a table goes: blank rows between others stay."""
        return row - self.first + FIRST_ROW

    @property
    def stays(self) -> bool:
        """Whether no filled cell moves."""
        lines = all(old == new for old, new in self.lines.items())
        columns = all(old == new for old, new in self.columns.items())
        return lines and columns and (bool(self.lines) or self.first == FIRST_ROW)


def route(schema: SheetSchema, grid: SheetGrid, found: FoundHeadings) -> Route:
    """Where the cells of a sheet go. Fields go to their own columns, what has no field behind them all.

    A heading that is not understood but probably means a missing field goes to that field's place, so that
    it is read, and told of, as before.
    """
    if schema.layout == "form":
        return _form(schema, grid, found)
    ids = [item.id for item in schema.fields]
    columns: dict[int, int] = {}
    headings: dict[Place, Place] = {}
    free = len(ids) + 2  # behind the column that says whether a row is complete
    for name, same in found.fields.items():
        columns[same[0].column] = ids.index(name) + 1
        if same[0].text and folded(same[0].text) != folded(schema.field(name).heading):
            headings[same[0].row, same[0].column] = (HEADER_ROW, ids.index(name) + 1)
    extra = [heading for same in found.fields.values() for heading in same[1:]]
    for heading in sorted((*extra, *found.strangers), key=lambda heading: heading.column):
        probably = found.probably.get((heading.row, heading.column))
        target = ids.index(probably) + 1 if probably else free
        free += 0 if probably else 1
        columns[heading.column] = target
        headings[heading.row, heading.column] = (HEADER_ROW, target)
    made = Route(schema, found.row + 1, columns, headings=headings)
    return _with_homeless(made, grid, _own_lines(schema, grid, found.row))


def _form(schema: SheetSchema, grid: SheetGrid, found: FoundHeadings) -> Route:
    ids = [item.id for item in schema.fields]
    label = next(iter(found.fields.values()))[0].column
    lines: dict[int, int] = {}
    headings: dict[Place, Place] = {}
    free = FORM_FIRST_ROW + len(ids) + 1
    for name, same in found.fields.items():
        lines[same[0].row] = FORM_FIRST_ROW + ids.index(name)
    extra = [heading for same in found.fields.values() for heading in same[1:]]
    for heading in sorted((*extra, *found.strangers), key=lambda heading: heading.row):
        probably = found.probably.get((heading.row, heading.column))
        target = FORM_FIRST_ROW + ids.index(probably) if probably else free
        free += 0 if probably else 1
        lines[heading.row] = target
        headings[heading.row, heading.column] = (target, FORM_LABEL_COLUMN)
    made = Route(schema, found.row, {label + 1: FORM_LABEL_COLUMN + 1}, lines, headings)
    helps = {(row, column) for row in lines for column in (label, label + 2)}
    return _with_homeless(made, grid, _own_lines(schema, grid, found.row) | helps)


def _own_lines(schema: SheetSchema, grid: SheetGrid, heading_row: int) -> set[Place]:
    """Title, introduction and legend above the headings; what was typed over them is somebody's."""
    return {at for at, cell in grid.cells.items() if at[0] < heading_row and is_own_line(schema, cell.value)}


def _with_homeless(made: Route, grid: SheetGrid, ours: set[Place]) -> Route:
    """Name the filled cells that would be lost: notes above the headings, and beside a form."""
    heading_row = made.first - 1
    lost: list[str] = []
    for at, cell in grid.cells.items():
        in_heading = not made.lines and at[0] == heading_row
        if is_blank(cell) or at in ours or in_heading or made.place(at) is not None:
            continue
        if not made.lines and at[0] > heading_row and _is_row_state(grid, heading_row, at[1]):
            continue
        if made.lines and folded(str(cell.value)) in {"filled", "yes", "to do"}:
            continue
        lost.append(Location("", made.schema.name, *at).cell or "")
    return Route(made.schema, made.first, made.columns, made.lines, made.headings, tuple(lost))


def _is_row_state(grid: SheetGrid, heading_row: int, column: int) -> bool:
    heading = grid.cells.get((heading_row, column))
    return heading is not None and folded(str(heading.value)) == folded(ROW_STATE_HEADING)


def all_stay(routes: Sequence[Route]) -> bool:
    """Whether no cell of any sheet moves, so that formulas keep their meaning."""
    return all(item.stays for item in routes)
