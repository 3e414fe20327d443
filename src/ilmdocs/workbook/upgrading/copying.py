"""Copies cells from one openpyxl workbook into another: what was typed, notes, links and colours."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.workbook.cells import cell_at
from ilmdocs.workbook.formulas import Fault
from ilmdocs.workbook.guidance.stored import StoredFormula, scalar
from ilmdocs.workbook.sheet_part import StoredCell
from ilmdocs.workbook.upgrading.foreign import OUR_NOTES
from ilmdocs.workbook.upgrading.looks import copy_looks


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
    copy_looks(old, new)
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
        made_width.outlineLevel = width.outlineLevel
    for number, height in old.row_dimensions.items():
        row_made = new.row_dimensions[number]
        row_made.height, row_made.hidden = height.height, height.hidden
        row_made.outlineLevel = height.outlineLevel
    for rules in old.conditional_formatting:
        for rule in rules.rules:
            new.conditional_formatting.add(str(rules.sqref), copy(rule))
    for validation in old.data_validations.dataValidation:
        new.add_data_validation(copy(validation))
    _copy_setting(old, new)
    return count


def _copy_setting(old: Worksheet, new: Worksheet) -> None:
    """How a sheet is shown, printed, filtered and protected, and its own names for cells."""
    new.freeze_panes, new.sheet_state = old.freeze_panes, old.sheet_state
    new.sheet_view.showGridLines = old.sheet_view.showGridLines
    new.sheet_view.zoomScale = old.sheet_view.zoomScale
    new.sheet_properties = copy(old.sheet_properties)
    new.sheet_format = copy(old.sheet_format)
    new.protection, new.auto_filter = copy(old.protection), copy(old.auto_filter)
    new.page_setup, new.page_margins = copy(old.page_setup), copy(old.page_margins)
    new.print_options, new.HeaderFooter = copy(old.print_options), copy(old.HeaderFooter)
    new.print_title_rows, new.print_title_cols = old.print_title_rows, old.print_title_cols
    if old.print_area:
        new.print_area = old.print_area
    for name, defined in old.defined_names.items():
        new.defined_names[name] = defined


def keep_result(made: Cell, before: StoredCell | None, stored: dict[str, StoredFormula]) -> None:
    """A formula of somebody's keeps the result that it had; one without any stays without."""
    if made.data_type != "f" or before is None or before.lacks_result:
        return
    result = Fault(str(before.value)) if before.is_error else scalar(before.value)
    stored[made.coordinate] = StoredFormula(str(made.value), result)
