"""How formulas name the workbook's columns and cells."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from ilmdocs.workbook.schema import (
    FIRST_ROW,
    FORM_FIRST_ROW,
    FORM_VALUE_COLUMN,
    HEADER_ROW,
    SheetSchema,
    sheet_schema,
)

COUNTED_ROWS = 300
"""How many rows of a sheet are counted; the longest logs of sessions have a few hundred."""
MOST_ROWS = 3000
"""Reading refuses a sheet with more."""
LAST_COUNTED = FIRST_ROW + COUNTED_ROWS - 1


def letter(schema: SheetSchema, field_id: str) -> str:
    """The column of a field."""
    return get_column_letter([item.id for item in schema.fields].index(field_id) + 1)


def cell(schema: SheetSchema, field_id: str, row: int = FIRST_ROW) -> str:
    """A field's cell in a row that moves along when the formula is filled down; on a form the one cell."""
    if schema.layout == "form":
        place = FORM_FIRST_ROW + [item.id for item in schema.fields].index(field_id)
        return f"${get_column_letter(FORM_VALUE_COLUMN)}${place}"
    return f"${letter(schema, field_id)}{row}"


def span(sheet: str, field_id: str) -> str:
    """A field's column from anywhere in the workbook.

    It begins at the heading, so that a row inserted above the first one is counted too.
    """
    column = letter(sheet_schema(sheet), field_id)
    return f"{sheet}!${column}${HEADER_ROW}:${column}${LAST_COUNTED}"


def column_below(sheet: str, field_id: str) -> str:
    """A field's column below what is counted."""
    column = letter(sheet_schema(sheet), field_id)
    return f"{sheet}!${column}${LAST_COUNTED + 1}:${column}${MOST_ROWS}"


def below_heading(sheet: str) -> str:
    """1 for each row of a span but the heading's."""
    return f"(ROW({sheet}!$A${HEADER_ROW}:$A${LAST_COUNTED})>ROW({sheet}!$A${HEADER_ROW}))"


def elsewhere(name: str) -> str:
    """A cell of a form-layout sheet (`Learner.email`) from anywhere in the workbook."""
    sheet, _, field_id = name.partition(".")
    return f"{sheet}!{cell(sheet_schema(sheet), field_id)}"


def quoted(text: str) -> str:
    """A text as it stands in a formula."""
    return '"' + text.replace('"', '""') + '"'


def field_spans(sheet: str) -> dict[str, str]:
    """The spans of all fields of a sheet."""
    return {item.id: span(sheet, item.id) for item in sheet_schema(sheet).fields}


def field_cells(schema: SheetSchema, row: int = FIRST_ROW) -> dict[str, str]:
    """The cells of all fields in one row."""
    return {item.id: cell(schema, item.id, row) for item in schema.fields}
