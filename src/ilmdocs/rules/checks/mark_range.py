"""A mark is not below nothing and not above the most that its criterion can have.

Hit: 9 where 8 is the most; any mark in a unit that has none. Miss: 8.
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
    """Yield a finding at each mark outside its criterion's range."""
    for row in case.rows("Criteria"):
        criterion = case.unit.criterion(row.text("criterion"))
        mark = row.integer("mark")
        if criterion is None or mark is None:
            continue
        if criterion.marks is None:
            yield Found(
                row.at("mark"),
                f"{case.unit.id} is assessed without marks. You entered {mark}.",
                f"Clear the mark and choose {' or '.join(case.unit.decisions)} instead.",
                criterion=criterion.id,
            )
        elif not 0 <= mark <= criterion.marks:
            yield Found(
                row.at("mark"),
                f"The mark of criterion {criterion.id} must be from 0 to {criterion.marks}. "
                f"You entered {mark}.",
                criterion=criterion.id,
            )


def fields(options: Options) -> Iterable[str]:
    """The marks."""
    return ("Criteria.mark",)


def required(options: Options) -> Iterable[str]:
    """None: a missing mark is another rule's."""
    return ()
