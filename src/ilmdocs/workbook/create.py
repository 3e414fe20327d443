"""Makes an intake workbook from the schema: blank, or filled from rows of values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from ilmdocs.model.goals import Aim, FilledGoal, Need, WordsGoal
from ilmdocs.model.submission import Value
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
from ilmdocs.workbook.protection import protect
from ilmdocs.workbook.schema import (
    GUIDE_SHEET,
    INTAKE,
    SHEETS,
    UNREAD_SHEETS,
    SheetSchema,
    WorkbookSchema,
)

_CORE_FIELDS = {
    "Learner": frozenset({"learner_name", "ilm_registration_no", "centre_name", "centre_number"}),
    "Units": frozenset({"unit_id", "include", "attempt"}),
}
"""Shown whatever the units use: without them there is no file name and no unit."""
_ALWAYS_NEEDED = frozenset({"Learner.learner_name", "Units.unit_id"})
_ALWAYS_SHOWN = frozenset({"Private"})
"""Used by the search for names, which no unit's rules know of."""

Rows = Mapping[str, Sequence[Mapping[str, Value]]]


def create_workbook(
    units: Sequence[Unit],
    *,
    rows: Rows | None = None,
    required: Mapping[str, frozenset[str]] | None = None,
    used: Mapping[str, frozenset[str]] | None = None,
    aims: Mapping[str, Sequence[Aim]] | None = None,
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
    filled = {"Units": [_unit_row(unit) for unit in units], **(rows or {})}
    _known(filled)
    needed = frozenset().union(*((required or {}).get(unit.id, frozenset()) for unit in units))
    looked_at = frozenset().union(*((used or {}).get(unit.id, frozenset()) for unit in units))
    asked = [aim for unit in units for aim in (aims or {}).get(unit.id, ())]
    plans = [
        SheetPlan(
            schema,
            _own(schema, needed | _ALWAYS_NEEDED),
            _shown(schema, looked_at | needed if looked_at else frozenset(), filled, len(units)),
            filled.get(schema.name, ()),
            _needs(schema, _own(schema, needed | _ALWAYS_NEEDED), asked),
            _counted(schema, asked),
        )
        for schema in SHEETS
    ]
    return made_from(INTAKE, units, plans, INTAKE_GUIDE, aims or {})


def _needs(schema: SheetSchema, needed: frozenset[str], aims: Sequence[Aim]) -> tuple[Need, ...]:
    """What each row of a sheet must have: what every row needs, and what hangs on its other cells."""
    always = tuple(item.id for item in schema.fields if item.id in needed)
    given = [need for aim in aims if isinstance(aim.goal, FilledGoal) for need in aim.goal.needs]
    more = (need for need in given if need.sheet == schema.name and not need.always)
    return (*((Need(schema.name, always),) if always else ()), *dict.fromkeys(more))


def _counted(schema: SheetSchema, aims: Sequence[Aim]) -> tuple[str, ...]:
    """The answers whose words are counted, where the source suggests how many."""
    goals = [aim.goal for aim in aims if isinstance(aim.goal, WordsGoal)]
    if schema.name == "ReportItems":
        return ("text", "strategy") if any(goal.items for goal in goals) else ()
    return ("text",) if goals and schema.name == "Narrative" else ()


def made_from(
    schema: WorkbookSchema,
    units: Sequence[Unit],
    plans: Sequence[SheetPlan],
    guide: GuideTexts,
    aims: Mapping[str, Sequence[Aim]] | None = None,
) -> bytes:
    """A workbook of any kind from its planned sheets: the guide first, the lists last.

    With `aims` it says how far the units are.

    Raises:
        ValueError: when a text is longer than a cell can hold.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    kind = WorkbookKind(schema.kind, schema.version)
    add_guide(book, units, [(plan.schema, _need(plan, units)) for plan in plans], guide, kind)
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
    stored = placed.write(book)
    return packed(book, f"ILM coaching portfolio: {schema.name}", stored)


def _unit_row(unit: Unit) -> Mapping[str, Value]:
    return {"unit_id": unit.id, "include": True, "attempt": 1}


def _known(rows: Rows) -> None:
    """Refuse unknown sheets and fields: a misspelt one would be lost without a word."""
    schemas = {schema.name: {item.id for item in schema.fields} for schema in SHEETS}
    for name, sheet_rows in rows.items():
        for row in sheet_rows:
            for field_id in row:
                if field_id not in schemas[name]:
                    raise KeyError(f"{name}.{field_id}")


def _own(schema: SheetSchema, names: frozenset[str]) -> frozenset[str]:
    return frozenset(item.id for item in schema.fields if f"{schema.name}.{item.id}" in names)


def _shown(schema: SheetSchema, names: frozenset[str], rows: Rows, units: int) -> frozenset[str]:
    """The fields to show: those that are used, those that are filled, and those that are always there."""
    everything = frozenset(item.id for item in schema.fields)
    if not names or schema.name in _ALWAYS_SHOWN:
        return everything
    filled = frozenset(field_id for row in rows.get(schema.name, ()) for field_id in row)
    shown = _own(schema, names) | filled | _CORE_FIELDS.get(schema.name, frozenset())
    if units > 1 and shown and "units" in everything:
        shown |= {"units"}
    return shown


def _need(plan: SheetPlan, units: Sequence[Unit]) -> str:
    written = plan.schema.name == "Narrative" and any(u.regime is not Regime.PORTFOLIO for u in units)
    if plan.needed or written:
        return "Needed"
    return "If it applies" if plan.shown else NOT_NEEDED
