"""Each aim of a unit as formulas: how much is there, how much is asked for, and both in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
from ilmdocs.workbook.guidance.places import below_heading, elsewhere, field_spans, quoted, span
from ilmdocs.workbook.guidance.row_state import words
from ilmdocs.workbook.guidance.workings import planned_minutes, session_minutes
from ilmdocs.workbook.schema import sheet_schema

HAVE, NEED = "{have}", "{need}"
"""Stand in the words for the two cells with the numbers."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of Progress.

    `have` and `need` are formulas of numbers, `words` puts both into a sentence. Where `need` works out to 0
    nothing is asked for yet and `nothing` stands there instead; with `counts` that is still to do. `sheet` is
    where to go.
    """

    label: str
    meaning: str
    have: str
    need: str
    words: str
    sheet: str
    nothing: str = "nothing here yet"
    counts: bool = True
    suggested: bool = False


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
        if isinstance(aim.goal, FilledGoal) and aim.rule not in counted and aim.goal.sheet != "Learner":
            if any(need.always or need.any_of for need in aim.goal.needs):
                fill[f"{aim.rule} {aim.goal.sheet}"] = _filled(unit.id, aim, aim.goal, asked)
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
        return _span(aim, goal)
    if isinstance(goal, KindsGoal):
        return _kinds(aim, goal)
    assert isinstance(goal, WordsGoal)
    return _words(unit.id, aim, goal)


def label(rule: str) -> str:
    """The short name of a line: the rule's own, in words."""
    return rule.replace("-", " ").capitalize()


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


def _total(sheet: str, *factors: str) -> str:
    """How many rows of a sheet meet all conditions."""
    return f"SUMPRODUCT({'*'.join((below_heading(sheet), *(part for part in factors if part)))})"


def _rows(unit_id: str, aim: Aim, goal: RowsGoal) -> Measure:
    at = field_spans(goal.sheet)
    except_ = f"({at[goal.except_field]}<>{quoted(goal.except_value)})" if goal.except_field else ""
    if goal.distinct:
        own = at[goal.field]
        first = f'(MATCH({own}&"",{own}&"",0)=ROW({own})-ROW({own.partition(":")[0]})+1)'
        have = _total(goal.sheet, of_unit(goal.sheet, unit_id), except_, filled(own), first)
    else:
        have = _total(
            goal.sheet, of_unit(goal.sheet, unit_id), except_, started(sheet_schema(goal.sheet), at)
        )
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
        _total("Clients", *own, found),
        _total("Clients", *own),
        f'"for "&{HAVE}&" of "&{NEED}&IF({NEED}=1," client"," clients")',
        goal.sheet,
        nothing="no client yet",
    )


def _filled(unit_id: str, aim: Aim, goal: FilledGoal, asked: set[str]) -> Measure:
    at, schema = field_spans(goal.sheet), sheet_schema(goal.sheet)
    rows = (of_unit(goal.sheet, unit_id), started(schema, at))
    have = _total(goal.sheet, *rows, complete(goal.needs, at))
    if goal.sheet == "Units":
        return _unit_cells(unit_id, aim, goal.needs)
    return Measure(
        label(aim.rule),
        aim.meaning,
        have,
        _total(goal.sheet, *rows),
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
    have = "+".join(_total("Units", own, filled(at[name])) for name in names)
    what = "cell" if len(names) == 1 else "cells"
    return Measure(
        label(aim.rule),
        aim.meaning,
        have,
        str(len(names)),
        f'{HAVE}&" of "&{NEED}&" {what} filled"&IF({HAVE}<{NEED},", "&({NEED}-{HAVE})&" to go","")',
        "Units",
    )


def _span(aim: Aim, goal: SpanGoal) -> Measure:
    first, last = f"MIN({span('CPD', 'start')})", f"MAX({span('CPD', 'end')})"
    dated = f"COUNT({span('CPD', 'start')})*COUNT({span('CPD', 'end')})"
    months = f"(YEAR({last})-YEAR({first}))*12+MONTH({last})-MONTH({first})-(DAY({last})<DAY({first}))"
    have = f"IF({dated}=0,0,IF(EDATE({first},{goal.months})<={last},MAX({goal.months},{months}),MAX(0,{months})))"
    if goal.horizons:
        at = span("CPD", "horizon")
        every = "*".join(
            f"COUNTIFS({at},{quoted(choice)})" for choice in sheet_schema("CPD").field("horizon").choices
        )
        have = f"IF({every}>0,{goal.months},{have})"
    return Measure(
        "Span of the plan",
        f"From the first start to the last end: {goal.months} months."
        + (" Or rows of the short, mid and long term." if goal.horizons else ""),
        have,
        str(goal.months),
        f'{HAVE}&" of "&{NEED}&" months"&IF({HAVE}<{NEED},", "&({NEED}-{HAVE})&" to go","")',
        "CPD",
    )


def _kinds(aim: Aim, goal: KindsGoal) -> Measure:
    """Points up to the number asked for, kind by kind; one kind too many makes up for none of another."""
    task, kind = span("ReportItems", "criterion"), span("ReportItems", "kind")
    parts = [
        f"MIN({least},COUNTIFS({task},{quoted(aim.criterion)},{kind},{quoted(name)}))"
        for name, least in goal.kinds
    ]
    needed = sum(least for _, least in goal.kinds)
    return Measure(
        label(aim.rule),
        aim.meaning,
        "+".join(parts),
        f"IF(COUNTIFS({task},{quoted(aim.criterion)})=0,0,{needed})",
        f'{HAVE}&" of "&{NEED}&" points"&IF({HAVE}<{NEED},", "&({NEED}-{HAVE})&" to go","")',
        "ReportItems",
        nothing="no point listed here",
        counts=False,
    )


def _words(unit_id: str, aim: Aim, goal: WordsGoal) -> Measure:
    text, counted = span("Narrative", "text"), span("Narrative", "include_in_count")
    own = of_unit("Narrative", unit_id)
    parts = [_total("Narrative", own, f'({counted}<>"No")', words(text))]
    if goal.items:
        at = field_spans("ReportItems")
        parts += [
            _total("ReportItems", of_unit("ReportItems", unit_id), words(at[name]))
            for name in ("text", "strategy")
        ]
    return Measure(
        "Words",
        "Words typed into this workbook. Those in a Word document are counted by ilmdocs check.",
        "+".join(parts),
        str(goal.least),
        f'IF({HAVE}=0,"none typed here; ","")&IF({HAVE}=0,"",{HAVE}&" words; ")&"{goal.least} to {goal.most} suggested"',
        "Narrative",
        suggested=True,
    )


def rows_started(sheet: str) -> str:
    """How many rows of a sheet hold anything."""
    return _total(sheet, started(sheet_schema(sheet), field_spans(sheet)))


def rows_complete(sheet: str, needs: Sequence[Need]) -> str:
    """How many of these lack nothing."""
    at = field_spans(sheet)
    return _total(sheet, started(sheet_schema(sheet), at), complete(needs, at))


def lines_filled(sheet: str, needs: Sequence[Need]) -> tuple[str, int]:
    """How many of a form's needed lines are filled, and how many these are."""
    names = tuple(dict.fromkeys(name for need in needs if need.always for name in need.fields))
    return "+".join(filled(elsewhere(f"{sheet}.{name}")) for name in names) or "0", len(names)
