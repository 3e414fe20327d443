"""Sheets that hold one real Excel table each: typed columns, frozen heading, ready for the printer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.text.clean import clean_text
from ilmdocs.workbook import look
from ilmdocs.workbook.cells import LONGEST_TEXT, cell_at, write_text
from ilmdocs.workbook.escapes import encode_escapes
from ilmdocs.workbook.paper import number_pages, on_a4

CUT = " … [cut here: a cell holds no more]"
"""Ends a text that is longer than Excel can hold."""
_MOST_LINKS = 65_530
"""Excel refuses a sheet with more."""
_LONGEST_ADDRESS = 2_079
_WIDEST = 7
"""No character takes more room in a cell than a protected underscore, `_x005F_`."""
_HEADING_ROW = 1
_TOP = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_TOP_RIGHT = Alignment(horizontal="right", vertical="top")
_HEADING = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_HEADING_RIGHT = Alignment(horizontal="right", vertical="center", wrap_text=True)
_MARGIN = 0.4
"""Inches: a wide table needs the paper."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    HOURS = "hours"
    DATE = "date"
    LINK = "link"


class Tone(StrEnum):
    """How a word is tinted; the word itself says the same."""

    GOOD = "good"
    SOME = "some"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Link:
    """A path relative to the workbook; an empty one gives an empty cell."""

    path: str


Entry = str | int | date | Link | None
Row = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, width in characters, what it holds, and words that are tinted."""

    heading: str
    width: float
    kind: Kind = Kind.TEXT
    tones: Mapping[str, Tone] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet and its table; `table` is the name that formulas and other programs use.

    `printed` is how many columns go on paper; more would be too small to read. None prints them all.
    """

    name: str
    table: str
    columns: tuple[Column, ...]
    printed: int | None = None


_FORMATS = {Kind.NUMBER: "0", Kind.HOURS: "0.0#", Kind.DATE: look.DATE_FORMAT}
_STYLES = {kind: f"Board {kind.value}" for kind in Kind}
_TINTS = {
    Tone.GOOD: ("FF14532D", "FFE4F2E8"),
    Tone.SOME: ("FF6B4300", "FFFDEFC8"),
    Tone.BAD: ("FF8C1D18", "FFFBE2DF"),
}


def add_table(book: Workbook, plan: TableSheet, rows: Iterable[Row]) -> None:
    """Add a sheet with a table of these rows; a table without rows keeps one empty row, as Excel asks."""
    sheet: Worksheet = book.create_sheet(plan.name)
    if not set(_STYLES.values()) <= set(book.named_styles):
        _add_styles(book)
    for number, column in enumerate(plan.columns, start=1):
        _write_heading(sheet, number, column)
    last = _HEADING_ROW
    for row in rows:
        last += 1
        _write_row(sheet, last, plan, row)
    last = max(last, _HEADING_ROW + 1)
    _define(sheet, plan, last)
    _tint(sheet, plan, last)
    _set_up(sheet)
    if plan.printed:
        sheet.print_area = f"A{_HEADING_ROW}:{get_column_letter(plan.printed)}{last}"


def add_summary(
    book: Workbook, name: str, title: str, lines: Sequence[str], sheets: Sequence[TableSheet]
) -> None:
    """Add a first sheet that says the most important things and leads to the tables."""
    sheet: Worksheet = book.create_sheet(name)
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 100
    fonts = (look.TITLE_FONT, look.BOLD_FONT, *[look.TEXT_FONT] * len(lines))
    for row, (text, font) in enumerate(zip((title, *lines), fonts, strict=False), start=1):
        cell = cell_at(sheet, row, 1)
        cell.font, cell.alignment = font, look.TOP_PLAIN
        write_text(cell, text)
    sheet.row_dimensions[1].height = 28
    for row, plan in enumerate(sheets, start=len(lines) + 3):
        cell = cell_at(sheet, row, 1)
        write_text(cell, plan.name)
        cell.font = look.LINK_FONT
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{plan.name}'!A1")
    _set_up(sheet, frozen=False)


