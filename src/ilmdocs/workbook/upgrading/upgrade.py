"""Makes the new workbook: a fresh one for the same units, with every cell of the old one in its place."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from openpyxl import Workbook, load_workbook

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.goals import Aim
from ilmdocs.model.unit import Unit
from ilmdocs.workbook.annotate import without_annotations
from ilmdocs.workbook.create import assembled, title_of
from ilmdocs.workbook.fold import folded
from ilmdocs.workbook.guidance.stored import Placed
from ilmdocs.workbook.guide_texts import INTAKE_GUIDE
from ilmdocs.workbook.headings import find_headings
from ilmdocs.workbook.packing import packed
from ilmdocs.workbook.planning import Fields, intake_plans
from ilmdocs.workbook.raw import not_carried, stored_numbers
from ilmdocs.workbook.read import read_workbook
from ilmdocs.workbook.schema import FIRST_ROW, GUIDE_SHEET, INTAKE, LISTS_SHEET, SCHEMA_VERSION
from ilmdocs.workbook.sheet_reader import SheetReader, open_workbook
from ilmdocs.workbook.upgrading.carrier import Carrier
from ilmdocs.workbook.upgrading.foreign import foreign_cells
from ilmdocs.workbook.upgrading.left_out import left_out
from ilmdocs.workbook.upgrading.routes import Route, all_stay, route


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The new workbook.

    `version` is the old one's (0 when it does not say), `cells`, `notes` and `columns` how many filled cells,
    notes and columns of the learner's own were carried over, `sheets` the names of sheets of the learner's.
    `left_out` says what was not carried over.
    """

    data: bytes
    version: int
    cells: int
    notes: int
    columns: int
    sheets: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def upgraded(
    path: Path,
    units: Mapping[str, Unit],
    required: Fields,
    used: Fields,
    aims: Mapping[str, Sequence[Aim]],
) -> Upgraded | None:
    """Make a workbook of the newest version from an older one, None of one that is; nothing is written.

    Args:
        path: the older workbook.
        units: all known units by id.
        required: as for `create_workbook`.
        used: as for `create_workbook`.
        aims: as for `create_workbook`.

    Raises:
        UnreadableInput: when it cannot be read, is newer, or holds what a new one could not hold.
    """
    reader = open_workbook(path, INTAKE)
    version = reader.book.kind.version if reader.book.kind else 0
    if version == SCHEMA_VERSION:
        return None
    data = without_annotations(path.read_bytes())
    _refuse(path.name, not_carried(data))
    read = read_workbook(path, units, required)
    named = [row.text("unit_id") for row in read.submission.rows("Units")]
    chosen = [units[name] for name in dict.fromkeys(named) if name in units]
    if not chosen:
        raise UnreadableInput(
            f"{path.name} names no unit that is known.", "Type one on the sheet Units first."
        )
    rows = {name: [row.values for row in sheet.rows] for name, sheet in read.submission.sheets.items()}
    plans = [
        replace(plan, rows=[{}] * _last_row(reader, plan.schema.name))
        for plan in intake_plans(chosen, rows, required, used, aims)
    ]
    book, placed = assembled(INTAKE, chosen, plans, INTAKE_GUIDE, aims)
    return _filled(_Old(path.name, data, reader, version), book, placed, units)


@dataclass(frozen=True, slots=True)
class _Old:
    file: str
    data: bytes
    reader: SheetReader
    version: int

    def open(self) -> Workbook:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about looks that it does not know
            return load_workbook(io.BytesIO(self.data))

    def routes(self) -> dict[str, Route]:
        """Where the cells of each sheet go that has headings."""
        found = {}
        for schema in INTAKE.sheets:
            grid = self.reader.named.known.get(schema.name)
            headings = find_headings(schema, grid) if grid is not None else None
            if grid is not None and headings is not None:
                found[schema.name] = route(schema, grid, headings)
            elif grid is not None and any(at[0] > FIRST_ROW for at in grid.cells):
                raise UnreadableInput(
                    f"{self.file}: the headings of the sheet {schema.name} cannot be found, so its entries "
                    "cannot be carried over.",
                    "Put the headings right first: ilmdocs check says how.",
                )
        return found


def _last_row(reader: SheetReader, sheet: str) -> int:
    grid = reader.named.known.get(sheet)
    if grid is None or next(item for item in INTAKE.sheets if item.name == sheet).layout == "form":
        return 0
    filled = [row for (row, _), cell in grid.cells.items() if cell.value is not None or cell.lacks_result]
    return max(0, max(filled, default=0) - FIRST_ROW + 1)


def _filled(old: _Old, book: Workbook, placed: Placed, units: Iterable[str]) -> Upgraded:
    """Carry all cells over, and count them."""
    source, routes = old.open(), old.routes()
    homeless = [f"{name}!{cell}" for name, item in routes.items() for cell in item.homeless]
    _refuse(old.file, [*homeless, *foreign_cells(source, book, units)])
    by_title = {old.reader.named.known[name].name: item for name, item in routes.items()}
    carrier = Carrier(
        book, stored_numbers(old.data), {sheet.name: sheet.cells for sheet in old.reader.book.sheets}
    )
    own = [
        sheet
        for sheet in source.worksheets
        if sheet.title not in by_title
        and folded(sheet.title) not in {folded(GUIDE_SHEET), folded(LISTS_SHEET)}
    ]
    for sheet in own:
        if sheet.title in book.sheetnames:
            raise UnreadableInput(
                f"{old.file}: the sheet {sheet.title} has a name that the new version uses itself.",
                "Rename that sheet and try again.",
            )
    for title, item in by_title.items():
        carrier.carry(source[title], item)
    for sheet in own:
        carrier.carry_whole(sheet)
    pointing = [
        f"the name {name}"
        for names in (source.defined_names, *(sheet.defined_names for sheet in source.worksheets))
        for name in names
        if name not in book.defined_names and not name.startswith("list_")
    ]
    _refuse_moving_formulas(old.file, [*carrier.formulas, *pointing], list(routes.values()))
    for name, defined in source.defined_names.items():
        if name not in book.defined_names:
            book.defined_names[name] = defined
    book.epoch = source.epoch
    data = packed(book, title_of(INTAKE), placed.write(book, carrier.stored))
    return Upgraded(
        data,
        old.version,
        carrier.cells,
        carrier.notes,
        carrier.columns,
        tuple(sheet.title for sheet in own),
        (*left_out(old.data, source), *carrier.left),
    )


def _refuse(file: str, what: Sequence[str]) -> None:
    if what:
        listed = ", ".join(what[:10]) + (" …" if len(what) > 10 else "")
        raise UnreadableInput(
            f"{file} holds what has no place in a new workbook: {listed}. Nothing was written.",
            "Take that out of a copy, or go on using the workbook as it is: it is read all the same.",
        )


def _refuse_moving_formulas(file: str, places: Sequence[str], routes: Sequence[Route]) -> None:
    """A formula, or a name for cells, means other cells once columns have moved."""
    if places and not all_stay(routes):
        listed = ", ".join(places[:5]) + (" …" if len(places) > 5 else "")
        raise UnreadableInput(
            f"{file} holds formulas ({listed}), and cells that they look at would move.",
            "Replace them by their values (Copy, then Paste Special, Values), delete such names "
            "(Formulas, Name Manager), and try again.",
        )
