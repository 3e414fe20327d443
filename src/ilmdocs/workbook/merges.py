"""Merged cells: what Excel keeps only in the upper left cell of the range.

Cells merged down one column are read as if the value stood in each of their rows (a client's reference
merged over all of that client's sessions). Cells merged across several columns cannot be understood: the
value counts for its own column, and the others are reported.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from ilmdocs.model.finding import Finding
from ilmdocs.model.location import Location, column_letters
from ilmdocs.workbook.grid import SheetGrid
from ilmdocs.workbook.headings import is_blank
from ilmdocs.workbook.problems import problem
from ilmdocs.workbook.sheet_part import Merge, StoredCell


@dataclass(frozen=True, slots=True)
class Unmerged:
    """A sheet without merges: `filled` addresses got a value from above, `unclear` ones cannot be read."""

    grid: SheetGrid
    filled: frozenset[tuple[int, int]] = frozenset()
    unclear: frozenset[tuple[int, int]] = frozenset()
    findings: tuple[Finding, ...] = ()


def unmerge(file: str, sheet: str, grid: SheetGrid, columns: Collection[int], heading_row: int) -> Unmerged:
    """Resolve the merged cells below the heading row that touch known columns.

    Args:
        file: how the workbook is named in findings.
        sheet: the sheet's name in findings.
        grid: the stored cells.
        columns: the columns that hold fields.
        heading_row: rows down to this one are left alone.
    """
    cells: dict[tuple[int, int], StoredCell] = dict(grid.cells)
    rows = sorted({row for row, _ in cells})
    filled: set[tuple[int, int]] = set()
    unclear: set[tuple[int, int]] = set()
    findings: list[Finding] = []
    for merge in _with_value(grid.merges, cells, heading_row):
        anchor = (merge.first_row, merge.first_column)
        touched = [column for column in columns if merge.first_column <= column <= merge.last_column]
        if not touched:
            continue
        # Only rows that hold anything: in the others there is nothing that the entry could be about.
        within = rows[bisect_left(rows, merge.first_row) : bisect_right(rows, merge.last_row)]
        below = {(row, merge.first_column) for row in within} - {anchor}
        if merge.first_column in touched and merge.last_row > merge.first_row:
            cells.update(dict.fromkeys(below, cells[anchor]))
            filled |= below
        across = {(row, column) for row in within for column in touched} - below - {anchor}
        if across:
            unclear |= across
            findings.append(_across(file, sheet, merge))
        elif merge.last_row > merge.first_row and merge.first_column in touched:
            findings.append(_down(file, sheet, merge))
    plain = replace(grid, cells=dict(sorted(cells.items())))
    return Unmerged(plain, frozenset(filled), frozenset(unclear), tuple(findings))


def _with_value(
    merges: Collection[Merge], cells: Mapping[tuple[int, int], StoredCell], heading_row: int
) -> Iterator[Merge]:
    """The merges below the headings that show an entry, but for those that begin inside another one."""
    reached: dict[int, int] = {}
    for merge in sorted(merges, key=lambda merge: (merge.first_row, merge.first_column)):
        is_inside = merge.first_row <= reached.get(merge.first_column, 0)
        anchor = cells.get((merge.first_row, merge.first_column))
        if merge.first_row > heading_row and not is_inside and not is_blank(anchor):
            reached[merge.first_column] = merge.last_row
            yield merge


def _range(merge: Merge) -> str:
    first = f"{column_letters(merge.first_column)}{merge.first_row}"
    return f"{first}:{column_letters(merge.last_column)}{merge.last_row}"


def _across(file: str, sheet: str, merge: Merge) -> Finding:
    return problem(
        "merged-cells",
        Location(file, sheet, merge.first_row, merge.first_column),
        f"The cells {_range(merge)} are merged, so it is unclear which columns the entry is for.",
        "Select them, choose Unmerge Cells, and type into each cell what belongs there.",
    )


def _down(file: str, sheet: str, merge: Merge) -> Finding:
    return problem(
        "merged-down",
        Location(file, sheet, merge.first_row, merge.first_column),
        f"The cells {_range(merge)} are merged; the entry was read for each of these rows.",
        "Unmerge them if that is not what you mean.",
    )
