"""Dates of things that have happened are not in the future.

Options: `fields`, each as `Sheet.field`.

Hit: a session tomorrow. Miss: today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.wording import uk_date


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    fields: tuple[str, ...]


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each date after today."""
    for name in options.fields:
        sheet, _, field_id = name.partition(".")
        for row in case.rows(sheet):
            day = row.day(field_id)
            if day is not None and day > case.context.today:
                whose = "" if field_id == "date" and sheet != "Sessions" else case.whose(row)
                label = case.label(sheet, field_id)
                yield Found(row.at(field_id), f"{label} is in the future{whose}. You entered {uk_date(day)}.")


def fields(options: Options) -> Iterable[str]:
    """The dates that are looked at."""
    return options.fields


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()
