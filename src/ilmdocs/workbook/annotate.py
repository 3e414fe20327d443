"""A workbook and its findings become a copy that says in itself what to put right.

The copy is the workbook's package with a sheet in front, notes and conditional formats added; nothing is
taken out or written anew, so that a learner may go on in the copy. The workbook itself is only read.
"""

from __future__ import annotations

import io
import string
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.finding import Finding
from ilmdocs.model.location import Location, column_letters
from ilmdocs.workbook.cell_styles import StyleTable
from ilmdocs.workbook.fix_list import FixList, Line, fix_list
from ilmdocs.workbook.fix_sheet import ListSheet, list_workbook
from ilmdocs.workbook.fix_words import HIDDEN_ROW, HIDDEN_SHEET, LIST_SHEET, note, progress
from ilmdocs.workbook.graft import forget_order_of_calculation, graft_list, remove_list, with_result
from ilmdocs.workbook.grid import SheetGrid, WorkbookGrid, grid_of
from ilmdocs.workbook.kind import mark_annotated
from ilmdocs.workbook.losses import UNUSUAL, losses
from ilmdocs.workbook.notes import add_notes, remove_notes
from ilmdocs.workbook.package import read_package, workbook_part
from ilmdocs.workbook.parts import EditedPackage
from ilmdocs.workbook.schema import INTAKE
from ilmdocs.workbook.sheets import is_list, name_sheets
from ilmdocs.workbook.sniff import read_checked, require_harmless
from ilmdocs.workbook.tints import remove_tints, tint
from ilmdocs.workbook.xml_parts import BrokenPart

_LETTERS = string.ascii_uppercase
_UNUSUAL = (
    etree.LxmlError, BrokenPart, KeyError, ValueError, StopIteration, IndexError,
    zipfile.BadZipFile, NotImplementedError,
)  # fmt: skip
"""What taking a package apart raises when it is written in a way that reading forgives."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A copy as an .xlsx file; where `lost` says anything, it holds the list alone."""

    data: bytes
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Target:
    """A cell to which a line leads: its sheet as it is called in this file, and its address."""

    sheet: str
    address: str

    @property
    def link(self) -> str:
        return f"'{self.sheet.replace(chr(39), chr(39) * 2)}'!{self.address}"


def annotate(
    path: Path, findings: Sequence[Finding], *, learner: str, shown: str, original: str
) -> Annotated:
    """Make a copy of an intake workbook with findings in it.

    Args:
        path: the workbook, which may be an annotated copy: its list, notes and colours are replaced.
        findings: all that was found, in workbook order and without a client's name.
        learner: the learner's name as typed.
        shown: the file's name as findings give it.
        original: the name of the workbook in whose place the copy is to be put, as it may be told.

    Raises:
        UnreadableInput: when the file is no readable workbook.
    """
    data = read_checked(path)
    grid = grid_of(path.name, data)
    points = fix_list(findings)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        own = {sheet.name.casefold() for sheet in _own_sheets(grid)}
        lost = losses(archive, has_own_list=LIST_SHEET.casefold() in own)
        if not lost:
            targets = _targets(shown, grid, points)
            links = {line: target.link for line, target in targets.items()}
            listed = ListSheet(learner, shown, original, points, links, hidden=_hidden(shown, grid, points))
            copy = _whole_copy(archive, listed, targets)
            if copy is not None and _holds_the_same(copy, grid, path.name):
                return Annotated(copy)
            lost = (UNUSUAL,)
    alone = ListSheet(learner, shown, original, points, {}, lost)
    return Annotated(with_result(list_workbook(alone), progress(points)), lost)


