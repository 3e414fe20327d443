"""No session stands in the workbook twice, so that its hours count once.

Two rows are the same session when client, date, start time and duration agree and so do the number or the
text under Reality. The later row is shown, at its date.

Hit: a session's row pasted a second time. Miss: two sessions of one day with different times or answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the date of each copy."""
    for row in case.rows("Sessions"):
        first = case.original(row)
        if first is not None:
            yield Found(
                row.at("date"), f"This is the same session as in row {first.number}; its hours count once."
            )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("Sessions.client_ref", "Sessions.date", "Sessions.start_time", "Sessions.duration")


def required(options: Options) -> Iterable[str]:
    """None."""
    return ()
