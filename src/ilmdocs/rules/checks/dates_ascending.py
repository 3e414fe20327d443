"""A client's sessions have rising dates, in the order of their numbers (two on one day are fine).

Shown is the date that breaks the row: of two, the one that was not announced as the next date of the
session before.

Hit: session 3 on the day before session 2. Miss: on the same day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.rising import out_of_line
from ilmdocs.rules.wording import uk_date


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each date out of order."""
    counting = {row.number for row in case.rows("Sessions")}
    for client in case.clients:
        numbered = [row for row in case.chain(client) if row.integer("session_no") is not None]
        if len({row.integer("session_no") for row in numbered}) < len(numbered):
            continue
        dated = [
            (row, day)
            for row in sorted(numbered, key=lambda r: r.integer("session_no") or 0)
            if (day := row.day("date")) is not None
        ]
        days = [day for _, day in dated]
        for place in out_of_line(days, announced([row for row, _ in dated]), strictly=False):
            row = dated[place][0]
            if row.number in counting:
                yield Found(
                    row.at("date"),
                    f"{uk_date(days[place])}{case.whose(row)} is out of order: {_neighbour(days, place)}.",
                    because_of=(*(r.at("date") for r in numbered), *(r.at("session_no") for r in numbered)),
                )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("Sessions.client_ref", "Sessions.session_no", "Sessions.date", "Sessions.next_date")


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()


def announced(rows: Sequence[Row]) -> list[int]:
    """How sure each date is: 2 when the session before named it as its next date, else 1."""
    sure = [2 if one.day("next_date") == two.day("date") else 1 for one, two in pairwise(rows)]
    return [1, *sure] if rows else []


def _neighbour(days: Sequence[date], place: int) -> str:
    if place and days[place] < days[place - 1]:
        return f"the session before was on {uk_date(days[place - 1])}"
    return f"the next session was on {uk_date(days[place + 1])}"
