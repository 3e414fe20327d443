"""What a unit asks for that a workbook can count while it is filled, derived from the unit's own rules.

A check that can be counted has a function `goals`; the others are left to `ilmdocs check`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ilmdocs.model.finding import Severity
from ilmdocs.model.goals import Aim, FilledGoal, Goal, WordsGoal
from ilmdocs.model.unit import Rule, RuleBook, Unit
from ilmdocs.rules.engine import check_module
from ilmdocs.rules.options import read_options


def aims_of(unit: Unit) -> tuple[Aim, ...]:
    """The aims of a unit, one for each rule that can be counted; what a rule says in parts is one aim."""
    meanings: dict[str, str] = {}
    found: dict[tuple[str, str], Aim] = {}
    for rule in unit.rules_about(RuleBook.INTAKE):
        meanings.setdefault(rule.id, rule.meaning)
        for number, goal in enumerate(_goals(unit, rule)):
            if not isinstance(goal, FilledGoal):
                found[rule.id, f"{len(found)} {number}"] = Aim(
                    rule.id, meanings[rule.id], goal, rule.criterion or ""
                )
                continue
            key = (rule.id, goal.sheet)
            earlier = found[key].goal if key in found else None
            if isinstance(earlier, FilledGoal):
                goal = FilledGoal(goal.sheet, (*earlier.needs, *goal.needs))
            found[key] = Aim(rule.id, meanings[rule.id], goal, rule.criterion or "")
    return tuple(found.values())


def _goals(unit: Unit, rule: Rule) -> Iterable[Goal]:
    module = check_module(rule)
    goals: Callable[[Unit, object], Iterable[Goal]] | None = getattr(module, "goals", None)
    if goals is None:
        return ()
    wanted = goals(unit, read_options(module.Options, rule))
    return [goal for goal in wanted if rule.severity is Severity.MUST or isinstance(goal, WordsGoal)]
