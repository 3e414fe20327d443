"""Where a coachee gave a low rating, it is said how the coach could improve.

Options: `fields` are the ratings. What counts as low is a setting of the centre (4 and below unless set).

Hit: a rating of 4 and no suggestion. Miss: a rating of 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.columns import is_missing


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    fields: tuple[str, ...]


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the blank suggestion."""
    for row in case.rows("CoacheeFeedback"):
        ratings = [(row.integer(name), name) for name in options.fields]
        low = [
            (value, name)
            for value, name in ratings
            if value is not None and 1 <= value <= case.context.low_score
        ]
        if low and is_missing(row, "improve"):
            value, name = min(low)
            yield Found(
                row.at("improve"),
                f"{case.label(row.sheet, name)} is rated {value}, but {case.label(row.sheet, 'improve')} "
                f"is missing{case.whose(row)}.",
            )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return (*(f"CoacheeFeedback.{name}" for name in options.fields), "CoacheeFeedback.improve")


def required(options: Options) -> Iterable[str]:
    """None: a suggestion is asked for only after a low rating."""
    return ()
