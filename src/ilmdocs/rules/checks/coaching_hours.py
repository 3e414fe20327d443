"""The hours of coaching, planned or delivered, reach what the unit requires.

Options: `of` is `planned` (length of a session times number of sessions, over all clients) or `delivered`
(the sessions themselves). How many are required, and which sessions count, is said once, under `hours` of the
unit. What is short only because a cell is blank or unreadable, or because a session does not count, is a
consequence of the finding there.

Hit: 5 h 59 min against 6 h. Miss: 6 h.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.finding import Lack
from ilmdocs.model.goals import Goal, HoursGoal
from ilmdocs.model.hours import counts_as_planned
from ilmdocs.model.location import Location
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.time_sums import delivered_minutes, is_counted, planned_minutes
from ilmdocs.rules.wording import hours


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    of: str


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the heading of the added column when the hours are short."""
    planned = options.of == "planned"
    total = planned_minutes(case) if planned else delivered_minutes(case)
    required = case.unit.required_minutes or 0
    if total >= required:
        return
    short = hours(required - total)
    sums = f"add up to {hours(total) if total else '0 h'}; {case.unit.name} requires {hours(required)}."
    if planned:
        yield Found(
            case.submission.heading_at("Clients", "planned_session_hours"),
            f"The planned sessions {sums}",
            f"Plan {short} more: more sessions, longer ones, or another client.",
            because_of=tuple(_unplanned(case)),
            missing=(Lack("Clients", minutes=required - total),),
        )
    else:
        yield Found(
            case.submission.heading_at("Sessions", "duration"),
            f"The sessions {sums}",
            f"Missing: {short} of coaching. Add the sessions that are missing, or correct a duration.",
            because_of=tuple(_uncounted(case)),
            missing=(Lack("Sessions", minutes=required - total),),
        )


def fields(options: Options) -> Iterable[str]:
    """The fields that are added up."""
    if options.of == "planned":
        return ("Clients.planned_session_hours", "Clients.planned_sessions")
    return ("Sessions.duration",)


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()


def goals(unit: Unit, options: Options) -> Iterable[Goal]:
    """The hours of the unit."""
    return (HoursGoal("planned" if options.of == "planned" else "delivered"),) if unit.hours else ()


def _unplanned(case: Case) -> Iterator[Location]:
    for row in case.rows("Clients"):
        for field_id in ("planned_session_hours", "planned_sessions"):
            if (row.integer(field_id) or 0) < 1:
                yield row.at(field_id)
        if case.unit.hours and not counts_as_planned(row, case.unit.hours):
            yield row.at("client_level")
    yield from case.vanished


def _uncounted(case: Case) -> Iterator[Location]:
    for row in case.rows("Sessions"):
        if (row.minutes("duration") or 0) < 1:
            yield row.at("duration")
        elif case.original(row) is not None:
            yield row.at("date")
        elif not is_counted(case, row):
            yield from (row.at("date"), row.at("one_to_one"))
            client = case.client_of(row)
            if client is not None:
                yield client.at("client_level")
