"""The last column of a sheet, which says what a started row lacks, and the tint of what it lacks."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.model.goals import Need
from ilmdocs.workbook import look
from ilmdocs.workbook.cells import cell_at, style_like, write_text
from ilmdocs.workbook.guidance.conditions import Places, blank, lacking
from ilmdocs.workbook.guidance.looks_odd import odd
from ilmdocs.workbook.guidance.places import LAST_COUNTED, cell, field_cells, quoted
from ilmdocs.workbook.guidance.stored import Placed
from ilmdocs.workbook.schema import (
    FIRST_ROW,
    FORM_FIRST_ROW,
    HEADER_ROW,
    ROW_STATE_HEADING,
    SheetSchema,
)

STATE_WIDTH = 40.0
_FORM_STATE_COLUMN = 4
_NEAR_LIMIT, _LIMIT = 30000, 32767
"""Characters: when to speak of Excel's limit for a cell, and the limit."""
_LONGEST = 8000
"""Characters of a formula: Excel refuses 8193."""
_ERROR = "A cell of this row shows an Excel error"


def add_row_state(
    sheet: Worksheet, schema: SheetSchema, needs: Sequence[Need], counted: Sequence[str], placed: Placed
) -> None:
    """Add the column behind the last field of a table, and tint what started rows lack.

    Args:
        sheet: the sheet, with its headings.
        schema: what stands on it.
        needs: what its rows must have.
        counted: long answers whose words are counted beside "Yes".
        placed: takes the formulas.
    """
    column = len(schema.fields) + 1
    sheet.column_dimensions[get_column_letter(column)].width = STATE_WIDTH
    _heading(sheet, HEADER_ROW, column, ROW_STATE_HEADING)
    like = cell_at(sheet, FIRST_ROW, column)
    like.font, like.alignment, like.protection = look.SMALL_FONT, look.ON_ONE_LINE, look.OPEN
    last = max(
        FIRST_ROW, sheet.max_row
    )  # further down Excel fills formulas on by itself; they would be printed
    for row in range(FIRST_ROW, last + 1):
        style_like(cell_at(sheet, row, column), like)
    at = field_cells(schema)
    strange = list(odd(schema, at))
    formula = _row_formula(schema, needs, counted, strange)
    if len(formula) > _LONGEST:  # the amber cells say it all the same
        formula = _row_formula(schema, needs, counted, ())
    placed.fill_down(sheet.title, FIRST_ROW, last, column, formula)
    begun = _begun(schema)
    for condition, names in (*lacking(needs, at), *((one, (name,)) for one, name in strange)):
        for name in names:
            letter = get_column_letter([item.id for item in schema.fields].index(name) + 1)
            rule = look.when(f"AND({begun},{condition}=1)", fill=look.MISSING_CELL)
            sheet.conditional_formatting.add(f"{letter}{FIRST_ROW}:{letter}{LAST_COUNTED}", rule)
    state = f"{get_column_letter(column)}{FIRST_ROW}:{get_column_letter(column)}{LAST_COUNTED}"
    _colour(sheet, state, f"${get_column_letter(column)}{FIRST_ROW}")


def add_line_state(sheet: Worksheet, schema: SheetSchema, needs: Sequence[Need], placed: Placed) -> None:
    """Beside each needed line of a form: whether it is filled; tint those that are not."""
    at = field_cells(schema)
    sheet.column_dimensions[get_column_letter(_FORM_STATE_COLUMN)].width = 12
    _heading(sheet, FORM_FIRST_ROW - 1, _FORM_STATE_COLUMN, "Filled?")
    for condition, names in lacking(needs, at):
        for name in names:
            row = FORM_FIRST_ROW + [item.id for item in schema.fields].index(name)
            made = cell_at(sheet, row, _FORM_STATE_COLUMN)
            made.font, made.alignment = look.SMALL_FONT, look.MIDDLE
            placed.put(sheet.title, row, _FORM_STATE_COLUMN, f'=IF({condition},"To do","Yes")')
            rule = look.when(f"{condition}=1", fill=look.MISSING_CELL)
            sheet.conditional_formatting.add(at[name].replace("$", ""), rule)
            where = f"{get_column_letter(_FORM_STATE_COLUMN)}{row}"
            _colour(sheet, where, f"${get_column_letter(_FORM_STATE_COLUMN)}{row}")


