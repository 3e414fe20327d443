"""Numbers and lengths of time lie between two limits.

Options: `sheet`, `fields`, `minimum`, `maximum` (0: none) in the fields' own unit, minutes for lengths of
time; `minutes` says that they are such. `beyond` is the limit above which another rule speaks already.
`form` as in `fields-filled`.

Hit: a rating of 11 where the maximum is 10. Miss: 10.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.wording import hours


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    sheet: str
    fields: tuple[str, ...]
    minimum: int
    maximum: int = 0
    beyond: int = 0
    minutes: bool = False
    form: str = ""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding for each value outside the limits."""
    for row in case.rows(options.sheet):
        if options.form and case.is_replaced(options.form, row):
            continue
        for field_id in options.fields:
            value = row.integer(field_id)
            if value is None or (options.beyond and value > options.beyond):
                continue
            if value < options.minimum or (options.maximum and value > options.maximum):
                typed = hours(value) if options.minutes else str(value)
                yield Found(
                    row.at(field_id),
                    f"{case.label(row.sheet, field_id)} must be {_limits(value, options)}{case.whose(row)}. "
                    f"You entered {typed}.",
                )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return tuple(f"{options.sheet}.{name}" for name in options.fields)


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()


def _limits(value: int, options: Options) -> str:
    if options.minutes:
        return "more than 0" if value < options.minimum else f"at most {hours(options.maximum)}"
    if options.maximum:
        return f"a whole number from {options.minimum} to {options.maximum}"
    return f"{options.minimum} or more"
