"""A criterion with fewer than half of its marks refers the unit, whatever the total.

That is worth knowing (the rule's severity) and never a mistake; a decision typed beside the mark that says
the opposite is one (must).

Hit: 3 of 8. Miss: 4 of 8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.finding import Severity
from ilmdocs.model.marking import CriterionResult, marking_of
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each mark below half, and at each decision that its mark contradicts."""
    for result in marking_of(case.unit, case.rows("Criteria")).results:
        most, mark, row = result.criterion.marks, result.mark, result.row
        if row is None or most is None or mark is None or not 0 <= mark <= most:
            continue
        if not result.reaches_half(mark):
            yield _below_half(case, result, row)
        if result.decision and (result.decision == "Pass") != result.passes:
            yield _contradiction(case, result, row)


def fields(options: Options) -> Iterable[str]:
    """Marks and decisions."""
    return ("Criteria.mark", "Criteria.decision")


def required(options: Options) -> Iterable[str]:
    """None: a criterion without a mark is another rule's."""
    return ()


def _below_half(case: Case, result: CriterionResult, row: Row) -> Found:
    criterion = result.criterion
    return Found(
        row.at("mark"),
        f"Criterion {criterion.id} has {result.mark} of {criterion.marks} marks and passes with "
        f"{criterion.least_marks}, so the outcome is {case.unit.decisions[1].upper()} whatever the total.",
        explains=False,
        criterion=criterion.id,
    )


def _contradiction(case: Case, result: CriterionResult, row: Row) -> Found:
    criterion = result.criterion
    right = case.unit.decisions[0 if result.passes else 1]
    return Found(
        row.at("decision"),
        f"The decision says {result.decision}, but {result.mark} of {criterion.marks} marks mean {right}.",
        "Correct the mark or the decision; beside a mark the decision may stay blank.",
        severity=Severity.MUST,
        criterion=criterion.id,
    )
