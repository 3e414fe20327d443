"""Describes the workbook from its schema: for other programs, and as a page of documentation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ilmdocs.model.location import column_letters
from ilmdocs.workbook.schema import (
    FIRST_ROW,
    FORM_FIRST_ROW,
    FORM_VALUE_COLUMN,
    HEADER_ROW,
    SHEETS,
    Field,
    SheetSchema,
)

FIELDS_SCHEMA = "ilmdocs.fields/1"

FieldNames = Mapping[str, frozenset[str]]
"""Unit id to `Sheet.field` names."""


def fields_json(required: FieldNames, used: FieldNames, printed: FieldNames) -> dict[str, Any]:
    """The workbook's schema as JSON-ready data (`ilmdocs.fields/1`, design §3).

    Args:
        required: unit id to the fields it cannot do without.
        used: unit id to the fields it looks at.
        printed: unit id to the fields that its forms print.
    """
    return {
        "schema": FIELDS_SCHEMA,
        "sheets": [
            {
                "name": sheet.name,
                "layout": sheet.layout,
                "header_row": HEADER_ROW if sheet.layout == "rows" else None,
                "first_row": FIRST_ROW if sheet.layout == "rows" else FORM_FIRST_ROW,
                "fields": [
                    {
                        "id": item.id,
                        "heading": item.heading,
                        "cell": _cell(sheet, number),
                        "type": item.type.value,
                        "required_for": _naming(required, sheet, item),
                        "used_by": _naming(used, sheet, item),
                        "printed_in": _naming(printed, sheet, item),
                        "choices": list(item.choices) or None,
                        "refers_to": item.refers_to or None,
                        "min": item.minimum,
                        "max": item.maximum,
                        "help": item.help or None,
                    }
                    for number, item in enumerate(sheet.fields)
                ],
            }
            for sheet in SHEETS
        ],
    }


def _cell(sheet: SheetSchema, number: int) -> str | None:
    if sheet.layout == "rows":
        return None
    return f"{column_letters(FORM_VALUE_COLUMN)}{FORM_FIRST_ROW + number}"


def _naming(names: FieldNames, sheet: SheetSchema, item: Field) -> list[str]:
    return [unit for unit, fields in sorted(names.items()) if f"{sheet.name}.{item.id}" in fields]
