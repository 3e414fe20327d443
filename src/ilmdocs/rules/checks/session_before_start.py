"""No session was held before the client's start date of activity.

Hit: start date 4 March, a session on 3 March. Miss: on 4 March, or no start date typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.location import Location
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.wording import uk_date


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each session's date before the start; the first explains the others."""
    for client in case.clients:
        start = client.day("start_date")
        earlier: list[Location] = []
        for row in case.rows_of(client, "Sessions"):
            day = row.day("date")
            if start is None or day is None or day >= start:
                continue
            yield Found(
                row.at("date"),
                f"{uk_date(day)}{case.whose(row)} is before the start date of activity, {uk_date(start)}.",
                because_of=(client.at("start_date"), *earlier),
            )
            earlier.append(row.at("date"))


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("Sessions.date", "Clients.start_date")


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()
