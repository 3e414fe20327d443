"""No two sessions, of whatever clients, take place at the same time.

Sessions without a start time are left out. Shown is the start of the session that begins later; where the
date of just one of the two was not announced by the session before, that date.

Hit: 10:00 for 1 h 01 min and 11:00. Miss: 10:00 for 1 h and 11:00.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.checks.dates_ascending import announced


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding for each session that begins before an earlier one has ended."""
    timed = sorted(
        ((begin, row.number, row) for row in case.rows("Sessions") if (begin := _begin(row)) is not None),
        key=lambda item: item[:2],
    )
    running: tuple[datetime, Row] | None = None
    for begin, _, row in timed:
        if running is not None and begin < running[0]:
            yield Found(
                _place(case, running[1], row),
                f"This session begins before the one in row {running[1].number} has ended.",
                because_of=(
                    row.at("date"),
                    running[1].at("date"),
                    row.at("duration"),
                    running[1].at("duration"),
                ),
            )
        end = begin + timedelta(minutes=row.minutes("duration") or 0)
        if running is None or end > running[0]:
            running = (end, row)


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("Sessions.date", "Sessions.start_time", "Sessions.duration")


def required(options: Options) -> Iterable[str]:
    """None."""
    return ()


def _begin(row: Row) -> datetime | None:
    day, clock = row.day("date"), row.clock("start_time")
    return datetime.combine(day, clock) if day is not None and clock is not None else None


def _place(case: Case, earlier: Row, later: Row) -> Location:
    strange = [row for row in (earlier, later) if not _date_expected(case, row)]
    return strange[0].at("date") if len(strange) == 1 else later.at("start_time")


def _date_expected(case: Case, row: Row) -> bool:
    """Whether nothing speaks against a session's date: it is a first one, or was announced."""
    client = case.client_of(row)
    chain = case.chain(client) if client is not None else (row,)
    if row not in chain:
        return False
    place = chain.index(row)
    return place == 0 or chain[place - 1].day("next_date") is None or announced(chain)[place] == 2
