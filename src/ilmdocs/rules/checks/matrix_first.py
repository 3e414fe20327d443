"""The evidence matrix stands at the beginning, after the authentication sheets.

Hit: a diary before the matrix, or no matrix. Miss: authentication sheet, matrix, the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.location import Location
from ilmdocs.model.unit import PartKind, Rule
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding on the whole file when the plan begins otherwise."""
    kinds = [part.kind for part in case.plan.parts if part.kind is not PartKind.AUTHENTICATION]
    leading = [part.kind for part in case.plan.parts]
    at_front = leading[: len(leading) - len(kinds)] == [PartKind.AUTHENTICATION] * (len(leading) - len(kinds))
    if not kinds or kinds[0] is not PartKind.MATRIX or not at_front:
        yield Found(
            Location(case.submission.file),
            "The portfolio would not begin with the authentication sheet and the evidence matrix.",
        )


def fields(options: Options) -> Iterable[str]:
    """None: the plan is looked at."""
    return ()


def required(options: Options) -> Iterable[str]:
    """None."""
    return ()
