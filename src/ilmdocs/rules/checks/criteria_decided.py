"""Every criterion of the unit has a row with a mark or a decision.

Hit: the mark of 1.2 is blank and so is its decision; 1.2 has no row. Miss: it has 5 marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.marking import CriterionResult, Marking, marking_of
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding for each criterion that is not decided."""
    marking = marking_of(case.unit, case.rows("Criteria"))
    for result in marking.results:
        if result.passes is None:
            yield from _undecided(case, result, _asked_for(marking))


def fields(options: Options) -> Iterable[str]:
    """Criteria, marks and decisions."""
    return ("Criteria.criterion", "Criteria.mark", "Criteria.decision")


def required(options: Options) -> Iterable[str]:
    """None: a decision may stand for a mark."""
    return ()


def _asked_for(marking: Marking) -> str:
    """What the assessor is giving: decisions where the unit has no marks or only decisions were typed."""
    any_mark = any(result.mark is not None for result in marking.results)
    any_decision = any(result.decision for result in marking.results)
    return "decision" if marking.unit.total_marks is None or (any_decision and not any_mark) else "mark"


def _undecided(case: Case, result: CriterionResult, field_id: str) -> Iterator[Found]:
    criterion, row = result.criterion.id, result.row
    if row is None:
        unread = [row.at("criterion") for row in case.rows("Criteria") if not row.has("criterion")]
        yield Found(
            case.submission.heading_at("Criteria", "criterion"),
            f"Criterion {criterion} has no row.",
            "Add a row for it below the others, with its number and its mark or decision.",
            because_of=tuple(unread),
            criterion=criterion,
        )
    elif not row.defects & {"mark", "decision"}:
        yield Found(
            row.at(field_id),
            f"Criterion {criterion} has no {field_id} yet.",
            because_of=(row.at("mark"),),
            criterion=criterion,
        )
