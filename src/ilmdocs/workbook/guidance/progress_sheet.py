"""The sheet Progress: how far each chosen unit is, and how many rows of each sheet are complete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.model.goals import Aim, ClientsGoal, FilledGoal, Need, RowsGoal
from ilmdocs.model.unit import Unit
from ilmdocs.workbook import look
from ilmdocs.workbook.cells import cell_at, write_text
from ilmdocs.workbook.guidance.measure import HAVE, NEED, Measure, lines_filled, rows_complete, rows_started
from ilmdocs.workbook.guidance.measures import Block, measures_of
from ilmdocs.workbook.guidance.places import COUNTED_ROWS, column_below, quoted, span
from ilmdocs.workbook.guidance.stored import Placed
from ilmdocs.workbook.guidance.workings import not_added
from ilmdocs.workbook.paper import on_a4
from ilmdocs.workbook.schema import PROGRESS_SHEET, SheetSchema

_WIDTHS = {"A": 2, "B": 27, "C": 70, "D": 36, "E": 13, "F": 10, "G": 18, "H": 2, "I": 9, "J": 9}
_LABEL, _MEANING, _WORDS, _BAR, _STATE, _LINK, _HAVE, _NEED = 2, 3, 4, 5, 6, 7, 9, 10
_NOTICE_ROW, _FIRST_ROW = 3, 5
_DONE, _TO_DO = "Done", "To do"
_RULE = Border(bottom=Side("hair", color=look.RULE))
_HEAD = Border(bottom=Side("thin", color=look.ACCENT))
_WRAP = Alignment(vertical="center", wrap_text=True)


@dataclass(frozen=True, slots=True)
class SheetNeeds:
    """A sheet that is shown, with what its rows must have."""

    schema: SheetSchema
    needs: tuple[Need, ...]


def add_progress(
    book: Workbook,
    units: Sequence[Unit],
    aims: Mapping[str, Sequence[Aim]],
    sheets: Sequence[SheetNeeds],
    placed: Placed,
) -> None:
    """Add the sheet after the Guide."""
    sheet: Worksheet = book.create_sheet(PROGRESS_SHEET, 1)
    sheet.sheet_view.showGridLines = False
    placed.counts(PROGRESS_SHEET)
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
        sheet.column_dimensions[letter].hidden = letter in "IJ"
    _put(sheet, 1, _LABEL, "How far you are", look.TITLE_FONT)
    _put(sheet, 2, _LABEL, _WHAT, look.TEXT_FONT)
    sheet.row_dimensions[1].height = 28
    _notice(sheet, units, placed)
    row = _FIRST_ROW
    shared = _shared(units, aims)
    for number, unit in enumerate(units):
        every = aims.get(unit.id, ())
        block = Block(unit, every, number, len(units), unit.id)
        measures = measures_of(block, [aim for aim in every if aim not in shared])
        if measures:
            row = _block(sheet, row, _title(unit), measures, placed)
    if shared:
        block = Block(units[0], aims.get(units[0].id, ()), 0, len(units), "")
        measures = measures_of(block, shared)
        row = _block(sheet, row, quoted("All your units"), measures, placed) if measures else row
    row = _block(sheet, row, quoted("The sheets, row by row"), _sheet_measures(sheets), placed)
    _put(sheet, row, _LABEL, _SMALL_PRINT, look.SMALL_FONT)
    _looks(sheet, row)


_WHAT = (
    "It counts while you type, as far as Excel can. ilmdocs check reads everything, says what is wrong cell "
    "by cell, and decides."
)
_SMALL_PRINT = (
    f"Counted are the first {COUNTED_ROWS} rows of each sheet, and what is there, not whether it is right. "
    "Not counted: whether days, sessions and labels fit together, names of clients, answers in Word "
    "documents, and scans under Evidence that take a form's place. ilmdocs check looks at all of it."
)


def _shared(units: Sequence[Unit], aims: Mapping[str, Sequence[Aim]]) -> list[Aim]:
    """What several units ask for in the same words, but for hours, which each counts by itself."""
    if len(units) < 2:
        return []
    first, *others = (aims.get(unit.id, ()) for unit in units)
    return [
        aim
        for aim in first
        if isinstance(aim.goal, RowsGoal | ClientsGoal | FilledGoal)
        and not (isinstance(aim.goal, FilledGoal) and aim.goal.sheet == "Units")
        and all(aim in other for other in others)
    ]


def _title(unit: Unit) -> str:
    left_out = f'COUNTIFS({span("Units", "unit_id")},{quoted(unit.id)},{span("Units", "include")},"No")>0'
    return f'{quoted(f"{unit.id}   {unit.title}")}&IF({left_out},"   (left out: Include says No)","")'


def _notice(sheet: Worksheet, units: Sequence[Unit], placed: Placed) -> None:
    """What keeps the counting from being right; blank when nothing does."""
    parts = [
        f'IF({count}=0,"",{count}&IF({count}=1," row"," rows")&" of {name} with a length of time that Excel '
        'cannot add up here; ilmdocs check reads it. Typed as 1:30 it counts.  ")'
        for name, count in not_added(len(units))
    ]
    column = span("Units", "unit_id")
    known = "+".join(f"COUNTIFS({column},{quoted(unit.id)})" for unit in units)
    parts.append(
        f'IF(COUNTA({column})-1>{known},"The sheet Units names a unit that this workbook was not made for, '
        'so it is not counted here.","")'
    )
    beyond = column_below("Sessions", "client_ref")
    parts.append(f'IF(COUNTA({beyond})>0,"Sessions below the {COUNTED_ROWS}th row are not counted here.","")')
    placed.put(PROGRESS_SHEET, _NOTICE_ROW, _LABEL, "=" + "&".join(parts))
    cell = cell_at(sheet, _NOTICE_ROW, _LABEL)
    cell.font = Font(look.FONT, 10, bold=True, color="7A3E00")


def _sheet_measures(sheets: Sequence[SheetNeeds]) -> list[Measure]:
    made = []
    for item in sheets:
        name, title = item.schema.name, item.schema.title
        if item.schema.layout == "form":
            have, need = lines_filled(name, item.needs)
            words = f'{HAVE}&" of "&{NEED}&" needed lines filled"'
            made.append(Measure(name, title, have, str(need), words, name, counts=bool(need)))
            continue
        words = (
            f'IF({HAVE}={NEED},IF({NEED}=1,"1 row, complete",{NEED}&" rows, all complete"),'
            f'{NEED}&IF({NEED}=1," row, "," rows, ")&{HAVE}&" complete")'
        )
        complete = rows_complete(name, item.needs)
        made.append(
            Measure(name, title, complete, rows_started(name), words, name, "no row yet", counts=False)
        )
    return made


def _block(sheet: Worksheet, row: int, title: str, measures: Sequence[Measure], placed: Placed) -> int:
    """A heading with its count, then a line for each measure; gives the row after the block."""
    first, last = row + 1, row + len(measures)
    for column in range(_LABEL, _LINK + 1):
        cell_at(sheet, row, column).border = _HEAD
    placed.put(PROGRESS_SHEET, row, _LABEL, f"={title}")
    cell_at(sheet, row, _LABEL).font = Font(look.FONT, 12, bold=True, color=look.ACCENT)
    sheet.row_dimensions[row].height = 24
    for number, measure in enumerate(measures, start=first):
        _line(sheet, number, measure, placed)
    states = f"$F${first}:$F${last}"
    done, to_do = f'COUNTIFS({states},"{_DONE}")', f'COUNTIFS({states},"{_TO_DO}")'
    placed.put(
        PROGRESS_SHEET,
        row,
        _WORDS,
        f'=IF({done}+{to_do}=0,"",{done}&" of "&({done}+{to_do})&" counted lines done")',
    )
    cell_at(sheet, row, _WORDS).font = look.ACCENT_FONT
    return last + 2


def _line(sheet: Worksheet, row: int, measure: Measure, placed: Placed) -> None:
    have, need = f"$I{row}", f"$J{row}"
    placed.put(PROGRESS_SHEET, row, _HAVE, f"=IFERROR({measure.have},-1)")
    placed.put(PROGRESS_SHEET, row, _NEED, f"=IFERROR({measure.need},-1)")
    said = measure.words.replace(HAVE, have).replace(NEED, need)
    placed.put(
        PROGRESS_SHEET, row, _WORDS,
        f'=IF(OR({have}<0,{need}<0),"cannot be counted: a cell shows an Excel error",'
        f"IF({need}=0,{quoted(measure.nothing)},{said}))",
    )  # fmt: skip
    share = f"IF({need}>0,INT({_BLOCKS}*MAX(0,MIN(1,{have}/{need}))+0.001),0)"
    placed.put(PROGRESS_SHEET, row, _BAR, f'=REPT("█",{share})&REPT("░",{_BLOCKS}-{share})')
    nothing = quoted(_TO_DO if measure.counts else "")
    state = f'IF({need}=0,{nothing},IF({have}>={need},"{_DONE}","{_TO_DO}"))'
    placed.put(PROGRESS_SHEET, row, _STATE, '=""' if measure.suggested else f"={state}")
    _put(sheet, row, _LABEL, measure.label, look.BOLD_FONT)
    _put(sheet, row, _MEANING, measure.meaning, look.SMALL_FONT)
    link = _put(sheet, row, _LINK, measure.sheet, look.LINK_FONT)
    link.hyperlink = Hyperlink(link.coordinate, location=f"'{measure.sheet}'!A1")
    link.font = look.LINK_FONT
    for column in range(_LABEL, _LINK + 1):
        cell = cell_at(sheet, row, column)
        cell.border, cell.alignment = _RULE, _WRAP
    cell_at(sheet, row, _WORDS).font = cell_at(sheet, row, _STATE).font = look.TEXT_FONT
    bar = cell_at(sheet, row, _BAR)
    bar.font, bar.alignment = Font(look.FONT, 8, color=look.BAR), Alignment(vertical="center")
    sheet.row_dimensions[row].height = 18.0 if len(measure.meaning) <= _ONE_LINE else 27.0


_BLOCKS = 10
"""Of which a bar is made; the last one only when nothing is left to do."""
_ONE_LINE = 98
"""Characters of the small font that fit beside a label."""


def _looks(sheet: Worksheet, last: int) -> None:
    states = f"F{_FIRST_ROW}:F{last}"
    for word, font, fill in ((_DONE, look.DONE_FONT, None), (_TO_DO, look.TO_DO_FONT, look.MISSING_CELL)):
        rule = look.when(f'$F{_FIRST_ROW}="{word}"', font=font, fill=fill)
        sheet.conditional_formatting.add(states, rule)
    sheet.freeze_panes = f"A{_FIRST_ROW - 1}"
    on_a4(sheet)
    sheet.print_title_rows = "1:2"
    sheet.page_margins.left = sheet.page_margins.right = 0.4


def _put(sheet: Worksheet, row: int, column: int, text: str, font: Font) -> Cell:
    cell = cell_at(sheet, row, column)
    write_text(cell, text)
    cell.font = font
    return cell
