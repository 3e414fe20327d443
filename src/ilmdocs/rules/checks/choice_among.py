"""A choice is one of those that the unit allows.

Options: `sheet`, `field`, `choices`. A blank cell is another rule's.

Hit: Clients.client_level is middle where only senior and strategic count. Miss: senior.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.wording import listed


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    sheet: str
    field: str
    choices: tuple[str, ...]


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each cell that holds another choice."""
    for row in case.rows(options.sheet):
        if row.has(options.field) and row.text(options.field) not in options.choices:
            yield Found(
                row.at(options.field),
                f"{case.label(options.sheet, options.field)} is {row.text(options.field)}{case.whose(row)}; "
                f"{case.unit.name} asks for {listed(options.choices, 'or')}.",
            )


def fields(options: Options) -> Iterable[str]:
    """The field that is looked at."""
    return (f"{options.sheet}.{options.field}",)


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()
