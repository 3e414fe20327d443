"""Makes an intake workbook from the schema: blank, or filled from rows of values."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook

from ilmdocs.model.unit import Regime, Unit
from ilmdocs.workbook.data_sheet import SheetPlan, add_data_sheet
from ilmdocs.workbook.guidance.progress_sheet import SheetNeeds, add_progress
from ilmdocs.workbook.guidance.stored import Placed
from ilmdocs.workbook.guidance.workings import add_workings
from ilmdocs.workbook.guide_sheet import NOT_NEEDED, add_guide
from ilmdocs.workbook.guide_texts import INTAKE_GUIDE, GuideTexts
from ilmdocs.workbook.kind import WorkbookKind, store_kind
from ilmdocs.workbook.lists_sheet import add_lists
from ilmdocs.workbook.packing import packed
from ilmdocs.workbook.planning import Aims, Fields, Rows, intake_plans, never_empty, unit_row
from ilmdocs.workbook.protection import protect
from ilmdocs.workbook.schema import GUIDE_SHEET, INTAKE, UNREAD_SHEETS, WorkbookSchema

__all__ = ["Rows", "assembled", "create_workbook", "made_from", "title_of"]


_EVERYBODYS = frozenset({"Learner", "Units"})


def create_workbook(
    units: Sequence[Unit],
    *,
    rows: Rows | None = None,
    required: Fields | None = None,
    used: Fields | None = None,
    aims: Aims | None = None,
) -> bytes:
    """Make an intake workbook for some units; the same input gives the same bytes.

    Args:
        units: the units it is for, in the order in which they are listed.
        rows: sheet name to rows of values by field id (durations in minutes); None makes a blank workbook.
        required: unit id to the fields (`Sheet.field`) that it needs; their headings are dark.
        used: unit id to the fields it looks at; other columns are hidden, never left out. Without any,
            everything is shown.
        aims: unit id to what of its rules can be counted, for the sheet Progress.

    Returns:
        The .xlsx file.

    Raises:
        KeyError: when `rows` names a sheet or field that does not exist.
        ValueError: when a text is longer than a cell can hold.
    """
    filled = {"Units": [unit_row(unit) for unit in units], **(rows or {})}
    plans = intake_plans(units, filled, required or {}, used or {}, aims or {})
    return made_from(INTAKE, units, plans, INTAKE_GUIDE, aims or {})


def made_from(
    schema: WorkbookSchema,
    units: Sequence[Unit],
    plans: Sequence[SheetPlan],
    guide: GuideTexts,
    aims: Aims | None = None,
) -> bytes:
    """A workbook of any kind from its planned sheets, as a file; see `assembled`.

    Raises:
        ValueError: when a text is longer than a cell can hold.
    """
    book, placed = assembled(schema, units, plans, guide, aims)
    return packed(book, title_of(schema), placed.write(book))


def title_of(schema: WorkbookSchema) -> str:
    """What a workbook's properties call it."""
    return f"ILM coaching portfolio: {schema.name}"


def assembled(
    schema: WorkbookSchema,
    units: Sequence[Unit],
    plans: Sequence[SheetPlan],
    guide: GuideTexts,
    aims: Aims | None = None,
) -> tuple[Workbook, Placed]:
    """A workbook of any kind from its planned sheets: the guide first, the lists last.

    With `aims` it says how far the units are. The formulas are placed and not yet written.

    Raises:
        ValueError: when a text is longer than a cell can hold.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    kind = WorkbookKind(schema.kind, schema.version)
    add_guide(book, units, [(plan.schema, _need(plan, units, aims)) for plan in plans], guide, kind)
    placed = Placed()
    for plan in plans:
        add_data_sheet(book, plan, placed)
    if aims is not None:
        add_workings(book, units, placed)
        shown = [SheetNeeds(plan.schema, plan.needs or ()) for plan in plans if plan.shown]
        add_progress(book, units, aims, shown, placed)
    add_lists(book, units, schema, placed)
    if aims is not None:
        for name in (GUIDE_SHEET, *UNREAD_SHEETS):
            protect(book[name])
    store_kind(book, kind)
    book.calculation.fullCalcOnLoad = True  # the list of sessions is worked out by Excel
    return book, placed


def _need(plan: SheetPlan, units: Sequence[Unit], aims: Aims | None) -> str:
    """Whether a sheet cannot stay empty; where nothing is counted, whether its rows need anything."""
    name = plan.schema.name
    written = name == "Narrative" and any(u.regime is not Regime.PORTFOLIO for u in units)
    needed = bool(plan.needed) if aims is None or name in _EVERYBODYS else name in never_empty(units, aims)
    if needed or written:
        return "Needed"
    return "If it applies" if plan.shown else NOT_NEEDED
