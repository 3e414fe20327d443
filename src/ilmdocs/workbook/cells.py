"""Writes a value into a cell in the type that Excel itself would give it."""

from __future__ import annotations

from copy import copy
from datetime import timedelta

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.model.submission import Value
from ilmdocs.text.clean import clean_text
from ilmdocs.workbook.escapes import encode_escapes
from ilmdocs.workbook.schema import Field, FieldType

LONGEST_TEXT = 32767
"""Excel's limit for one cell; openpyxl would cut without a word."""


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell by its place.

    Raises:
        ValueError: when it is hidden below a merged one.
    """
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise ValueError(f"{sheet.title}!{cell.coordinate} is part of a merged cell")
    return cell


def style_like(cell: Cell, other: Cell) -> None:
    """Give a cell the looks of another one of its workbook, at once: one by one they are looked up anew."""
    cell._style = copy(other._style)  # type: ignore[attr-defined]


def write_value(cell: Cell, item: Field, value: Value) -> str:
    """Write a field's value and return it as it will be read, for working out the row's height.

    Durations are given in whole minutes, lists as tuples, yes/no as bool.

    Raises:
        ValueError: when a text is longer than a cell can hold.
    """
    if isinstance(value, bool):
        return write_text(cell, "Yes" if value else "No")
    if isinstance(value, tuple):
        return write_text(cell, "; ".join(value))
    if isinstance(value, str):
        return write_text(cell, value)
    if item.type is FieldType.DURATION and isinstance(value, int):
        cell.value = timedelta(minutes=value)
        return f"{value // 60}:{value % 60:02}"
    cell.value = value
    return str(value)


def write_text(cell: Cell, text: str) -> str:
    """Write text as text: never as a formula, whatever it starts with.

    Raises:
        ValueError: when it is longer than a cell can hold.
    """
    text = clean_text(text).text
    stored = encode_escapes(text)
    if len(stored.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        raise ValueError(f"{cell.coordinate}: a cell holds at most {LONGEST_TEXT} characters")
    cell.value = stored
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True
    return text
