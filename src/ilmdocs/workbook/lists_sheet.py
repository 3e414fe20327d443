"""The Lists sheet: what dropdowns offer, reached through defined names."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.model.unit import Unit
from ilmdocs.workbook import look
from ilmdocs.workbook.cells import cell_at, style_like, write_text
from ilmdocs.workbook.guidance.places import span
from ilmdocs.workbook.guidance.stored import Placed
from ilmdocs.workbook.lookups import choices_of
from ilmdocs.workbook.schema import (
    FIRST_ROW,
    LISTS_SHEET,
    Field,
    FieldType,
    SheetSchema,
    WorkbookSchema,
    sheet_schema,
)

YES_NO = ("Yes", "No")
DROPDOWN_ROWS = 300
"""How many clients, sessions and units the dropdowns look through."""
_SESSION_PARTS = ("session_ref", "client_ref", "session_no")
_HEADER = 3
_FIRST = 4

CLIENTS_NAME = "client_references"
SESSIONS_NAME = "session_references"
UNITS_NAME = "my_units"
_GROWING = {
    "Clients": (CLIENTS_NAME, "client_ref"),
    "Units": (UNITS_NAME, "unit_id"),
    "SelfReview": ("review_labels", "review_id"),
    "References": ("source_labels", "ref_id"),
}
"""The learner's own sheets that dropdowns look into: the list's name and the column it is made of."""


def list_name(sheet: SheetSchema, item: Field) -> str | None:
    """The defined name whose cells a field's dropdown offers, or None when it has no dropdown."""
    if item.refers_to:
        target = item.refers_to.partition(".")[0]
        return SESSIONS_NAME if target == "Sessions" else _GROWING[target][0]
    if item.type is FieldType.YES_NO:
        return "list_yes_no"
    if item.lookup:
        return f"list_{item.lookup}"
    return f"list_{sheet.name}_{item.id}".lower() if item.choices else None


def add_lists(book: Workbook, units: Sequence[Unit], schema: WorkbookSchema, placed: Placed) -> None:
    """Add the sheet with every list that a workbook of this kind uses and define the names.

    Lists of clients and units point at the learner's own sheets and grow with them.
    """
    sheet: Worksheet = book.create_sheet(LISTS_SHEET)
    sheet.sheet_view.showGridLines = False
    for row, font, text in (
        (1, look.TITLE_FONT, "Lists"),
        (2, look.TEXT_FONT, "What the dropdowns offer. Nothing on this sheet needs changing."),
    ):
        cell_at(sheet, row, 1).font = font
        write_text(cell_at(sheet, row, 1), text)
    for column, (name, entries) in enumerate(_fixed_lists(units, schema).items(), start=1):
        _write_list(sheet, column, name, entries)
        letter = get_column_letter(column)
        _define(book, name, f"{LISTS_SHEET}!${letter}${_FIRST}:${letter}${_FIRST + len(entries) - 1}")
    if schema.has("Sessions"):
        _add_sessions(book, sheet, sheet.max_column + 1, placed)
    for target, (name, field_id) in _GROWING.items():
        if schema.has(target):
            _define(book, name, _growing(target, _letter(target, field_id), FIRST_ROW, "COUNTA"))
    sheet.freeze_panes = f"A{_FIRST}"
    sheet.sheet_state = "hidden"


def _fixed_lists(units: Sequence[Unit], schema: WorkbookSchema) -> dict[str, tuple[str, ...]]:
    fields = [(sheet, item) for sheet in schema.sheets for item in sheet.fields]
    lists: dict[str, tuple[str, ...]] = {"list_yes_no": YES_NO}
    used = {item.lookup for _, item in fields}
    lists |= {f"list_{name}": found for name, found in choices_of(units).items() if name in used}
    for sheet, item in fields:
        name = list_name(sheet, item)
        if item.choices and name:
            lists[name] = item.choices
    return lists


def _write_list(sheet: Worksheet, column: int, name: str, entries: Sequence[str]) -> None:
    heading = cell_at(sheet, _HEADER, column)
    heading.font = look.ACCENT_FONT
    write_text(heading, name.removeprefix("list_").replace("_", " "))
    like = cell_at(sheet, _FIRST, column)
    like.font, like.number_format = look.TEXT_FONT, look.TEXT_FORMAT
    for row, entry in enumerate(entries, start=_FIRST):
        cell = cell_at(sheet, row, column)
        style_like(cell, like)
        write_text(cell, entry)
    sheet.column_dimensions[get_column_letter(column)].width = max(map(len, (name, *entries))) + 2


def _add_sessions(book: Workbook, sheet: Worksheet, column: int, placed: Placed) -> None:
    """Session references are worked out the way reading does, so that they can be chosen."""
    heading = cell_at(sheet, _HEADER, column)
    heading.font = look.ACCENT_FONT
    write_text(heading, "session references")
    own, client, number = (f"INDEX({span('Sessions', name)},ROW()-{_FIRST - 2})" for name in _SESSION_PARTS)
    placed.fill_down(
        LISTS_SHEET, _FIRST, _FIRST + DROPDOWN_ROWS - 1, column,
        f'=IF({own}<>"",{own}&"",IF(OR({client}="",{number}=""),"",{client}&"-"&TEXT({number},"00")))',
    )  # fmt: skip
    letter = get_column_letter(column)
    sheet.column_dimensions[letter].width = 20
    cells = f"{LISTS_SHEET}!${letter}${_FIRST}:${letter}${_FIRST + DROPDOWN_ROWS - 1}"
    first = f"{LISTS_SHEET}!${letter}${_FIRST}"
    _define(book, SESSIONS_NAME, f'OFFSET({first},0,0,MAX(1,COUNTIF({cells},"?*")),1)')


def _growing(sheet: str, letter: str, first: int, count: str) -> str:
    last = first + DROPDOWN_ROWS - 1
    return (
        f"OFFSET({sheet}!${letter}${first},0,0,MAX(1,{count}({sheet}!${letter}${first}:${letter}${last})),1)"
    )


def _letter(sheet: str, field_id: str) -> str:
    ids = [item.id for item in sheet_schema(sheet).fields]
    return get_column_letter(ids.index(field_id) + 1)


def _define(book: Workbook, name: str, target: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=target)
