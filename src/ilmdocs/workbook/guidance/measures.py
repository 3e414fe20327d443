"""Each aim of a unit as formulas: how much is there, how much is asked for, and both in words."""

from __future__ import annotations

from collections.abc import Sequence

from ilmdocs.model.goals import (
    Aim,
    ClientsGoal,
    FilledGoal,
    HoursGoal,
    KindsGoal,
    Need,
    RowsGoal,
    SpanGoal,
    WordsGoal,
)
from ilmdocs.model.unit import Unit
from ilmdocs.workbook.guidance.conditions import complete, filled, of_unit, started
from ilmdocs.workbook.guidance.measure import HAVE, NEED, Measure, label, total
from ilmdocs.workbook.guidance.places import field_spans, quoted, span
from ilmdocs.workbook.guidance.workings import planned_minutes, session_minutes
from ilmdocs.workbook.guidance.written_measures import kinds, plan_span, word_count
from ilmdocs.workbook.schema import sheet_schema


def measures_of(unit: Unit, aims: Sequence[Aim], number: int, units: int) -> tuple[Measure, ...]:
    """The lines of a unit: what is counted first, then what is to be filled in.

    Args:
        unit: the unit.
        aims: what its rules ask for that can be counted.
        number: its place among the units of the workbook.
        units: how many these are.
    """
    asked = {goal.sheet for goal in (aim.goal for aim in aims) if isinstance(goal, RowsGoal | ClientsGoal)}
    if any(isinstance(aim.goal, HoursGoal) for aim in aims):
        asked |= {"Clients", "Sessions"}
    counted: dict[str, Measure] = {}
    fill: dict[str, Measure] = {}
    for aim in aims:
        if not isinstance(aim.goal, FilledGoal):
            known = aim.rule if not isinstance(aim.goal, SpanGoal) else f"{aim.rule} months"
            counted.setdefault(known, _counted(unit, aim, number, units))
    for aim in aims:
        goal = aim.goal
        if not isinstance(goal, FilledGoal) or aim.rule in counted or goal.sheet == "Learner":
            continue
        if any(need.always or need.any_of for need in goal.needs):
            fill[f"{aim.rule} {goal.sheet}"] = _filled(unit.id, aim, goal, asked)
    return (*counted.values(), *fill.values())


def _counted(unit: Unit, aim: Aim, number: int, units: int) -> Measure:
    goal = aim.goal
    if isinstance(goal, HoursGoal):
        return _hours(unit, aim, goal, number, units)
    if isinstance(goal, RowsGoal):
        return _rows(unit.id, aim, goal)
    if isinstance(goal, ClientsGoal):
        return _clients(unit.id, aim, goal)
    if isinstance(goal, SpanGoal):
        return plan_span(goal)
    if isinstance(goal, KindsGoal):
        return kinds(aim, goal)
    assert isinstance(goal, WordsGoal)
    return word_count(unit.id, goal)


def hours(minutes: str) -> str:
    """Minutes in words: `6 h 30`."""
    return f'INT({minutes}/60)&" h"&IF(MOD({minutes},60)>0," "&TEXT(MOD({minutes},60),"00"),"")'


def _hours(unit: Unit, aim: Aim, goal: HoursGoal, number: int, units: int) -> Measure:
    planned = goal.of == "planned"
    column = planned_minutes(number, units) if planned else session_minutes(number)
    return Measure(
        label(aim.rule),
        aim.meaning,
        f"SUM({column})",
        str(unit.required_minutes or 0),
        f'{hours(HAVE)}&" of "&{hours(NEED)}&IF({HAVE}<{NEED},", "&{hours(f"({NEED}-{HAVE})")}&" to go","")',
        "Clients" if planned else "Sessions",
    )


def _rows(unit_id: str, aim: Aim, goal: RowsGoal) -> Measure:
    at = field_spans(goal.sheet)
    except_ = f"({at[goal.except_field]}<>{quoted(goal.except_value)})" if goal.except_field else ""
    if goal.distinct:
        own = at[goal.field]
        first = f'(MATCH({own}&"",{own}&"",0)=ROW({own})-ROW({own.partition(":")[0]})+1)'
        have = total(goal.sheet, of_unit(goal.sheet, unit_id), except_, filled(own), first)
    else:
        have = total(goal.sheet, of_unit(goal.sheet, unit_id), except_, started(sheet_schema(goal.sheet), at))
    named = quoted(goal.one) if goal.minimum == 1 else quoted(goal.several)
    here = f"IF({HAVE}=1,{quoted(goal.one)},{quoted(goal.several)})"
    return Measure(
        label(aim.rule),
        aim.meaning,
        have,
        str(goal.minimum),
        f'IF({HAVE}<{NEED},{HAVE}&" of "&{NEED}&" "&{named}&", "&({NEED}-{HAVE})&" to go",{HAVE}&" "&{here})',
        goal.sheet,
    )


def _clients(unit_id: str, aim: Aim, goal: ClientsGoal) -> Measure:
    ref = span("Clients", "client_ref")
    own = (of_unit("Clients", unit_id), filled(ref))
    except_ = f',{span(goal.sheet, goal.except_field)},"<>{goal.except_value}"' if goal.except_field else ""
    found = f"(COUNTIFS({span(goal.sheet, 'client_ref')},{ref}{except_})>0)"
    return Measure(
        label(aim.rule),
        aim.meaning,
        total("Clients", *own, found),
        total("Clients", *own),
        f'"for "&{HAVE}&" of "&{NEED}&IF({NEED}=1," client"," clients")',
        goal.sheet,
        nothing="no client yet",
    )


def _filled(unit_id: str, aim: Aim, goal: FilledGoal, asked: set[str]) -> Measure:
    at, schema = field_spans(goal.sheet), sheet_schema(goal.sheet)
    rows = (of_unit(goal.sheet, unit_id), started(schema, at))
    have = total(goal.sheet, *rows, complete(goal.needs, at))
    if goal.sheet == "Units":
        return _unit_cells(unit_id, aim, goal.needs)
    return Measure(
        label(aim.rule),
        aim.meaning,
        have,
        total(goal.sheet, *rows),
        f'IF({HAVE}={NEED},IF({NEED}=1,"the row is complete","all "&{NEED}&" rows complete"),'
        f'{HAVE}&" of "&{NEED}&" rows complete, "&({NEED}-{HAVE})&" to go")',
        goal.sheet,
        nothing="no row yet",
        counts=goal.sheet in asked,
    )


def _unit_cells(unit_id: str, aim: Aim, needs: Sequence[Need]) -> Measure:
    """Of the unit's one row it is said how many cells are filled."""
    at = field_spans("Units")
    names = tuple(dict.fromkeys(name for need in needs if need.always for name in need.fields))
    own = of_unit("Units", unit_id)
    have = "+".join(total("Units", own, filled(at[name])) for name in names)
    what = "cell" if len(names) == 1 else "cells"
    return Measure(
        label(aim.rule),
        aim.meaning,
        have,
        str(len(names)),
        f'{HAVE}&" of "&{NEED}&" {what} filled"&IF({HAVE}<{NEED},", "&({NEED}-{HAVE})&" to go","")',
        "Units",
    )
