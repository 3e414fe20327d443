"""What a marks workbook says about the most marks and the fewest that pass is what the unit says.

Hit: the most marks of 1.1 were changed from 8 to 10. Miss: 8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each cell that says something else."""
    for row in case.rows("Criteria"):
        criterion = case.unit.criterion(row.text("criterion"))
        if criterion is None or criterion.marks is None:
            continue
        for field_id, right in (("most_marks", criterion.marks), ("fewest_marks", criterion.least_marks)):
            typed = row.integer(field_id)
            if typed is not None and typed != right:
                yield Found(
                    row.at(field_id),
                    f"{case.label('Criteria', field_id)} of criterion {criterion.id} is {right}. "
                    f"You entered {typed}.",
                    criterion=criterion.id,
                )


def fields(options: Options) -> Iterable[str]:
    """What is filled in already."""
    return ("Criteria.most_marks", "Criteria.fewest_marks")


def required(options: Options) -> Iterable[str]:
    """None."""
    return ()
