"""The Guide: what the workbook is for, what to do in which order, how to type things.

It is laid out to be read on a laptop without scrolling: two blocks side by side, short lines below.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.model.unit import Unit
from ilmdocs.workbook import look
from ilmdocs.workbook.cells import cell_at, write_text
from ilmdocs.workbook.guide_texts import GuideTexts
from ilmdocs.workbook.kind import WorkbookKind, kind_line
from ilmdocs.workbook.paper import on_a4
from ilmdocs.workbook.schema import GUIDE_SHEET, PROGRESS_SHEET, SheetSchema

_WIDTHS = {"A": 2, "B": 4, "C": 18, "D": 66, "E": 3, "F": 18, "G": 15, "H": 30}
_FIRST_BLOCK_ROW = 4
_LEFT, _RIGHT = (2, 4), (6, 8)
_ROW_HEIGHT = 16.0
NOT_NEEDED = "Not needed"


def add_guide(
    book: Workbook,
    units: Sequence[Unit],
    sheets: Sequence[tuple[SheetSchema, str]],
    texts: GuideTexts,
    kind: WorkbookKind,
) -> None:
    """Add the Guide as the next sheet.

    Args:
        book: the workbook.
        units: the units it is for.
        sheets: each of its other sheets with the words that say whether it is needed.
        texts: what the Guide of this kind of workbook says.
        kind: kind and version, said in the last line.
    """
    sheet: Worksheet = book.create_sheet(GUIDE_SHEET)
    sheet.sheet_view.showGridLines = False
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    _put(sheet, 1, 2, texts.title, look.TITLE_FONT)
    _put(sheet, 2, 2, texts.purpose, look.TEXT_FONT)
    below = max(
        _units_and_steps(sheet, units, texts.units, _steps(texts, sheets)), _sheet_list(sheet, sheets)
    )
    last = _typing(sheet, below + 1, texts.typing)
    _put(sheet, last + 1, 2, kind_line(kind), look.SMALL_FONT)
    for row in range(2, last + 2):
        sheet.row_dimensions[row].height = _ROW_HEIGHT
    sheet.row_dimensions[1].height = 28
    on_a4(sheet, high=1)


def _steps(texts: GuideTexts, sheets: Sequence[tuple[SheetSchema, str]]) -> list[str]:
    """The steps in words; a hidden sheet is not named."""
    shown = {schema.name for schema, need in sheets if need != NOT_NEEDED}
    lines = (step if isinstance(step, str) else step.line(shown) for step in texts.steps)
    return [line for line in lines if line]


def _units_and_steps(sheet: Worksheet, units: Sequence[Unit], title: str, steps: Sequence[str]) -> int:
    row = _section(sheet, _FIRST_BLOCK_ROW, _LEFT, title)
    for unit in units:
        _put(sheet, row, 2, f"{unit.id}   {unit.title}", look.TEXT_FONT)
        row += 1
    row = _section(sheet, row + 1, _LEFT, "What to do, in this order")
    for number, text in enumerate(steps, start=1):
        _put(sheet, row, 2, str(number), look.ACCENT_FONT)
        cell = _put(sheet, row, 3, text, look.TEXT_FONT)
        if text.startswith(f"{PROGRESS_SHEET} "):
            cell.hyperlink = Hyperlink(cell.coordinate, location=f"'{PROGRESS_SHEET}'!A1")
            cell.font = look.LINK_FONT
        row += 1
    return row


def _sheet_list(sheet: Worksheet, sheets: Sequence[tuple[SheetSchema, str]]) -> int:
    row = _section(sheet, _FIRST_BLOCK_ROW, _RIGHT, "The sheets, in order")
    for schema, need in sheets:
        cell = _put(sheet, row, 6, schema.name, look.TEXT_FONT)
        if need != NOT_NEEDED:  # a hidden sheet cannot be gone to
            cell.hyperlink = Hyperlink(cell.coordinate, location=f"'{schema.name}'!A1")
            cell.font = look.LINK_FONT
        _put(sheet, row, 7, need, look.TEXT_FONT)
        _put(sheet, row, 8, schema.title, look.TEXT_FONT)
        row += 1
    return row


def _typing(sheet: Worksheet, row: int, lines: Sequence[tuple[str, str]]) -> int:
    _section(sheet, row, _LEFT, "How to type")
    first = _section(sheet, row, _RIGHT, "")
    half = (len(lines) + 1) // 2
    for number, (what, how) in enumerate(lines):
        column, at = (2, 4) if number < half else (6, 7)
        _put(sheet, first + number % half, column, what, look.BOLD_FONT)
        _put(sheet, first + number % half, at, how, look.TEXT_FONT)
    return first + half


def _section(sheet: Worksheet, row: int, columns: tuple[int, int], text: str) -> int:
    """A block's heading with a line below it; gives the row after it."""
    for column in range(columns[0], columns[1] + 1):
        cell_at(sheet, row, column).border = Border(bottom=Side("thin", color=look.ACCENT))
    if text:
        _put(sheet, row, columns[0], text, look.ACCENT_FONT)
    return row + 1


def _put(sheet: Worksheet, row: int, column: int, text: str, font: Font) -> Cell:
    cell = cell_at(sheet, row, column)
    write_text(cell, text)
    cell.font, cell.alignment = font, Alignment(vertical="center")
    return cell