def _add_styles(book: Workbook) -> None:
    """One style a kind of column: setting fonts cell by cell takes half as long again."""
    for kind, name in _STYLES.items():
        style = NamedStyle(name, font=look.LINK_FONT if kind is Kind.LINK else look.TEXT_FONT)
        style.alignment = _TOP if kind in (Kind.TEXT, Kind.LINK) else _TOP_RIGHT
        style.number_format = _FORMATS.get(kind, "General")
        book.add_named_style(style)


def _write_heading(sheet: Worksheet, number: int, column: Column) -> None:
    cell = cell_at(sheet, _HEADING_ROW, number)
    write_text(cell, column.heading)
    cell.font, cell.fill = look.NEEDED_FONT, look.NEEDED_FILL
    cell.alignment = _HEADING if column.kind in (Kind.TEXT, Kind.LINK) else _HEADING_RIGHT
    sheet.column_dimensions[get_column_letter(number)].width = column.width + 2  # room for the filter's arrow
    sheet.row_dimensions[_HEADING_ROW].height = look.HEADING_HEIGHT


def _write_row(sheet: Worksheet, number: int, plan: TableSheet, row: Row) -> None:
    for place, (column, entry) in enumerate(zip(plan.columns, row, strict=True), start=1):
        if entry is not None and entry != "":
            _write(cell_at(sheet, number, place), column, entry)
    texts = ((entry, column.width) for column, entry in zip(plan.columns, row, strict=True))
    height = look.row_height([(text, width) for text, width in texts if isinstance(text, str)])
    sheet.row_dimensions[number].height = height


def _write(cell: Cell, column: Column, entry: str | int | date | Link) -> None:
    if isinstance(entry, Link):
        _write_link(cell, entry.path)
        return
    if isinstance(entry, str):
        cell.style = _STYLES[Kind.TEXT]
        write_text(cell, shortened(entry))
        return
    cell.style = _STYLES[column.kind]
    cell.value = entry / 60 if column.kind is Kind.HOURS and isinstance(entry, int) else entry


def _write_link(cell: Cell, path: str) -> None:
    if not path:
        return
    address = "./" + quote(path, safe="/", errors="replace")  # never another scheme or machine
    leads = len(address) <= _LONGEST_ADDRESS and cell.row <= _MOST_LINKS // 2
    cell.style = _STYLES[Kind.LINK if leads else Kind.TEXT]
    write_text(cell, shortened(path))
    if leads:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, target=address)


def shortened(text: str) -> str:
    """A text as long as a cell can hold; one that is longer is cut and says so."""
    if len(text) * _WIDEST <= LONGEST_TEXT:
        return text
    text = clean_text(text).text
    if _size(text) <= LONGEST_TEXT:
        return text
    room = LONGEST_TEXT - _size(CUT)
    fits = bisect_right(range(len(text)), room, key=lambda end: _size(text[:end])) - 1
    return text[:fits] + CUT


def _size(text: str) -> int:
    """How much of a cell a text takes, as Excel counts: some characters count twice, escapes seven times."""
    return len(encode_escapes(text).encode("utf-16-le")) // 2


def _define(sheet: Worksheet, plan: TableSheet, last: int) -> None:
    end = get_column_letter(len(plan.columns))
    table = Table(displayName=plan.table, name=plan.table, ref=f"A{_HEADING_ROW}:{end}{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(table)


def _tint(sheet: Worksheet, plan: TableSheet, last: int) -> None:
    for number, column in enumerate(plan.columns, start=1):
        letter = get_column_letter(number)
        for word, tone in column.tones.items():
            ink, paper = _TINTS[tone]
            style = DifferentialStyle(
                font=Font(color=ink), fill=PatternFill("solid", start_color=paper, end_color=paper)
            )
            rule = Rule("cellIs", operator="equal", formula=[f'"{word}"'], dxf=style)
            sheet.conditional_formatting.add(f"{letter}{_HEADING_ROW + 1}:{letter}{last}", rule)


def _set_up(sheet: Worksheet, *, frozen: bool = True) -> None:
    """A4 across, one page wide, the heading on every page and page numbers."""
    if frozen:
        sheet.freeze_panes = f"B{_HEADING_ROW + 1}"
        sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"
    on_a4(sheet)
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN
    number_pages(sheet)
