"""A number is not greater than another one in the same row.

Options: `sheet`, `field`, `limit_field`.

Hit: review after 7 sessions of 6 planned. Miss: after 6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    sheet: str
    field: str
    limit_field: str


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the greater number."""
    for row in case.rows(options.sheet):
        value, limit = row.integer(options.field), row.integer(options.limit_field)
        if value is not None and limit is not None and value > limit:
            yield Found(
                row.at(options.field),
                f"{case.label(row.sheet, options.field)} is {value}, but "
                f"{case.label(row.sheet, options.limit_field)} is {limit}{case.whose(row)}.",
                because_of=(row.at(options.field), row.at(options.limit_field)),
            )


def fields(options: Options) -> Iterable[str]:
    """Both numbers."""
    return (f"{options.sheet}.{options.field}", f"{options.sheet}.{options.limit_field}")


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()
