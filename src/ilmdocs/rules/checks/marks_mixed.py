"""A unit is assessed with marks throughout or without any; a mixture has no total.

Hit: 1.1 has 5 marks and 1.2 only a Pass. Miss: both have marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.marking import marking_of
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.wording import listed


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield one finding, at the first criterion that has a decision alone beside others with marks."""
    results = marking_of(case.unit, case.rows("Criteria")).results
    unmarked = [result for result in results if result.mark is None and result.decision]
    row = unmarked[0].row if unmarked else None
    if row is not None and any(result.mark is not None for result in results):
        which = listed(result.criterion.id for result in unmarked)
        yield Found(
            row.at("decision"),
            f"Some criteria have marks and others only a decision ({which}), so no total can be printed. "
            "The outcome goes by criterion all the same.",
            criterion=unmarked[0].criterion.id,
        )


def fields(options: Options) -> Iterable[str]:
    """Marks and decisions."""
    return ("Criteria.mark", "Criteria.decision")


def required(options: Options) -> Iterable[str]:
    """None."""
    return ()
