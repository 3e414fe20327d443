"""What each sheet of an intake workbook shows and needs, worked out from the units it is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ilmdocs.model.goals import (
    Aim,
    AnswersGoal,
    ChoicesGoal,
    ClientsGoal,
    FilledGoal,
    HoursGoal,
    Need,
    RowsGoal,
    SpanGoal,
    WordsGoal,
)
from ilmdocs.model.submission import Value
from ilmdocs.model.unit import Unit
from ilmdocs.workbook.data_sheet import SheetPlan
from ilmdocs.workbook.schema import SHEETS, SheetSchema

_CORE_FIELDS = {
    "Learner": frozenset({"learner_name", "ilm_registration_no", "centre_name", "centre_number"}),
    "Units": frozenset({"unit_id", "include", "attempt"}),
}
"""Shown whatever the units use: without them there is no file name and no unit."""
_ALWAYS_NEEDED = frozenset({"Learner.learner_name", "Units.unit_id"})
_ALWAYS_SHOWN = frozenset({"Private"})
"""Used by the search for names, which no unit's rules know of."""

Rows = Mapping[str, Sequence[Mapping[str, Value]]]
Fields = Mapping[str, frozenset[str]]
Aims = Mapping[str, Sequence[Aim]]


def intake_plans(
    units: Sequence[Unit], rows: Rows, required: Fields, used: Fields, aims: Aims
) -> list[SheetPlan]:
    """The sheets of an intake workbook; see `create_workbook`.

    Raises:
        KeyError: when `rows` names a sheet or field that does not exist.
    """
    _known(rows)
    needed = frozenset[str]().union(*(required.get(unit.id, frozenset()) for unit in units))
    looked_at = frozenset[str]().union(*(used.get(unit.id, frozenset()) for unit in units))
    asked = [aim for unit in units for aim in aims.get(unit.id, ())]
    return [
        SheetPlan(
            schema,
            _own(schema, needed | _ALWAYS_NEEDED),
            _shown(schema, looked_at | needed if looked_at else frozenset(), rows, len(units)),
            rows.get(schema.name, ()),
            _needs(schema, _own(schema, needed | _ALWAYS_NEEDED), asked),
            _counted(schema, asked),
        )
        for schema in SHEETS
    ]


def never_empty(units: Sequence[Unit], aims: Aims) -> frozenset[str]:
    """The sheets on which one of the units asks for a row."""
    found: set[str] = set()
    for goal in (aim.goal for unit in units for aim in aims.get(unit.id, ())):
        if isinstance(goal, RowsGoal | ClientsGoal | ChoicesGoal):
            found.add(goal.sheet)
        elif isinstance(goal, HoursGoal):
            found.update(("Clients", "Sessions"))
        elif isinstance(goal, SpanGoal):
            found.add("CPD")
        elif isinstance(goal, AnswersGoal) and not goal.others:
            found.add("Narrative")
    return frozenset(found)


def unit_row(unit: Unit) -> Mapping[str, Value]:
    """The row of the Units sheet that a new workbook has for a unit."""
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
