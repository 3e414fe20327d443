"""Real Excel tables of what the program says, with columns that somebody fills in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.workbook import look
from ilmdocs.workbook.cells import cell_at, write_text
from ilmdocs.workbook.paper import number_pages, on_a4
from ilmdocs.workbook.table_sheet import shortened

Told = str | int | float | date | None
"""What a cell of a table can say; None leaves it empty."""

LONGEST_TOLD = 2000
"""A longer text is cut, and says so: a plan is read at a glance."""
_STYLE = "TableStyleLight1"
_LONGEST_PROMPT_TITLE = 32
_FORMATS = {"date": look.DATE_FORMAT, "number": "0", "percent": "0%"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `to_fill`: its cells are empty and tinted; `prompt` is what Excel says beside such a cell."""

    heading: str
    width: float
    kind: Literal["text", "small", "number", "percent", "date", "yes/no"] = "text"
    to_fill: bool = False
    prompt: str = ""


def add_table(
    sheet: Worksheet, top: int, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Told]]
) -> None:
    """Write a table with its headings in row `top`; it needs one row at least.

    Args:
        sheet: where to.
        top: the row of the headings.
        name: the table's name in Excel.
        columns: all columns; those to fill by hand come after those that say something.
        rows: the values of the columns that are not to be filled.
    """
    last = top + len(rows)
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        _head(cell_at(sheet, top, number), column)
        for row in range(top + 1, last + 1):
            _style(cell_at(sheet, row, number), column)
        _validate(sheet, column, f"{letter}{top + 1}:{letter}{last}")
    told = [number for number, column in enumerate(columns, start=1) if not column.to_fill]
    for row, values in enumerate(rows, start=top + 1):
        texts = [
            (_write(cell_at(sheet, row, number), value), columns[number - 1].width)
            for number, value in zip(told, values, strict=True)
        ]
        sheet.row_dimensions[row].height = look.row_height(texts)
    sheet.row_dimensions[top].height = look.HEADING_HEIGHT
    table = Table(displayName=name, ref=f"A{top}:{get_column_letter(len(columns))}{last}")
    table.tableStyleInfo = TableStyleInfo(name=_STYLE, showRowStripes=False)
    sheet.add_table(table)


def add_top(sheet: Worksheet, lines: Sequence[str]) -> int:
    """Write a title and the lines below it; returns the row in which a table can start."""
    sheet.sheet_view.showGridLines = False
    for row, text in enumerate(lines, start=1):
        cell = cell_at(sheet, row, 1)
        cell.font = look.TITLE_FONT if row == 1 else look.TEXT_FONT
        cell.alignment = look.TOP_PLAIN
        write_text(cell, shortened(text))
        sheet.row_dimensions[row].height = 28 if row == 1 else 18
    return len(lines) + 2


def print_setup(sheet: Worksheet, *, headings: int | None = None, scale: int | None = None) -> None:
    """A4 landscape, one page wide unless a scale is given, headings repeated, page numbers below."""
    on_a4(sheet, scale=scale)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.6, 0.8
    sheet.page_margins.footer = 0.4
    if headings is not None:
        sheet.print_title_rows = f"{headings}:{headings}"
    number_pages(sheet)


def _head(cell: Cell, column: Column) -> None:
    write_text(cell, column.heading)
    cell.font, cell.fill = look.NEEDED_FONT, look.NEEDED_FILL
    cell.alignment, cell.border = look.MIDDLE, look.HEADING_BORDER


def _style(cell: Cell, column: Column) -> None:
    is_centred = column.kind in {"number", "percent", "date", "yes/no"}
    cell.font = look.SMALL_FONT if column.kind == "small" else look.TEXT_FONT
    cell.fill = look.TINT_FILL if column.to_fill else look.WHITE_FILL
    cell.border = look.CELL_BORDER
    cell.alignment = look.CENTRE if is_centred else look.TOP
    cell.number_format = _FORMATS.get(column.kind, look.TEXT_FORMAT)


def _write(cell: Cell, value: Told) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        cut = value if len(value) <= LONGEST_TOLD else f"{value[:LONGEST_TOLD]} … (cut here)"
        return write_text(cell, shortened(cut))
    cell.value = value
    return str(value)


def _validate(sheet: Worksheet, column: Column, cells: str) -> None:
    if not column.to_fill:
        return
    if column.kind == "yes/no":
        made = DataValidation(type="list", formula1='"Yes,No"', allow_blank=True)
        made.error, made.showErrorMessage = "Please choose Yes or No.", True
    elif column.kind == "date":
        made = DataValidation(
            type="date", operator="greaterThan", formula1="DATE(2000,1,1)", allow_blank=True
        )
        made.error = "Type a date as day/month/year, for example 04/03/2026."
        made.showErrorMessage = True
    else:
        made = DataValidation(allow_blank=True)
    made.errorTitle = column.heading[:_LONGEST_PROMPT_TITLE]
    if column.prompt:
        made.showInputMessage = True
        made.promptTitle, made.prompt = column.heading[:_LONGEST_PROMPT_TITLE], column.prompt
    made.add(cells)
    sheet.add_data_validation(made)
