"""A choice that is allowed but weak is pointed out.

Options: `sheet`, `field`, `choice`; `form` as in `fields-filled`.

Hit: signature mode `typed`. Miss: `wet-held`.
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
    choice: str
    form: str = ""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each cell with that choice."""
    for row in case.rows(options.sheet):
        if options.form and case.is_replaced(options.form, row):
            continue
        if row.text(options.field) == options.choice:
            yield Found(
                row.at(options.field),
                f"{case.label(row.sheet, options.field)} is “{options.choice}”{case.whose(row)}.",
            )


def fields(options: Options) -> Iterable[str]:
    """The choice."""
    return (f"{options.sheet}.{options.field}",)


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()
