"""The parts of the portfolio follow each other in the unit's order, with references in that order.

Hit: a supervision record before a diary. Miss: the order of the unit file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ilmdocs.model.location import Location
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding on the whole file for the first part out of order."""
    position = {kind: number for number, kind in enumerate(case.unit.order)}
    for earlier, later in pairwise(case.plan.parts):
        if position.get(later.kind, len(position)) < position.get(earlier.kind, len(position)):
            yield Found(
                Location(case.submission.file),
                f"“{later.title}” would stand after “{earlier.title}” in the portfolio.",
            )
            return


def fields(options: Options) -> Iterable[str]:
    """None: the plan is looked at."""
    return ()


def required(options: Options) -> Iterable[str]:
    """None."""
    return ()
