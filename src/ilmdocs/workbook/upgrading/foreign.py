"""What somebody wrote where older workbooks speak themselves: on the Guide, the Lists, above the headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.workbook.data_sheet import LEGEND
from ilmdocs.workbook.fold import folded
from ilmdocs.workbook.schema import GUIDE_SHEET, LISTS_SHEET, SHEETS, SheetSchema

OUR_NOTES = "ilmdocs"
"""The author of the notes at the headings."""
_GUIDE_COLUMNS = range(2, 9)
_LIST_TOP = ("Lists", "What the dropdowns offer. Nothing on this sheet needs changing.")
_SESSIONS_HEADING = "session references"
_LIST_HEADING_ROW = 3
_OLDER_GUIDES = frozenset(
    {
        "Needed", "If it applies", "Not needed",
        "dark heading: needed; light: if it applies; tinted: type here",
        "Clients and Goals: a row for each client, a row for each goal.",
        "CPD, Narrative, References, Evidence: what else belongs to your portfolio.",
        "Learner and Units: you, your centre, your units and the days of signing.",
        "Sessions: a row after each session, with your reflection. Hours add up by themselves.",
        "CoacheeFeedback, Supervision, Observations: copy exactly what others wrote.",
        "Private: real names, here and nowhere else. Everywhere else type a reference such as C1.",
        "Save, close and run ilmdocs check: it lists what is missing, cell by cell.",
        "Put it right. Then ilmdocs build makes your forms and your portfolio.",
        "Clients, Goals and Tools: a row for each client, each goal, each diagnostic tool.",
        "CPD, SelfReview, ProgressLog, Networks: your own development, if your units ask for it.",
        "Narrative: answers, or the Word file with them. ReportItems, References, Evidence: the rest.",
    }
)  # fmt: skip
"""What the Guides of older versions say and the newest does not."""
_GUIDE_PATTERN = re.compile(r"[0-9]{1,2}|ilmdocs intake workbook, schema [0-9]+")
_RANGE = re.compile(
    r"'?(?P<sheet>[^'!]+)'?!\$(?P<first>[A-Z]+)\$(?P<top>[0-9]+):\$(?P<last>[A-Z]+)\$(?P<end>[0-9]+)"
)


def is_own_line(schema: SheetSchema, text: object) -> bool:
    """Whether a text above the headings is the workbook's own; the legend has grown."""
    said = folded(str(text))
    return said in (folded(schema.title), folded(schema.intro)) or said.startswith(folded(LEGEND))


def foreign_cells(old: Workbook, new: Workbook, units: Iterable[str]) -> list[str]:
    """The cells and notes on the Guide and the Lists that somebody wrote.

    Args:
        old: the older workbook.
        new: the fresh one, which says most of what the old one says.
        units: the ids of all units.
    """
    found: list[str] = []
    ids = tuple(f"{unit} " for unit in units)
    for sheet in old.worksheets:
        if folded(sheet.title) == folded(GUIDE_SHEET):
            known = _OLDER_GUIDES | {str(cell.value) for cell in _filled(new[GUIDE_SHEET])}
            found += [
                f"{sheet.title}!{cell.coordinate}"
                for cell in _filled(sheet)
                if cell.column not in _GUIDE_COLUMNS or not _in_guide(str(cell.value), known, ids)
            ]
        elif folded(sheet.title) == folded(LISTS_SHEET):
            found += [f"{sheet.title}!{at}" for at in _on_lists(old, sheet)]
        else:
            continue
        found += [f"the note at {sheet.title}!{cell.coordinate}" for cell in _noted(sheet)]
    return found


def is_ours(title: str) -> bool:
    """Whether a sheet is one of the workbook's own, by its name."""
    return folded(title) in {
        folded(name) for name in (GUIDE_SHEET, LISTS_SHEET, *(item.name for item in SHEETS))
    }


def _in_guide(text: str, known: Iterable[str], ids: tuple[str, ...]) -> bool:
    return text in known or text.startswith(ids) or _GUIDE_PATTERN.fullmatch(text) is not None


def _on_lists(book: Workbook, sheet: Worksheet) -> Iterator[str]:
    """Cells of the Lists outside the lists themselves."""
    ours: dict[str, tuple[int, int]] = {}
    for defined in book.defined_names.values():
        match = _RANGE.fullmatch(defined.attr_text or "")
        if match is not None and folded(match["sheet"]) == folded(LISTS_SHEET):
            ours[match["first"]] = (int(match["top"]), int(match["end"]))
    worked_out = {
        cell.column_letter
        for cell in _filled(sheet)
        if cell.row == _LIST_HEADING_ROW and cell.value == _SESSIONS_HEADING
    }
    for cell in _filled(sheet):
        first, last = ours.get(cell.column_letter, (0, 0))
        is_list = first <= cell.row <= last or (
            cell.row == _LIST_HEADING_ROW and (first or cell.column_letter in worked_out)
        )
        is_formula = cell.data_type == "f" and cell.column_letter in worked_out
        if not (is_list or is_formula or cell.value in _LIST_TOP):
            yield cell.coordinate


def _filled(sheet: Worksheet) -> Iterator[Cell]:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and cell.value is not None and str(cell.value).strip():
                yield cell


def _noted(sheet: Worksheet) -> Iterator[Cell]:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and cell.comment is not None and cell.comment.author != OUR_NOTES:
                yield cell