def _heading(sheet: Worksheet, row: int, column: int, text: str) -> None:
    heading = cell_at(sheet, row, column)
    write_text(heading, text)
    heading.font, heading.fill = look.ACCENT_FONT, look.WHITE_FILL
    heading.alignment, heading.border = look.MIDDLE, look.HEADING_BORDER


def _colour(sheet: Worksheet, cells: str, first: str) -> None:
    """What is to do stands out in the words too."""
    found = "+".join(f'ISNUMBER(SEARCH("{word}",{first}))' for word in ("to do", "look at"))
    rule = look.when(f"{found}>0", font=look.TO_DO_FONT)
    sheet.conditional_formatting.add(cells, rule)


def _begun(schema: SheetSchema) -> str:
    """Whether the row holds more than defaults, in the shortest words."""
    first, last = cell(schema, schema.fields[0].id), cell(schema, schema.fields[-1].id)
    defaults = [
        f"-({cell(schema, item.id)}&{quoted('')}={quoted(item.default)})"
        for item in schema.fields
        if item.default
    ]
    return f"COUNTA({first}:{last}){''.join(defaults)}>0"


def _row_formula(
    schema: SheetSchema, needs: Sequence[Need], counted: Sequence[str], odd_cells: Sequence[tuple[str, str]]
) -> str:
    """What stands at the end of a row; one formula for the whole column, so it names no sheet."""
    at = field_cells(schema)
    found = list(lacking(needs, at))
    strange = [(condition, (name,)) for condition, name in odd_cells]
    more = _length(schema) + _words(counted, at)
    said = "".join(
        (
            f'&IF({_sum(found)}=0,"","; "&({_sum(found)})&" to do: "&{_listed(schema, found)})'
            if found
            else "",
            f'&IF({_sum(strange)}=0,"","; look at: "&{_listed(schema, strange)})' if strange else "",
        )
    )
    if found or strange:
        said = f'IF({_sum((*found, *strange))}=0,"Yes",MID(""{said},3,700)){more}'
    else:
        said = f'"Yes"{more}'
    made = f'=IFERROR(IF({_begun(schema)},{said},""),{quoted(_ERROR)})'
    return made.replace(f"{schema.name}!", "")


def _sum(found: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    return "+".join(condition for condition, _ in found)


def _listed(schema: SheetSchema, found: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    listed = "&".join(f'IF({condition},", "&{_names(schema, names)},"")' for condition, names in found)
    return f"MID({listed},3,400)"


def _names(schema: SheetSchema, names: Sequence[str]) -> str:
    letters = [cell(schema, name).strip("$").rstrip("0123456789") for name in names]
    return '&" or "&'.join(f"${letter}${HEADER_ROW}" for letter in letters)


def _length(schema: SheetSchema) -> str:
    """A word about the longest text of the row once Excel is about to cut it."""
    if not any(item.long for item in schema.fields):
        return ""
    longest = (
        f"SUMPRODUCT(MAX(LEN({cell(schema, schema.fields[0].id)}:{cell(schema, schema.fields[-1].id)})))"
    )
    return f'&IF({longest}>{_NEAR_LIMIT},"; a text here has "&{longest}&" of at most {_LIMIT} characters","")'


def _words(counted: Sequence[str], at: Places) -> str:
    if not counted:
        return ""
    total = "+".join(words(at[name]) for name in counted)
    return f'&IF({total}>0,"; "&({total})&" words","")'


def words(place: str) -> str:
    """How many words a text (or each of a span) has."""
    plain = f'SUBSTITUTE({place},CHAR(10)," ")'
    return f'(LEN(TRIM({plain}))-LEN(SUBSTITUTE({plain}," ",""))+{"(1-" + blank(place) + ")"})'
