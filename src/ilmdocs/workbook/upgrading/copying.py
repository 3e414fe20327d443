"""Copies cells from one openpyxl workbook into another: what was typed, notes, links and colours."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.workbook import look
from ilmdocs.workbook.cells import cell_at
from ilmdocs.workbook.formulas import Fault
from ilmdocs.workbook.guidance.stored import StoredFormula, scalar
from ilmdocs.workbook.sheet_part import StoredCell

_OURS = frozenset({look.ACCENT, look.TINT, "FFFFFF", "000000"})
"""Colours that a workbook of ours has by itself."""
OUR_NOTES = "ilmdocs"
"""The author of the notes at the headings."""


def copy_cell(old: Cell, new: Cell, number: float | None) -> None:
    """Copy a cell as it was typed; `number` is what it stores when that is a number."""
    value = old.value
    if value is not None:
        new.value = number if number is not None and old.data_type != "f" else value
        if old.data_type in {"s", "e", "b"}:
            new.data_type = old.data_type
        if old.quotePrefix:
            new.quotePrefix = True
    if old.number_format != new.number_format and (value is not None or old.number_format != "General"):
        new.number_format = old.number_format
    _copy_colours(old, new)
    copy_extras(old, new)


def copy_extras(old: Cell, new: Cell) -> None:
    """Copy a cell's note, unless it is one of ours, and its link."""
    note = old.comment
    if note is not None and note.author != OUR_NOTES:
        ours = f"\n\n{new.comment.text}" if new.comment is not None else ""
        new.comment = Comment(note.text + ours, note.author or "", height=note.height, width=note.width)
    if old.hyperlink is not None:
        link = copy(old.hyperlink)
        link.ref = new.coordinate
        new.hyperlink = link


def _copy_colours(old: Cell, new: Cell) -> None:
    """What somebody marked stays marked."""
    fill = old.fill
    colour = fill.fgColor.rgb if fill.patternType == "solid" else None
    if fill.patternType == "solid" and (not isinstance(colour, str) or colour[-6:] not in _OURS):
        new.fill = copy(fill)  # type: ignore[assignment]
    font = old.font
    if font.b or font.i or font.strike or font.u:
        new.font = copy(font)  # type: ignore[assignment]


def copy_sheet(
    old: Worksheet,
    new: Worksheet,
    numbers: Mapping[tuple[int, int], float],
    stored: dict[str, StoredFormula],
    cells: Mapping[tuple[int, int], StoredCell],
) -> int:
    """Copy somebody's own sheet whole and give the number of its filled cells."""
    count = 0
    for row in old.iter_rows():
        for cell in row:
            if not isinstance(cell, Cell) or (
                cell.value is None and not cell.has_style and cell.comment is None
            ):
                continue
            at = (cell.row, cell.column)
            made = cell_at(new, *at)
            copy_cell(cell, made, numbers.get(at))
            if cell.has_style:
                for name in ("font", "fill", "border", "alignment", "number_format", "protection"):
                    setattr(made, name, copy(getattr(cell, name)))
            keep_result(made, cells.get(at), stored)
            count += cell.value is not None
    for merged in old.merged_cells.ranges:
        new.merge_cells(merged.coord)
    for name, width in old.column_dimensions.items():
        made_width = new.column_dimensions[name]
        made_width.width, made_width.hidden = width.width, width.hidden
        made_width.min, made_width.max = width.min, width.max
    for number, height in old.row_dimensions.items():
        new.row_dimensions[number].height, new.row_dimensions[number].hidden = height.height, height.hidden
    for rules in old.conditional_formatting:
        for rule in rules.rules:
            new.conditional_formatting.add(str(rules.sqref), copy(rule))
    for validation in old.data_validations.dataValidation:
        new.add_data_validation(copy(validation))
    new.freeze_panes, new.sheet_state = old.freeze_panes, old.sheet_state
    new.sheet_view.showGridLines = old.sheet_view.showGridLines
    return count


def keep_result(made: Cell, before: StoredCell | None, stored: dict[str, StoredFormula]) -> None:
    """A formula of somebody's keeps the result that it had; one without any stays without."""
    if made.data_type != "f" or before is None or before.lacks_result:
        return
    result = Fault(str(before.value)) if before.is_error else scalar(before.value)
    stored[made.coordinate] = StoredFormula(str(made.value), result)
