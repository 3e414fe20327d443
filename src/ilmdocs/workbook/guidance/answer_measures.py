"""Lines of Progress about what the learner wrote: which criteria have an answer."""

from __future__ import annotations

from ilmdocs.model.goals import Aim, AnswersGoal
from ilmdocs.model.unit import Unit
from ilmdocs.workbook.guidance.conditions import blank, filled, of_unit
from ilmdocs.workbook.guidance.measure import HAVE, NEED, Measure, label, total
from ilmdocs.workbook.guidance.places import field_spans, quoted, span


def answers(unit: Unit, unit_id: str, aim: Aim, goal: AnswersGoal) -> Measure:
    """How many criteria have an answer; which those in one Word document are, only reading it can tell."""
    criteria = goal.criteria or (aim.criterion,)
    elsewhere = [_filled_somewhere(name, but) for name, but in goal.others]
    have = "0+" + "+".join(f"({'+'.join((*_places(unit_id, one, goal), *elsewhere))}>0)" for one in criteria)
    need = str(len(criteria))
    if goal.documents:
        need = f"IF({_whole_documents(unit_id)}>0,0,{need})"
    named = "criterion" if len(criteria) == 1 else "criteria"
    words = f'{HAVE}&" of "&{NEED}&" {named} answered"&IF({HAVE}<{NEED},", "&({NEED}-{HAVE})&" to go","")'
    if goal.others:
        words = f'IF({HAVE}<{NEED},"nothing shows it yet","shown")'
    elif not goal.criteria:
        words = f'IF({HAVE}<{NEED},{quoted(f"no answer to {aim.criterion} yet")},"written")'
    sheet = goal.others[0][0].partition(".")[0] if goal.others else "Narrative"
    nothing = "in a Word document: check reads it"
    return Measure(
        f"{label(aim.rule)}{_which(unit, goal)}", aim.meaning, have, need, words, sheet, nothing, counts=False
    )


def _which(unit: Unit, goal: AnswersGoal) -> str:
    """Which criteria, where they are not all of the unit."""
    if not goal.criteria or len(goal.criteria) == len(tuple(unit.criteria())):
        return ""
    first, last = goal.criteria[0], goal.criteria[-1]
    return f", {first}" if first == last else f", {first} to {last}"


def _places(unit_id: str, criterion: str, goal: AnswersGoal) -> list[str]:
    """How many answers to one criterion stand on each sheet that may hold one."""
    at, evidence = field_spans("Narrative"), field_spans("Evidence")
    author = "" if goal.others else f',{evidence["author"]},"learner"'
    typed = f"(({filled(at['text'])}+{filled(at['file'])})>0)"
    found = [
        _rows(of_unit("Narrative", unit_id), _is(at["criterion"], criterion), typed),
        f'COUNTIFS({evidence["criteria"]},{quoted(f"*{criterion}*")},{evidence["file"]},"?*"{author})',
    ]
    if goal.items:
        items = field_spans("ReportItems")
        found.append(_rows(_is(items["criterion"], criterion), filled(items["text"])))
    return found


def _rows(*factors: str) -> str:
    """How many rows meet all conditions, none of which a heading meets."""
    return f"SUMPRODUCT({'*'.join(('1', *(factor for factor in factors if factor)))})"


def _is(place: str, criterion: str) -> str:
    """Whether cells name a criterion, typed as a text or as the number 1.1."""
    return f'({place}&""={quoted(criterion)})'


def _whole_documents(unit_id: str) -> str:
    at = field_spans("Narrative")
    return total("Narrative", of_unit("Narrative", unit_id), filled(at["file"]), blank(at["criterion"]))


def _filled_somewhere(name: str, but: str) -> str:
    sheet, _, field_id = name.partition(".")
    place = span(sheet, field_id)
    return total(sheet, filled(place), f"({place}<>{quoted(but)})" if but else "")
