"""The Guide: what the workbook is for, what to do in which order, how to type things.

It is laid out to be read on a laptop without scrolling: two blocks side by side, short lines below.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.model.unit import Unit
from ilmdocs.workbook import look
from ilmdocs.workbook.cells import cell_at, write_text
from ilmdocs.workbook.kind import WorkbookKind, kind_line
from ilmdocs.workbook.schema import GUIDE_SHEET, INTAKE_KIND, SCHEMA_VERSION, SheetSchema

_STEPS = (
    "Learner and Units: you, your centre, your units and the days of signing.",
    "Clients and Goals: a row for each client, a row for each goal.",
    "Sessions: a row after each session, with your reflection. Hours add up by themselves.",
    "CoacheeFeedback, Supervision, Observations: copy exactly what others wrote.",
    "CPD, Narrative, References, Evidence: what else belongs to your portfolio.",
    "Private: real names, here and nowhere else. Everywhere else type a reference such as C1.",
    "Save, close and run ilmdocs check: it lists what is missing, cell by cell.",
    "Put it right. Then ilmdocs build makes your forms and your portfolio.",
)
_TYPING = (
    ("Dates", "day/month/year: 04/03/2026"),
    ("Lengths of time", "1:30 or 90 min, never 1.3"),
    ("Several entries", "with a semicolon: C1-03; C1-04"),
    ("A new line", "Alt + Enter inside the cell"),
    ("Files", "beside this workbook; type only the name"),
    ("Signatures", "the day on which someone really signed"),
    ("Colours", "dark heading: needed; light: if it applies; tinted: type here"),
    ("Dropdowns", "click the arrow beside a cell"),
)
_WIDTHS = {"A": 2, "B": 4, "C": 18, "D": 50, "E": 3, "F": 18, "G": 15, "H": 44}
_FIRST_BLOCK_ROW = 4
_LEFT, _RIGHT = (2, 4), (6, 8)
_ROW_HEIGHT = 16.0


def add_guide(book: Workbook, units: Sequence[Unit], sheets: Sequence[tuple[SheetSchema, str]]) -> None:
    """Add the Guide as the next sheet.

    Args:
        book: the workbook.
        units: the units it is for.
        sheets: each of the learner's sheets with the words that say whether it is needed.
    """
    sheet: Worksheet = book.create_sheet(GUIDE_SHEET)
    sheet.sheet_view.showGridLines = False
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    _put(sheet, 1, 2, "Your coaching portfolio", look.TITLE_FONT)
    _put(
        sheet,
        2,
        2,
        "Fill in this workbook once; your forms and your portfolio are made from it.",
        look.TEXT_FONT,
    )
    below = max(_units_and_steps(sheet, units), _sheet_list(sheet, sheets))
    last = _typing(sheet, below + 1)
    _put(sheet, last + 1, 2, kind_line(WorkbookKind(INTAKE_KIND, SCHEMA_VERSION)), look.SMALL_FONT)
    for row in range(2, last + 2):
        sheet.row_dimensions[row].height = _ROW_HEIGHT
    sheet.row_dimensions[1].height = 28
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _units_and_steps(sheet: Worksheet, units: Sequence[Unit]) -> int:
    row = _section(sheet, _FIRST_BLOCK_ROW, _LEFT, "Your units")
    for unit in units:
        _put(sheet, row, 2, f"{unit.id}   {unit.title}", look.TEXT_FONT)
        row += 1
    row = _section(sheet, row + 1, _LEFT, "What to do, in this order")
    for number, text in enumerate(_STEPS, start=1):
        _put(sheet, row, 2, str(number), look.ACCENT_FONT)
        _put(sheet, row, 3, text, look.TEXT_FONT)
        row += 1
    return row


def _sheet_list(sheet: Worksheet, sheets: Sequence[tuple[SheetSchema, str]]) -> int:
    row = _section(sheet, _FIRST_BLOCK_ROW, _RIGHT, "The sheets, in order")
    for schema, need in sheets:
        cell = _put(sheet, row, 6, schema.name, look.LINK_FONT)
        cell.hyperlink = Hyperlink(cell.coordinate, location=f"'{schema.name}'!A1")
        cell.font = look.LINK_FONT
        _put(sheet, row, 7, need, look.TEXT_FONT)
        _put(sheet, row, 8, schema.title, look.TEXT_FONT)
        row += 1
    return row


def _typing(sheet: Worksheet, row: int) -> int:
    _section(sheet, row, _LEFT, "How to type")
    first = _section(sheet, row, _RIGHT, "")
    half = len(_TYPING) // 2
    for number, (what, how) in enumerate(_TYPING):
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
    cell.font, cell.alignment = font, Alignment(vertical="top")
    return cell
