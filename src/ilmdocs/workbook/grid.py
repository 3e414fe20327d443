"""A workbook file as stored cells, each with its own address; what they mean is decided elsewhere."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from struct import error as struct_error
from zlib import error as zlib_error

from ilmdocs.workbook.kind import WorkbookKind, kind_of
from ilmdocs.workbook.number_formats import cell_formats
from ilmdocs.workbook.package import own_properties, read_package
from ilmdocs.workbook.schema import GUIDE_SHEET, GUIDED_SINCE, LISTS_SHEET, UNREAD_SHEETS
from ilmdocs.workbook.sheet_part import Book, Merge, StoredCell, read_sheet, read_strings
from ilmdocs.workbook.sniff import damaged, read_checked, too_much
from ilmdocs.workbook.xml_parts import BrokenPart, OversizedPart, read_xml_or_none

_BROKEN = (
    BrokenPart, zipfile.BadZipFile, zlib_error, struct_error, SyntaxError, LookupError, TypeError,
    ValueError, AttributeError, ArithmeticError, EOFError, OSError, AssertionError, NotImplementedError,
    RuntimeError,
)  # fmt: skip
"""What unpacking and the XML parser raise on damaged packages (measured on mutated and public files)."""


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
    """All sheets of a file but those worked out from others. `epoch` is day 0 of its dates (1900 or 1904)."""

    sheets: tuple[SheetGrid, ...]
    epoch: datetime
    kind: WorkbookKind | None
    has_macros: bool


def load_grid(path: Path) -> WorkbookGrid:
    """Read the stored cells of every sheet.

    Raises:
        UnreadableInput: when the file is no workbook, damaged, or far larger than any workbook of ours.
    """
    return grid_of(path.name, read_checked(path))


def grid_of(name: str, data: bytes) -> WorkbookGrid:
    """The same for the bytes of a workbook that may be read.

    Raises:
        UnreadableInput: when it is damaged, or far larger than any workbook of ours.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _grid(archive)
    except OversizedPart as error:
        raise too_much(name) from error
    except _BROKEN as error:
        part = str(error) if isinstance(error, BrokenPart) else ""
        raise damaged(name, part) from error


def _grid(archive: zipfile.ZipFile) -> WorkbookGrid:
    package = read_package(archive)
    book = Book(
        read_strings(archive, package.strings),
        cell_formats(read_xml_or_none(archive, package.styles)),
        package.epoch,
    )
    properties = own_properties(archive)
    unread = _unread(kind_of(properties, ()))
    sheets = []
    for sheet in package.sheets:
        if sheet.name not in unread:
            content = read_sheet(archive, sheet.part, book)
            hidden_rows = frozenset(content.hidden_rows)
            merges = tuple(content.merges)
            sheets.append(SheetGrid(sheet.name, content.cells, sheet.is_hidden, hidden_rows, merges))
    kind = kind_of(properties, _guide_texts(sheets))
    return WorkbookGrid(tuple(sheets), package.epoch, kind, _has_macros(archive))


def _unread(kind: WorkbookKind | None) -> frozenset[str]:
    """The sheets to pass over; in an older workbook one called Progress is somebody's own."""
    is_old = kind is not None and kind.version < GUIDED_SINCE
    return frozenset({LISTS_SHEET}) if is_old else UNREAD_SHEETS


def _guide_texts(sheets: Iterable[SheetGrid]) -> Iterator[str]:
    for sheet in sheets:
        if sheet.name == GUIDE_SHEET:
            yield from (cell.value for cell in sheet.cells.values() if isinstance(cell.value, str))


def _has_macros(archive: zipfile.ZipFile) -> bool:
    return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
