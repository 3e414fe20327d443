"""The sheet "Fix these first": the list of what to put right, each line with a link to its cell."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.model.finding import Severity
from ilmdocs.workbook import look
from ilmdocs.workbook.cells import cell_at, write_text
from ilmdocs.workbook.fix_list import FixList, Line, Role
from ilmdocs.workbook.fix_words import (
    COPY_STEPS,
    DONE,
    LIST_SHEET,
    LIST_STEPS,
    about,
    kind_of_line,
    left_off,
    progress,
    progress_formula,
    title_line,
    told,
    where,
)
from ilmdocs.workbook.packing import packed
from ilmdocs.workbook.paper import number_pages, on_a4
from ilmdocs.workbook.table_sheet import shortened

DONE_NAME = "ilmdocs_done"
"""The workbook's name for the ticks of the list, by which cells know that they need no colour any more."""
_COLUMNS = (
    ("No.", 6.0), ("Fix", 13.0), ("Where", 21.0), ("What is wrong", 47.0), ("What to do", 47.0),
    ("Unit, criterion", 15.0), (DONE, 9.0),
)  # fmt: skip
_DONE_COLUMN = len(_COLUMNS)
_GREY = "5A6B70"
_BOLD_LINK = Font(look.FONT, 10, bold=True, underline="single", color=look.ACCENT)
_QUIET_LINK = Font(look.FONT, 9, underline="single", color=look.ACCENT)
_QUIET = Font(look.FONT, 9, color=_GREY)
_PROGRESS = Font(look.FONT, 12, bold=True, color=look.INK)
_LINE = Border(bottom=Side("hair", color=look.RULE))
_CENTRED = Alignment(horizontal="center", vertical="center")
_LINE_HEIGHT = 13.0
_TALLEST = 400.0
_AIR = 10.0
"""Points above and below the words of a line together."""
_LOSS_ROW = 5


@dataclass(frozen=True, slots=True)
class Tone:
    """The colours of a severity: paper, and a darker line and letter for black-and-white print."""

    paper: str
    ink: str


TONES: Mapping[Severity, Tone] = {
    Severity.MUST: Tone("F5BFB8", "8C1D18"),
    Severity.SHOULD: Tone("FCE3A1", "6B4300"),
    Severity.INFO: Tone("DDE9EC", look.ACCENT),
}


@dataclass(frozen=True, slots=True)
class ListSheet:
    """What the sheet says.

    Args:
        learner: whose workbook it is, as typed.
        shown: the name of the file that was looked at, as findings give it.
        original: the file name of the learner's own workbook.
        points: the list.
        links: what a line leads to, as Excel writes it (`Sessions!F8`); a line without one says where only.
        losses: what a copy would have lost; where there is any, this sheet stands alone.
        hidden: the lines about what nobody sees, with what is said of that below what to do.
    """

    learner: str
    shown: str
    original: str
    points: FixList
    links: Mapping[Line, str]
    losses: Sequence[str] = ()
    hidden: Mapping[Line, str] = field(default_factory=dict)

    @property
    def heading_row(self) -> int:
        """The row of the headings; the list follows below."""
        return _LOSS_ROW + len(self.losses) + 1

    def row(self, number: int) -> int:
        """The row of the line of this number, from 0."""
        return self.heading_row + 1 + number


