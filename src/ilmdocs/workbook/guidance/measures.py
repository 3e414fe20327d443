"""Each aim of a unit as formulas: how much is there, how much is asked for, and both in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ilmdocs.model.goals import (
    Aim,
    AnswersGoal,
    ChoicesGoal,
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
from ilmdocs.workbook.guidance.answer_measures import answers
from ilmdocs.workbook.guidance.conditions import complete, filled, of_unit, started
from ilmdocs.workbook.guidance.measure import HAVE, NEED, Measure, label, total
from ilmdocs.workbook.guidance.places import field_spans, quoted, span
from ilmdocs.workbook.guidance.workings import planned_minutes, session_minutes
from ilmdocs.workbook.guidance.written_measures import choices, kinds, plan_span, word_count
from ilmdocs.workbook.schema import sheet_schema


@dataclass(frozen=True, slots=True)
class Block:
    """A block of lines: whose it is, and all that its unit asks for, of which it may show a part.

    `number` is the unit's place among the `units` of the workbook. `rows_of` is the unit whose rows are
    counted, empty for a block about all of them.
    """

    unit: Unit
    every: Sequence[Aim]
    number: int
    units: int
    rows_of: str

    @property
    def asked(self) -> frozenset[str]:
        """The sheets that cannot stay empty."""
        goals = [aim.goal for aim in self.every]
        counted = {goal.sheet for goal in goals if isinstance(goal, RowsGoal | ClientsGoal)}
        hours = {"Clients", "Sessions"} if any(isinstance(goal, HoursGoal) for goal in goals) else set()
        return frozenset(counted | hours)


def measures_of(block: Block, aims: Sequence[Aim]) -> tuple[Measure, ...]:
    """The lines of a block: what is counted first, then what is to be filled in."""
    counted = {
        f"{aim.rule} {type(aim.goal).__name__} {getattr(aim.goal, 'criteria', '')}": _counted(block, aim)
        for aim in aims
        if not isinstance(aim.goal, FilledGoal)
    }
    fill = [
        _filled(block, aim, aim.goal)
        for aim in aims
        if isinstance(aim.goal, FilledGoal)
        and aim.goal.sheet not in ("Learner", "Evidence")  # seen among the sheets; few learners have any
        and any(need.always or need.any_of or need.elsewhere for need in aim.goal.needs)
    ]
    return (*counted.values(), *fill)


def _counted(block: Block, aim: Aim) -> Measure:
    goal = aim.goal
    if isinstance(goal, HoursGoal):
        return _hours(block, aim, goal)
    if isinstance(goal, RowsGoal):
        return _rows(block.rows_of, aim, goal)
    if isinstance(goal, ClientsGoal):
        return _clients(block, aim, goal)
    if isinstance(goal, SpanGoal):
        return plan_span(goal)
    if isinstance(goal, KindsGoal):
        return kinds(aim, goal)
    if isinstance(goal, AnswersGoal):
        return answers(block.unit, block.rows_of, aim, goal)
    if isinstance(goal, ChoicesGoal):
        return choices(block.rows_of, aim, goal)
    assert isinstance(goal, WordsGoal)
    return word_count(block.rows_of, goal)


def hours(minutes: str) -> str:
    """Minutes in words: `6 h 30`."""
    return f'INT({minutes}/60)&" h"&IF(MOD({minutes},60)>0," "&TEXT(MOD({minutes},60),"00"),"")'


def _hours(block: Block, aim: Aim, goal: HoursGoal) -> Measure:
    planned = goal.of == "planned"
    column = planned_minutes(block.number, block.units) if planned else session_minutes(block.number)
    return Measure(
        label(aim.rule),
        aim.meaning,
        f"SUM({column})",
        str(block.unit.required_minutes or 0),
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


def _clients(block: Block, aim: Aim, goal: ClientsGoal) -> Measure:
    both = any(isinstance(other.goal, RowsGoal) and other.rule == aim.rule for other in block.every)
    ref = span("Clients", "client_ref")
    own = (of_unit("Clients", block.rows_of), filled(ref))
    except_ = f',{span(goal.sheet, goal.except_field)},"<>{goal.except_value}"' if goal.except_field else ""
    found = f"(COUNTIFS({span(goal.sheet, 'client_ref')},{ref}{except_})>0)"
    return Measure(
        f"{label(aim.rule)}{', each client' if both else ''}",
        aim.meaning,
        total("Clients", *own, found),
        total("Clients", *own),
        f'"for "&{HAVE}&" of "&{NEED}&IF({NEED}=1," client"," clients")',
        goal.sheet,
        nothing="no client yet",
    )


def _filled(block: Block, aim: Aim, goal: FilledGoal) -> Measure:
    at, schema = field_spans(goal.sheet), sheet_schema(goal.sheet)
    rows = (of_unit(goal.sheet, block.rows_of), started(schema, at))
    have = total(goal.sheet, *rows, complete(goal.needs, at))
    same = [other.goal for other in block.every if other.rule == aim.rule and other != aim]
    name = label(aim.rule)
    if any(isinstance(other, FilledGoal) for other in same):
        name += f", {goal.sheet}"
    elif same:
        name += ", cells filled"
    if goal.sheet == "Units":
        return _unit_cells(block.rows_of, aim, goal.needs)
    return Measure(
        name,
        aim.meaning,
        have,
        total(goal.sheet, *rows),
        f'IF({HAVE}={NEED},IF({NEED}=1,"the row is complete","all "&{NEED}&" rows complete"),'
        f'{HAVE}&" of "&{NEED}&IF({NEED}=1," row"," rows")&" complete, "&({NEED}-{HAVE})&" to go")',
        goal.sheet,
        nothing="no row yet",
        counts=goal.sheet in block.asked,
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
