"""No two rows of a sheet hold the same value in a field.

Options: `sheet`, `field`.

Hit: two clients with the reference C1; the second one is shown. Miss: C1 and C2.
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


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at every later cell with a value that an earlier row has."""
    first: dict[str, int] = {}
    counting = {row.number for row in case.rows(options.sheet)}
    for row in case.submission.rows(options.sheet):
        value = row.text(options.field).casefold()
        if value and value in first and row.number in counting:
            yield Found(
                row.at(options.field),
                f"{case.label(options.sheet, options.field)} is the same as in row {first[value]}.",
            )
        first.setdefault(value, row.number)


def fields(options: Options) -> Iterable[str]:
    """The field that is compared."""
    return (f"{options.sheet}.{options.field}",)


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()
