"""Lines of Progress about the development plan, the points of a report and numbers of words."""

from __future__ import annotations

from ilmdocs.model.goals import Aim, ChoicesGoal, KindsGoal, SpanGoal, WordsGoal
from ilmdocs.workbook.guidance.conditions import filled, of_unit
from ilmdocs.workbook.guidance.measure import HAVE, NEED, Measure, label, total
from ilmdocs.workbook.guidance.places import field_spans, quoted, span
from ilmdocs.workbook.guidance.row_state import words
from ilmdocs.workbook.schema import sheet_schema


def plan_span(goal: SpanGoal) -> Measure:
    """The months from the first start to the last end."""
    first, last = f"MIN({span('CPD', 'start')})", f"MAX({span('CPD', 'end')})"
    dated = f"COUNT({span('CPD', 'start')})*COUNT({span('CPD', 'end')})"
    months = f"(YEAR({last})-YEAR({first}))*12+MONTH({last})-MONTH({first})-(DAY({last})<DAY({first}))"
    enough = f"EDATE({first},{goal.months})<={last}"
    have = f"IF({dated}=0,0,IF({enough},MAX({goal.months},{months}),MAX(0,{months})))"
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


def kinds(aim: Aim, goal: KindsGoal) -> Measure:
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


def choices(unit_id: str, aim: Aim, goal: ChoicesGoal) -> Measure:
    """How many of the choices that must occur do."""
    at = field_spans(goal.sheet)
    backed = filled(at[goal.backed_by]) if goal.backed_by else ""
    own = of_unit(goal.sheet, unit_id)
    parts = []
    for value in goal.values:
        one = "+".join(f"({at[goal.field]}={quoted(choice)})" for choice in value.split("|"))
        parts.append(f"({total(goal.sheet, own, backed, f'({one})')}>0)")
    wanted = ", ".join(" or ".join(value.split("|")) for value in goal.values)
    return Measure(
        f"{label(aim.rule)}, each kind",
        aim.meaning,
        "0+" + "+".join(parts),
        str(len(goal.values)),
        f'{HAVE}&" of "&{NEED}&IF({HAVE}<{NEED},{quoted(f": {wanted}")},"")',
        goal.sheet,
    )


def word_count(unit_id: str, goal: WordsGoal) -> Measure:
    """The words typed into the workbook, beside the range that the source suggests."""
    text, counted = span("Narrative", "text"), span("Narrative", "include_in_count")
    own = of_unit("Narrative", unit_id)
    parts = [total("Narrative", own, f'({counted}<>"No")', words(text))]
    if goal.items:
        at = field_spans("ReportItems")
        parts += [
            total("ReportItems", of_unit("ReportItems", unit_id), words(at[name]))
            for name in ("text", "strategy")
        ]
    return Measure(
        "Words",
        "Words typed into this workbook. Those in a Word document are counted by ilmdocs check.",
        "+".join(parts),
        str(goal.least),
        f'IF({HAVE}=0,"none typed here",{HAVE}&" words")&"; {goal.least} to {goal.most} suggested"',
        "Narrative",
        suggested=True,
    )
