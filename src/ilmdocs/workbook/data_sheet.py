"""The sheets that a learner fills: tables with a heading row, and the form with labels."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.model.goals import Need
from ilmdocs.model.submission import Value
from ilmdocs.workbook import look
from ilmdocs.workbook.cells import cell_at, style_like, write_text, write_value
from ilmdocs.workbook.guidance.places import LAST_COUNTED
from ilmdocs.workbook.guidance.row_state import add_line_state, add_row_state
from ilmdocs.workbook.guidance.stored import Placed
from ilmdocs.workbook.paper import number_pages, on_a4
from ilmdocs.workbook.protection import protect
from ilmdocs.workbook.schema import (
    FIRST_ROW,
    FORM_FIRST_ROW,
    FORM_LABEL_COLUMN,
    FORM_VALUE_COLUMN,
    HEADER_ROW,
    INTRO_ROW,
    TITLE_ROW,
    Field,
    FieldType,
    SheetSchema,
)
from ilmdocs.workbook.validations import validation

LEGEND_ROW = 3
ROWS_READY = {"Units": 6, "Clients": 10, "Sessions": 40, "Goals": 20, "CoacheeFeedback": 20, "Private": 12}
"""How many rows are tinted; formats go on below them."""
_READY = 15
_VALIDATED_ROWS = 1000
_PAGE_WIDTH = 170
"""Characters that stay readable across a landscape A4 page; wider tables print on several pages."""
_LABEL_WIDTH, _VALUE_WIDTH, _HELP_WIDTH = 36, 60, 62
_FROZEN_WIDTH = 50
_KEY_TYPES = frozenset({FieldType.TEXT, FieldType.REF, FieldType.INTEGER})

LEGEND = "Dark heading: needed. Light heading: only if it applies. Point at a heading to read what it means."
_AMBER = " Amber cell: missing, or not what the column takes{also}."


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet to make: its schema, the fields that are needed, those to show, and its rows if any.

    With `needs` it says of each row what is missing, and its headings are locked; `counted` are answers whose
    words are counted.
    """

    schema: SheetSchema
    needed: frozenset[str]
    shown: frozenset[str]
    rows: Sequence[Mapping[str, Value]] = ()
    needs: tuple[Need, ...] | None = None
    counted: tuple[str, ...] = ()


def add_data_sheet(book: Workbook, plan: SheetPlan, placed: Placed) -> None:
    """Add one of the learner's sheets to the workbook; `placed` takes its formulas.

    Raises:
        ValueError: when a value does not fit into a cell.
    """
    sheet: Worksheet = book.create_sheet(plan.schema.name)
    sheet.sheet_view.showGridLines = False
    _write_top(sheet, plan)
    if plan.schema.layout == "form":
        _fill_form(sheet, plan)
    else:
        _fill_table(sheet, plan)
    if plan.needs is not None:
        _guide(sheet, plan, plan.needs, placed)
    if not plan.shown:
        sheet.sheet_state = "hidden"


def _guide(sheet: Worksheet, plan: SheetPlan, needs: Sequence[Need], placed: Placed) -> None:
    """Say what is missing, and lock what is not to be typed over."""
    if plan.schema.layout == "form":
        add_line_state(sheet, plan.schema, needs, placed)
    else:
        add_row_state(sheet, plan.schema, needs, plan.counted, placed)
        last = get_column_letter(len(plan.schema.fields) + 1)
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{last}{LAST_COUNTED}"
        for column in range(1, len(plan.schema.fields) + 2):
            sheet.column_dimensions[get_column_letter(column)].protection = look.OPEN
            for row in range(TITLE_ROW, HEADER_ROW):  # else the column's default would open them
                if cell_at(sheet, row, column).value is None:
                    cell_at(sheet, row, column).font = look.TEXT_FONT
    protect(sheet)


def _write_top(sheet: Worksheet, plan: SheetPlan) -> None:
    """Title, introduction and legend, in the first column that is not hidden."""
    schema = plan.schema
    shown = [number for number, item in enumerate(schema.fields, start=1) if item.id in plan.shown]
    column = shown[0] if shown and schema.layout != "form" else 1
    lines = ((TITLE_ROW, schema.title, look.TITLE_FONT), (INTRO_ROW, schema.intro, look.TEXT_FONT))
    for row, text, font in (
        *lines,
        (LEGEND_ROW, LEGEND + _about_amber(plan), look.SMALL_FONT),
    ):
        cell = cell_at(sheet, row, column)
        cell.font, cell.alignment = font, look.TOP_PLAIN
        write_text(cell, text)
    sheet.row_dimensions[TITLE_ROW].height = 26
    sheet.row_dimensions[INTRO_ROW].height = 18
    sheet.row_dimensions[LEGEND_ROW].height = 20


def _about_amber(plan: SheetPlan) -> str:
    """What amber means, and down to where the last column speaks: formulas further down would be printed."""
    if plan.needs is None:
        return ""
    if plan.schema.layout == "form":
        return _AMBER.format(also="")
    last = FIRST_ROW + _rows_ready(plan) - 1
    return _AMBER.format(also=f"; the last column says so too, down to row {last}")


