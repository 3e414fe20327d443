"""Carries the cells of an older workbook into a new one, and counts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.errors import UnreadableInput
from ilmdocs.workbook import look
from ilmdocs.workbook.cells import cell_at
from ilmdocs.workbook.guidance.stored import StoredFormula
from ilmdocs.workbook.schema import LISTS_SHEET
from ilmdocs.workbook.sheet_part import StoredCell
from ilmdocs.workbook.upgrading.copying import copy_cell, copy_extras, copy_sheet, keep_result
from ilmdocs.workbook.upgrading.foreign import OUR_NOTES
from ilmdocs.workbook.upgrading.looks import carry_sheet_looks
from ilmdocs.workbook.upgrading.routes import Route


@dataclass(slots=True)
class Carrier:
    """What is carried into a new workbook.

    `numbers` and `before` are what the old one stores, by its own sheets and cells. `stored` collects the
    results of formulas that somebody typed, `formulas` their places in the old workbook, with or without one.
    `left` is what was not carried, in words.
    """

    book: Workbook
    numbers: Mapping[str, Mapping[tuple[int, int], float]]
    before: Mapping[str, Mapping[tuple[int, int], StoredCell]]
    stored: dict[str, dict[str, StoredFormula]] = field(default_factory=dict)
    formulas: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    cells: int = 0
    notes: int = 0
    columns: int = 0

    def carry(self, sheet: Worksheet, item: Route) -> None:
        """Carry the cells of a sheet that the new workbook has too."""
        made = self.book[item.schema.name]
        numbers, before = self.numbers.get(sheet.title, {}), self.before.get(sheet.title, {})
        for row in sheet.iter_rows():
            for cell in row:
                at = (cell.row, cell.column) if isinstance(cell, Cell) else None
                to = item.place(at) if at is not None else None
                if not isinstance(cell, Cell) or at is None:
                    continue
                if to is None:
                    self._note_at_heading(cell, item, made)
                    continue
                if cell.value is None and not cell.has_style and cell.comment is None:
                    continue
                new = cell_at(made, *to)
                is_heading = at in item.headings
                if is_heading:
                    new.value = cell.value
                    copy_extras(cell, new)
                    new.font, new.alignment, new.border = look.ACCENT_FONT, look.MIDDLE, look.HEADING_BORDER
                else:
                    copy_cell(cell, new, numbers.get(at))
                    new.protection = look.OPEN
                    keep_result(new, before.get(at), self.stored.setdefault(made.title, {}))
                self._count(cell)
        if sheet.sheet_state != "visible" and _has_entries(before, item):
            made.sheet_state = sheet.sheet_state  # without entries it is hidden by itself
        self._merge(sheet, item, made)
        self.left += carry_sheet_looks(sheet, made, item)
        self.columns += sum(target > len(item.schema.fields) + 1 for target in item.columns.values())

    def carry_whole(self, sheet: Worksheet) -> None:
        """Carry a sheet that is somebody's own, to stand before the lists."""
        made = self.book.create_sheet(sheet.title, self.book.sheetnames.index(LISTS_SHEET) - 1)
        numbers, before = self.numbers.get(sheet.title, {}), self.before.get(sheet.title, {})
        self.cells += copy_sheet(sheet, made, numbers, self.stored.setdefault(made.title, {}), before)
        for row in sheet.iter_rows():
            for cell in row:
                self.notes += cell.comment is not None
                if cell.data_type == "f":
                    self.formulas.append(f"{sheet.title}!{cell.coordinate}")

        rules = [
            (found.sqref, rule.formula) for found in sheet.conditional_formatting for rule in found.rules
        ]
        rules += [(item.sqref, [item.formula1 or ""]) for item in sheet.data_validations.dataValidation]
        self.formulas += [f"{sheet.title}!{cells}" for cells, texts in rules if "!" in "".join(texts)]

    def _count(self, cell: Cell) -> None:
        if cell.data_type == "f":
            self.formulas.append(f"{cell.parent.title}!{cell.coordinate}")
        self.cells += cell.value is not None
        self.notes += cell.comment is not None and cell.comment.author != OUR_NOTES

    def _note_at_heading(self, cell: Cell, item: Route, made: Worksheet) -> None:
        """A note of somebody's at a heading of ours goes to that heading."""
        if cell.comment is None or cell.comment.author == OUR_NOTES:
            return
        if item.lines:
            to = (item.lines.get(cell.row, cell.row), 1)
        else:
            to = (item.row(cell.row), item.columns.get(cell.column, cell.column))
        copy_extras(cell, cell_at(made, max(1, to[0]), to[1]))
        self.notes += 1

    def _merge(self, sheet: Worksheet, item: Route, made: Worksheet) -> None:
        """Merge what was merged below the headings; ranges that come apart cannot be kept."""
        for merged in sheet.merged_cells.ranges:
            first, last = (
                item.place((merged.min_row, merged.min_col)),
                item.place((merged.max_row, merged.max_col)),
            )
            if first is None or last is None:
                continue
            if last[1] - first[1] != merged.max_col - merged.min_col:
                raise UnreadableInput(
                    f"The cells {sheet.title}!{merged.coord} are merged over columns that come apart.",
                    "Unmerge them and try again.",
                )
            made.merge_cells(start_row=first[0], start_column=first[1], end_row=last[0], end_column=last[1])


def _has_entries(cells: Mapping[tuple[int, int], StoredCell], item: Route) -> bool:
    return any(at[0] >= item.first and not item.lines for at in cells) or bool(item.lines)
