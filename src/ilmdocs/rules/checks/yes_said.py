"""A question is answered with Yes in every row of the unit.

Options: `sheet`, `field`.

Hit: Units.checklist_done is No or blank. Miss: it is Yes.
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
    """Yield a finding at each cell that does not say Yes."""
    for row in case.rows(options.sheet):
        if not row.yes(options.field) and options.field not in row.defects:
            label = case.label(options.sheet, options.field)
            yield Found(row.at(options.field), f"{label} is not Yes{case.whose(row)}.")


def fields(options: Options) -> Iterable[str]:
    """The field that is looked at."""
    return (f"{options.sheet}.{options.field}",)


def required(options: Options) -> Iterable[str]:
    """None: blank is not always a must finding."""
    return ()
