"""The XML of one sheet becomes stored cells in one pass: values, unsaved formulas, hidden rows and merges."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from xml.etree.ElementTree import Element

from ilmdocs.workbook.escapes import decode_escapes
from ilmdocs.workbook.number_formats import GENERAL, NumberFormat
from ilmdocs.workbook.serials import from_iso, from_serial
from ilmdocs.workbook.xml_parts import (
    BrokenPart,
    OversizedPart,
    children,
    elements,
    find_part,
    local_name,
)

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.IGNORECASE | re.ASCII)
_MOST_LETTERS = 3
LAST_ROW = 1_048_576
"""Excel's last row."""
_OUTSIDE_CALENDAR = "#VALUE!"
"""What Excel shows for a date that its calendar does not have."""
_NO_FORMAT = NumberFormat()
MOST_CELLS = 500_000
"""Filled cells of one sheet; 500 sessions with an answer in every column are 20,000."""
_UNREADABLE = (ValueError, LookupError, ArithmeticError)


@dataclass(frozen=True, slots=True)
class StoredCell:
    """What a cell stores: its value, its number format, and what is wrong with it as Excel sees it."""

    value: object
    number_format: str = GENERAL
    is_error: bool = False
    lacks_result: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, 1-based and including both ends."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What one sheet stores; addresses are (row, column), 1-based, in row order."""

    cells: dict[tuple[int, int], StoredCell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share: texts by number, number formats by style, day 0 of its dates."""

    strings: Sequence[str]
    formats: Sequence[NumberFormat]
    epoch: datetime


def read_strings(archive: zipfile.ZipFile, part: str) -> list[str]:
    """The texts that the cells of all sheets share; none when there is no such part."""
    if find_part(archive, part) is None:
        return []
    return [_text_of(element) for _, element in elements(archive, part, ("si",))]


def read_sheet(archive: zipfile.ZipFile, part: str, book: Book) -> SheetContent:
    """Read one sheet.

    Raises:
        BrokenPart: when it is not well-formed, a cell stands in it twice or at a place that contradicts its
            row, or a cell holds what its type cannot be.
        OversizedPart: when it holds far more cells than any workbook of ours.
    """
    content = SheetContent()
    row_number = 0
    for name, element in elements(archive, part, ("row", "mergeCell")):
        if name == "mergeCell":
            content.merges.extend(_merge(element.get("ref", "")))
            continue
        try:
            row_number = _read_row(element, row_number, book, content)
        except _UNREADABLE as error:
            raise BrokenPart(part) from error
        if len(content.cells) > MOST_CELLS:
            raise OversizedPart(part)
    if (order := sorted(content.cells)) != list(content.cells):
        return replace(content, cells={at: content.cells[at] for at in order})
    return content


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Excel's column letters to a number: A is 1, AA is 27.

    Raises:
        ValueError: when they are none.
    """
    if not (1 <= len(letters) <= _MOST_LETTERS and letters.isascii() and letters.isalpha()):
        raise ValueError(letters)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _read_row(element: Element, previous: int, book: Book, content: SheetContent) -> int:
    number = float(element.get("r", previous + 1))
    if not (1 <= number <= LAST_ROW and number.is_integer()):
        raise ValueError
    row, column = int(number), 0
    digits = str(row)
    if element.get("hidden") in {"1", "true"}:
        content.hidden_rows.add(row)
    for cell in element:
        column = _column(cell.get("r"), digits, column)
        if len(cell) and (stored := _read_cell(cell, book)) is not None:
            if (row, column) in content.cells:
                raise ValueError
            content.cells[row, column] = stored
    return row


def _column(address: str | None, row: str, previous: int) -> int:
    if address is None:
        return previous + 1
    if not address.endswith(row):
        raise ValueError(address)
    return column_number(address[: -len(row)])


def _read_cell(cell: Element, book: Book) -> StoredCell | None:
    """What a cell stores, or None when it is blank."""
    kind = cell.get("t", "n")
    value, has_formula, has_result = None, False, False
    for child in cell:
        name = local_name(child)
        if name == "v" and not has_result:
            value, has_result = child.text or None, True
        elif name == "is" and kind == "inlineStr":
            value, kind = _text_of(child), "str"
        elif name == "f":
            has_formula = True
    if has_formula and value is None and not (has_result and kind == "str"):
        return StoredCell(None, lacks_result=True)
    if value is None or kind == "inlineStr":
        return None
    return _stored(value, kind, book, _format(book, cell.get("s")))


def _format(book: Book, style: str | None) -> NumberFormat:
    """The format of a style; a style that the workbook does not have shows nothing special."""
    number = int(style or 0)
    return book.formats[number] if 0 <= number < len(book.formats) else _NO_FORMAT


def _stored(text: str, kind: str, book: Book, shown: NumberFormat) -> StoredCell:
    if kind in _TYPED:
        try:
            return StoredCell(_TYPED[kind](text, book, shown), shown.code)
        except (OverflowError, ValueError, KeyError):
            return StoredCell(_OUTSIDE_CALENDAR, shown.code, is_error=True)
    value = _shared(book, int(text)) if kind == "s" else text
    return StoredCell(decode_escapes(value), shown.code, is_error=kind == "e")


def _shared(book: Book, number: int) -> str:
    if number < 0:
        raise ValueError
    return book.strings[number]


def _number(text: str, book: Book, shown: NumberFormat) -> object:
    number = float(text) if "." in text or "e" in text.lower() else int(text)
    if not math.isfinite(number):
        raise ValueError
    return from_serial(number, book.epoch, is_duration=shown.is_duration) if shown.is_date else number


_TRUTH = {"1": True, "true": True, "0": False, "false": False}
_TYPED: Mapping[str, Callable[[str, Book, NumberFormat], object]] = {
    "n": _number,
    "b": lambda text, book, shown: _TRUTH[text.strip().lower()],
    "d": lambda text, book, shown: from_iso(text),
}
"""Numbers, truth and dates. A cell that holds something else than its type says counts as an error."""


def _text_of(element: Element) -> str:
    """The text of a cell without its looks and without the guide to its pronunciation."""
    plain = [child.text or "" for child in children(element, "t")][-1:]
    runs = [child.text or "" for run in children(element, "r") for child in children(run, "t")]
    return "".join((*plain, *runs))


def _merge(ref: str) -> Iterator[Merge]:
    ends = [_ADDRESS.fullmatch(end) for end in ref.replace("$", "").split(":")]
    if len(ends) == 2 and ends[0] and ends[1]:
        (first_column, first_row), (last_column, last_row) = ends[0].groups(), ends[1].groups()
        yield Merge(int(first_row), column_number(first_column), int(last_row), column_number(last_column))
