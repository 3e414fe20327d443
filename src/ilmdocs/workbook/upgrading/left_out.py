"""What an older workbook has that is not carried into the new one, in words: nothing goes in silence."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.workbook.package import read_package
from ilmdocs.workbook.upgrading.foreign import is_ours

_PARTS = (
    (re.compile(rb"<(?:\w+:)?sparklineGroups\b"), "the sparklines"),
    (re.compile(rb"<\w+:conditionalFormattings\b"), "the conditional formats of newer kinds"),
    (re.compile(rb"<\w+:dataValidations\b"), "the rules for what may be typed that look at other sheets"),
    (re.compile(rb"<(?:\w+:)?scenarios\b"), "the scenarios"),
    (re.compile(rb"<(?:\w+:)?customSheetViews\b"), "the custom views"),
    (re.compile(rb"<(?:\w+:)?protectedRanges\b"), "the ranges with a password of their own"),
    (re.compile(rb"<(?:\w+:)?(?:rowBreaks|colBreaks)\b"), "the page breaks"),
)
"""Elements of a sheet's part that are lost, with words for them."""
_RICH = re.compile(rb"<(?:\w+:)?r>")
_MOST_CELLS = 5


def left_out(data: bytes, book: Workbook) -> list[str]:
    """What is not carried over, in the order of the sheets.

    Args:
        data: the older workbook.
        book: the same, opened.
    """
    found: list[str] = []
    security = book.security
    if security is not None and (
        security.lockStructure or security.workbookPassword or security.workbookHashValue
    ):
        found.append("the lock on the order of the sheets")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = read_package(archive)
        parts = {sheet.name: archive.read(sheet.part) for sheet in package.sheets}
        has_rich = package.strings in archive.namelist() and _RICH.search(archive.read(package.strings))
        for sheet in book.worksheets:
            found += [
                f"{what} of the sheet {sheet.title}" for what in _of(sheet, parts.get(sheet.title, b""))
            ]
    if has_rich or any(_RICH.search(part) for part in parts.values()):
        found += _coloured_words(data)
    return found


def _of(sheet: Worksheet, part: bytes) -> Iterator[str]:
    for name in sheet.tables:
        yield f"the table {name}"
    if is_ours(sheet.title) and (sheet.protection.password or sheet.protection.hashValue):
        yield "the password"
    for pattern, what in _PARTS:
        if pattern.search(part):
            yield what


def _coloured_words(data: bytes) -> list[str]:
    """Cells in which single words are bold or coloured."""
    cells = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in load_workbook(io.BytesIO(data), rich_text=True).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, CellRichText)
    ]
    listed = ", ".join(cells[:_MOST_CELLS]) + (
        f" and {len(cells) - _MOST_CELLS} more" if len(cells) > _MOST_CELLS else ""
    )
    return [f"bold or coloured letters at {listed}"] if cells else []
