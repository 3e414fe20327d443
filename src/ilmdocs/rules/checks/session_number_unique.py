"""A client's session numbers are all different.

Of two sessions with one number, the one that stands in the wrong place is shown; where neither stands in
its place, the later.

Hit: numbers 1, 2, 4, 4: the first 4 stands third. Miss: 1, 2, 3, 4.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found, by_date


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each number that a session should not have."""
    counting = {row.number for row in case.rows("Sessions")}
    for client in case.clients:
        bearers: dict[int, list[tuple[int, Row]]] = defaultdict(list)
        for place, row in enumerate(by_date(sorted(case.chain(client), key=lambda r: r.number)), start=1):
            number = row.integer("session_no")
            if number is not None:
                bearers[number].append((place, row))
        for number, same in bearers.items():
            right = next((row for place, row in same if place == number), same[0][1])
            for _, row in same:
                if row is not right and row.number in counting:
                    yield Found(
                        row.at("session_no"),
                        f"Number {number} stands twice{case.whose(client)}, also in row {right.number}.",
                        because_of=(row.at("date"), right.at("date")),
                    )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("Sessions.client_ref", "Sessions.session_no", "Sessions.date")


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()