def _rows_ready(plan: SheetPlan) -> int:
    if any(item.given for item in plan.schema.fields):
        return len(plan.rows)
    return max(ROWS_READY.get(plan.schema.name, _READY), len(plan.rows) + 5)


def _fill_table(sheet: Worksheet, plan: SheetPlan) -> None:
    schema = plan.schema
    ready = _rows_ready(plan)
    heights: dict[int, list[tuple[str, float]]] = {}
    for column, item in enumerate(schema.fields, start=1):
        width = look.column_width(item)
        letter = get_column_letter(column)
        dimension = sheet.column_dimensions[letter]
        dimension.width, dimension.hidden = width, item.id not in plan.shown
        dimension.number_format = look.number_format(item)
        dimension.alignment, dimension.font = look.alignment(item), look.TEXT_FONT
        _heading(cell_at(sheet, HEADER_ROW, column), item, item.id in plan.needed)
        like = cell_at(sheet, FIRST_ROW, column)
        _style(like, item)
        for row in range(FIRST_ROW, FIRST_ROW + ready):
            style_like(cell_at(sheet, row, column), like)
        for row, values in enumerate(plan.rows, start=FIRST_ROW):
            if item.id in values:
                text = write_value(cell_at(sheet, row, column), item, values[item.id])
                heights.setdefault(row, []).append((text, width))
        _validate(sheet, schema, item, f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + _VALIDATED_ROWS - 1}")
    for row, texts in heights.items():
        sheet.row_dimensions[row].height = look.row_height(texts)
    sheet.row_dimensions[HEADER_ROW].height = look.HEADING_HEIGHT
    sheet.sheet_format.defaultRowHeight = look.EMPTY_ROW_HEIGHT
    sheet.sheet_format.customHeight = True
    keys = _key_columns(schema)
    sheet.freeze_panes = cell_at(sheet, FIRST_ROW, keys + 1)
    widths = [look.column_width(item) for item in schema.fields if item.id in plan.shown]
    _print_setup(sheet, max(1, math.ceil(sum(widths) / _PAGE_WIDTH)))
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    if keys:
        sheet.print_title_cols = f"A:{get_column_letter(keys)}"


def _fill_form(sheet: Worksheet, plan: SheetPlan) -> None:
    values = plan.rows[0] if plan.rows else {}
    for letter, width in zip("ABC", (_LABEL_WIDTH, _VALUE_WIDTH, _HELP_WIDTH), strict=True):
        sheet.column_dimensions[letter].width = width
    for row, item in enumerate(plan.schema.fields, start=FORM_FIRST_ROW):
        label = cell_at(sheet, row, FORM_LABEL_COLUMN)
        _heading(label, item, item.id in plan.needed)
        label.border = look.CELL_BORDER
        cell = cell_at(sheet, row, FORM_VALUE_COLUMN)
        _style(cell, item)
        cell.alignment = look.TOP if item.long else look.MIDDLE
        text = write_value(cell, item, values[item.id]) if item.id in values else ""
        note = cell_at(sheet, row, FORM_VALUE_COLUMN + 1)
        note.font, note.alignment = look.SMALL_FONT, look.MIDDLE
        write_text(note, item.help)
        needed = look.row_height([(text, _VALUE_WIDTH), (item.help, _HELP_WIDTH * 1.2)])
        sheet.row_dimensions[row].height = max(needed, 48.0 if item.long else 0)
        sheet.row_dimensions[row].hidden = item.id not in plan.shown
        _validate(sheet, plan.schema, item, cell.coordinate)
    sheet.freeze_panes = cell_at(sheet, FORM_FIRST_ROW, 1)
    _print_setup(sheet, 1)


def _heading(cell: Cell, item: Field, needed: bool) -> None:
    write_text(cell, item.heading)
    cell.font = look.NEEDED_FONT if needed else look.ACCENT_FONT
    cell.fill = look.NEEDED_FILL if needed else look.WHITE_FILL
    cell.alignment, cell.border = look.MIDDLE, look.HEADING_BORDER
    told = " ".join(part for part in ("Needed." if needed else "", item.help) if part)
    if told:
        note = Comment(told, "ilmdocs", height=40 + 16 * math.ceil(len(told) / 34), width=240)
        cell.comment = note


def _style(cell: Cell, item: Field) -> None:
    cell.number_format = look.number_format(item)
    cell.font, cell.border = look.TEXT_FONT, look.CELL_BORDER
    cell.fill = look.WHITE_FILL if item.given else look.TINT_FILL
    cell.alignment = look.alignment(item)
    cell.protection = look.OPEN


def _validate(sheet: Worksheet, schema: SheetSchema, item: Field, cells: str) -> None:
    made = validation(schema, item)
    if made is not None:
        made.add(cells)
        sheet.add_data_validation(made)


def _key_columns(schema: SheetSchema) -> int:
    """How many leading columns name the row and stay in sight while scrolling."""
    width, count = 0.0, 0
    for item in schema.fields[:3]:
        width += look.column_width(item)
        if item.type not in _KEY_TYPES or item.long or width > _FROZEN_WIDTH:
            break
        count += 1
    return count


def _print_setup(sheet: Worksheet, pages_wide: int) -> None:
    on_a4(sheet, wide=pages_wide)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.6, 0.8
    sheet.page_margins.footer = 0.4
    number_pages(sheet)