def list_workbook(plan: ListSheet) -> bytes:
    """The sheet as a workbook of its own; the same list gives the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet: Worksheet = book.create_sheet(LIST_SHEET)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = TONES[Severity.MUST].ink
    _write_top(sheet, plan)
    for column, (heading, width) in enumerate(_COLUMNS, start=1):
        cell = cell_at(sheet, plan.heading_row, column)
        write_text(cell, heading)
        cell.font, cell.fill, cell.alignment = look.NEEDED_FONT, look.NEEDED_FILL, look.MIDDLE
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.row_dimensions[plan.heading_row].height = 24
    first = None
    for number, line in enumerate(plan.points.lines):
        first = line if first is None or line.role is Role.POINT else first
        _write_line(sheet, plan.row(number), line, first, plan)
    last = plan.row(max(len(plan.points.lines) - 1, 0))
    if plan.points.left_off:
        _say(cell_at(sheet, last + 1, 4), left_off(plan.points), look.BOLD_FONT)
    _offer_ticks(book, sheet, plan, last)
    _set_up(sheet, plan.heading_row)
    return packed(book, LIST_SHEET)


def _write_top(sheet: Worksheet, plan: ListSheet) -> None:
    _say(cell_at(sheet, 1, 1), LIST_SHEET, look.TITLE_FONT)
    _say(cell_at(sheet, 2, 1), title_line(plan.learner, plan.original), look.TEXT_FONT)
    cell = cell_at(sheet, 3, 1)
    _say(cell, progress(plan.points), _PROGRESS)
    if plan.points.lines:
        last = plan.row(len(plan.points.lines) - 1)
        cell.value = progress_formula(plan.points, plan.row(0), last)
    steps = LIST_STEPS if plan.losses else COPY_STEPS
    _say(cell_at(sheet, 4, 1), steps[0], look.TEXT_FONT)
    _say(cell_at(sheet, 5, 1), steps[1].format(original=plan.original), look.TEXT_FONT)
    for row, text in enumerate(plan.losses, start=_LOSS_ROW + 1):
        _say(cell_at(sheet, row, 1), f"–  {text}", look.TEXT_FONT)
    for row, height in ((1, 28.0), (2, 17.0), (3, 24.0)):
        sheet.row_dimensions[row].height = height
    for row in range(4, plan.heading_row):
        sheet.row_dimensions[row].height = 17.0
    sheet.row_dimensions[plan.heading_row - 1].height = 24.0


def _say(cell: Cell, text: str, font: Font) -> None:
    cell.font, cell.alignment = font, look.TOP_PLAIN
    write_text(cell, shortened(text))


def _write_line(sheet: Worksheet, row: int, line: Line, first: Line, plan: ListSheet) -> None:
    wrong, remedy = told(line, first)
    texts = (
        line.label if line.is_task else "",
        kind_of_line(line),
        where(line.finding.location, plan.shown),
        wrong,
        "\n".join(filter(None, (remedy, plan.hidden.get(line)))),
        about(line),
        "",
    )
    is_first = line.role is Role.POINT
    for column, text in enumerate(texts, start=1):
        cell = cell_at(sheet, row, column)
        cell.font = look.TEXT_FONT if is_first else _QUIET
        cell.alignment, cell.border = look.MIDDLE, _LINE
        write_text(cell, shortened(text))
    cell_at(sheet, row, 1).font = look.BOLD_FONT if is_first else _QUIET
    if line.is_task:
        _colour(cell_at(sheet, row, 2), TONES[line.finding.severity])
        tick = cell_at(sheet, row, _DONE_COLUMN)
        tick.alignment, tick.fill = _CENTRED, look.TINT_FILL
    if link := plan.links.get(line, ""):
        cell = cell_at(sheet, row, 3)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=link, display=str(cell.value))
        cell.font = _BOLD_LINK if line.is_task else _QUIET_LINK
    sheet.row_dimensions[row].height = _height(texts)


def _height(texts: Sequence[str]) -> float:
    """Points that a line needs; Excel shows no more than 409."""
    lines = 1
    for text, (_, width) in zip(texts, _COLUMNS, strict=True):
        lines = max(lines, sum(max(1, math.ceil(len(part) / (width * 1.05))) for part in text.split("\n")))
    return min(lines * _LINE_HEIGHT + _AIR, _TALLEST)


def _colour(cell: Cell, tone: Tone) -> None:
    cell.fill = PatternFill("solid", fgColor=tone.paper)
    cell.font = Font(look.FONT, 10, bold=True, color=tone.ink)


def _offer_ticks(book: Workbook, sheet: Worksheet, plan: ListSheet, last: int) -> None:
    """A dropdown to tick each task, a name for all ticks, and ticked lines in grey."""
    first = plan.row(0)
    ticks = DataValidation(
        "list", formula1=f'"{DONE}"', allow_blank=True,
        promptTitle=DONE, prompt="Choose Done once you have corrected the cell.", showInputMessage=True,
        errorTitle=DONE, error="Choose Done, or leave it empty.", showErrorMessage=True,
    )  # fmt: skip
    for number, line in enumerate(plan.points.lines):
        if line.is_task:
            ticks.add(f"G{plan.row(number)}")
    if plan.points.lines:
        sheet.add_data_validation(ticks)
        grey = DifferentialStyle(font=Font(color=_GREY), fill=PatternFill("solid", bgColor="F4F6F6"))
        rule = Rule("expression", formula=[f'$G{first}="{DONE}"'], dxf=grey)
        sheet.conditional_formatting.add(f"A{first}:G{last}", rule)
    area = f"'{LIST_SHEET}'!$G${first}:$G${last}"
    book.defined_names[DONE_NAME] = DefinedName(DONE_NAME, attr_text=area)


def _set_up(sheet: Worksheet, heading_row: int) -> None:
    """The headings stay in sight; A4 across, one page wide, the headings on every page."""
    sheet.freeze_panes = f"A{heading_row + 1}"
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    on_a4(sheet)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.6, 0.8
    number_pages(sheet)
