"""A workbook file as stored cells, each with its own address; what they mean is decided elsewhere."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from struct import error as struct_error
from typing import cast
from zlib import error as zlib_error

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from ilmdocs.workbook.escapes import decode_escapes
from ilmdocs.workbook.kind import WorkbookKind, stored_kind
from ilmdocs.workbook.package import BrokenPart, Merge, SheetMarks, read_marks, sheet_parts
from ilmdocs.workbook.schema import GUIDE_SHEET, LISTS_SHEET
from ilmdocs.workbook.sniff import damaged, read_checked

_BROKEN = (
    BrokenPart, zipfile.BadZipFile, zlib_error, struct_error, SyntaxError, LookupError, TypeError,
    ValueError, AttributeError, ArithmeticError, EOFError, OSError, AssertionError, NotImplementedError,
    RuntimeError,
)  # fmt: skip
"""What openpyxl and the XML parsers raise on damaged packages (measured on mutated and public files)."""


@dataclass(frozen=True, slots=True)
class StoredCell:
    """What a cell stores: openpyxl's value, its number format, and what is wrong with it as Excel sees it."""

    value: object
    number_format: str = "General"
    is_error: bool = False
    lacks_result: bool = False


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """The stored cells of a sheet, keyed by (row, column), in row order; blank ones are left out."""

    name: str
    cells: Mapping[tuple[int, int], StoredCell] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()

    def rows(self) -> dict[int, dict[int, StoredCell]]:
        """Row number to column number to cell, ascending."""
        rows: dict[int, dict[int, StoredCell]] = {}
        for (row, column), cell in self.cells.items():
            rows.setdefault(row, {})[column] = cell
        return rows


@dataclass(frozen=True, slots=True)
class WorkbookGrid:
    """All sheets of a file but Lists, in order. `epoch` is day 0 of its date numbers (1900 or 1904)."""

    sheets: tuple[SheetGrid, ...]
    epoch: datetime
    kind: WorkbookKind | None
    has_macros: bool


def load_grid(path: Path) -> WorkbookGrid:
    """Read the stored cells of every sheet.

    Raises:
        UnreadableInput: when the file is no workbook, or damaged.
    """
    data = read_checked(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, warnings.catch_warnings():
            # openpyxl warns about what it drops (extensions, odd styles): nothing that reading needs.
            # A date outside Excel's calendar arrives as an error cell and becomes a finding.
            warnings.simplefilter("ignore")
            return _grid(data, archive)
    except _BROKEN as error:
        part = str(error) if isinstance(error, BrokenPart) else ""
        raise damaged(path.name, part) from error


def _grid(data: bytes, archive: zipfile.ZipFile) -> WorkbookGrid:
    parts = sheet_parts(archive)
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = tuple(
            _sheet(sheet, _marks(archive, parts[sheet.title]))
            for sheet in book.worksheets
            if isinstance(sheet, ReadOnlyWorksheet) and sheet.title != LISTS_SHEET
        )
        return WorkbookGrid(sheets, book.epoch, stored_kind(book, _guide_texts(sheets)), _has_macros(archive))
    finally:
        book.close()


def _marks(archive: zipfile.ZipFile, part: str) -> SheetMarks:
    try:
        return read_marks(archive, part)
    except (SyntaxError, ValueError) as error:
        raise BrokenPart(part) from error


def _sheet(sheet: ReadOnlyWorksheet, marks: SheetMarks) -> SheetGrid:
    sheet.reset_dimensions()  # a stale size in the file would hide columns
    cells: dict[tuple[int, int], StoredCell] = {}
    for row in _stored_rows(sheet):
        for cell in row:
            value = cell.value
            if value is None:
                continue
            if isinstance(value, str):
                value = decode_escapes(value)
            at = (cell.row, cell.column)
            cells[at] = StoredCell(value, cell.number_format or "General", cell.data_type == "e")
    for at in sorted(marks.unsaved_formulas):
        cells[at] = StoredCell(None, lacks_result=True)
    return SheetGrid(
        sheet.title,
        dict(sorted(cells.items())),
        sheet.sheet_state != "visible",
        frozenset(marks.hidden_rows),
        tuple(marks.merges),
    )


def _stored_rows(sheet: ReadOnlyWorksheet) -> Iterator[tuple[ReadOnlyCell, ...]]:
    """The stub takes a read-only sheet for an ordinary one."""
    return cast("Iterator[tuple[ReadOnlyCell, ...]]", sheet.iter_rows())  # type: ignore[misc]


def _guide_texts(sheets: tuple[SheetGrid, ...]) -> Iterator[str]:
    for sheet in sheets:
        if sheet.name == GUIDE_SHEET:
            yield from (cell.value for cell in sheet.cells.values() if isinstance(cell.value, str))


def _has_macros(archive: zipfile.ZipFile) -> bool:
    return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