def without_annotations(data: bytes) -> bytes:
    """An annotated copy without its list, its notes and its colours; any other workbook as it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if LIST_SHEET not in {sheet.name for sheet in read_package(archive).sheets}:
            return data
        package = EditedPackage(archive)
        remove_list(package, workbook_part(archive))
        for sheet in read_package(archive).sheets:
            if sheet.name != LIST_SHEET and package.found(sheet.part) is not None:
                remove_tints(package.tree(sheet.part))
                remove_notes(package, sheet.part)
        return package.packed()


def _whole_copy(archive: zipfile.ZipFile, listed: ListSheet, targets: Mapping[Line, _Target]) -> bytes | None:
    """The workbook with the list in front; None when it cannot be taken apart and put together again."""
    try:
        return _copy(archive, listed, targets)
    except _UNUSUAL:
        return None


def _copy(archive: zipfile.ZipFile, listed: ListSheet, targets: Mapping[Line, _Target]) -> bytes:
    package = EditedPackage(archive)
    described = read_package(archive)
    book = workbook_part(archive)
    remove_list(package, book)
    styles = StyleTable(package.tree(described.styles))
    for sheet in described.sheets:
        if package.found(sheet.part) is not None:
            _annotate_sheet(package, sheet.part, _lines_on(sheet.name, listed.points, targets), styles)
    graft_list(package, book, styles, list_workbook(listed), progress(listed.points))
    forget_order_of_calculation(package, book)
    mark_annotated(package.tree("docProps/custom.xml") if package.found("docProps/custom.xml") else None)
    return package.packed()


def _holds_the_same(copy: bytes, book: WorkbookGrid, name: str) -> bool:
    """Whether a copy reads like its workbook, even where that was written in an unusual way."""
    try:
        require_harmless(name, copy)
        again = grid_of(name, copy)
    except UnreadableInput:
        return False
    return _own_sheets(again) == _own_sheets(book) and again.epoch == book.epoch


def _own_sheets(book: WorkbookGrid) -> list[SheetGrid]:
    return [sheet for sheet in book.sheets if not is_list(sheet)]


def _lines_on(
    sheet: str, points: FixList, targets: Mapping[Line, _Target]
) -> dict[str, list[tuple[int, Line]]]:
    """The lines about each cell of a sheet, with their places in the list, from 1."""
    found: dict[str, list[tuple[int, Line]]] = {}
    for number, line in enumerate(points.lines, start=1):
        if line in targets and targets[line].sheet == sheet and line.finding.location.cell:
            found.setdefault(targets[line].address, []).append((number, line))
    return found


def _annotate_sheet(
    package: EditedPackage, part: str, cells: Mapping[str, Sequence[tuple[int, Line]]], styles: StyleTable
) -> None:
    if package.holds(package.found(part) or part, b"conditionalFormatting"):
        remove_tints(package.tree(part))
    remove_notes(package, part)
    if not cells:
        return
    add_notes(package, part, {address: [note(line) for _, line in lines] for address, lines in cells.items()})
    tasks = {
        address: [(number, line.finding.severity) for number, line in lines if line.is_task]
        for address, lines in cells.items()
    }
    heaviest = {
        address: (
            min((weight for _, weight in found), key=lambda weight: weight.order),
            [number for number, _ in found],
        )
        for address, found in tasks.items()
        if found
    }
    tint(package.tree(part), heaviest, styles)


def _targets(file: str, book: WorkbookGrid, points: FixList) -> dict[Line, _Target]:
    """Where each line leads; a line about another file, or about the whole of this one, leads nowhere."""
    known = {**{sheet.name: sheet for sheet in book.sheets}, **name_sheets(book, INTAKE).known}
    found: dict[Line, _Target] = {}
    for line in points.lines:
        place = line.finding.location
        sheet = known.get(place.sheet or "")
        if place.file == file and sheet is not None and not sheet.hidden:
            found[line] = _Target(sheet.name, _shown_cell(sheet, place))
    return found


def _hidden(file: str, book: WorkbookGrid, points: FixList) -> dict[Line, str]:
    """Lines about what nobody sees, with words for it: a link leads there, but shows nothing."""
    known = {**{sheet.name: sheet for sheet in book.sheets}, **name_sheets(book, INTAKE).known}
    found: dict[Line, str] = {}
    for line in points.lines:
        place = line.finding.location
        sheet = known.get(place.sheet or "")
        if place.file != file or sheet is None or line.finding.id == "hidden-content":
            continue
        if sheet.hidden:
            found[line] = HIDDEN_SHEET
        elif place.row is not None and int(_shown_cell(sheet, place).lstrip(_LETTERS)) in sheet.hidden_rows:
            found[line] = HIDDEN_ROW
    return found


def _shown_cell(sheet: SheetGrid, place: Location) -> str:
    """The cell in which something shows: of merged cells the first; of a whole sheet the upper left one."""
    row, column = place.row or 1, place.column or 1
    for merge in sheet.merges:
        if merge.first_row <= row <= merge.last_row and merge.first_column <= column <= merge.last_column:
            row, column = merge.first_row, merge.first_column
    return f"{column_letters(column)}{row}"
