"""A client's sessions are numbered 1, 2, 3 … without a gap.

A number out of line with the dates is shown itself; where all rise but one is left out, the number after
the gap. Silent while a number is missing or doubled, which are findings of their own.

Hit: 1, 2, 4, 5: shown at the 4. Miss: 1, 2, 3, 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found, by_date
from ilmdocs.rules.rising import out_of_line


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each number out of line, or at the number after a gap."""
    counting = {row.number for row in case.rows("Sessions")}
    hours = case.submission.heading_at("Sessions", "duration")
    for client in case.clients:
        rows = by_date(sorted(case.chain(client), key=lambda r: r.number))
        numbers = [n for row in rows if (n := row.integer("session_no")) is not None]
        wanted = set(range(1, len(rows) + 1))
        missing = wanted - set(numbers)
        if len(set(numbers)) < len(rows) or not missing or _elsewhere(case, missing):
            continue
        wrong = out_of_line(numbers, [2 if number == at else 1 for at, number in enumerate(numbers, start=1)])
        for place in wrong or [_after_gap(numbers)]:
            row = rows[place]
            if row.number in counting:
                message = _message(case, rows, place, bool(wrong))
                yield Found(row.at("session_no"), message, because_of=() if wrong else (hours,))


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("Sessions.client_ref", "Sessions.session_no")


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()


def _elsewhere(case: Case, missing: set[int]) -> bool:
    """Whether the missing number stands in a row whose client is unknown, a finding already."""
    return any(row.integer("session_no") in missing for row in case.strays("Sessions"))


def _after_gap(numbers: Sequence[int]) -> int:
    return next(place for place, number in enumerate(numbers) if number != place + 1)


def _message(case: Case, rows: Sequence[Row], place: int, out: bool) -> str:
    number = rows[place].integer("session_no")
    whose = case.whose(case.client_of(rows[place]) or rows[place])
    if out:
        return f"Session {number}{whose} is out of line: by date it is session {place + 1}."
    if place == 0:
        return f"The first session{whose} has the number {number}, not 1."
    before = rows[place - 1].integer("session_no")
    return f"Session {number}{whose} follows session {before}: a number is left out."
