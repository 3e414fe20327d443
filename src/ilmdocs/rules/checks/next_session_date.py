"""The next date that a session names is the date of a later session of that client.

Silent where a later session's date is blank or unreadable.

Hit: session 2 names 11 May, session 3 was on 12 May. Miss: on 11 May.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.session_links import dangling
from ilmdocs.rules.wording import uk_date


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each next date on which no later session was held."""
    counting = {row.number for row in case.rows("Sessions")}
    strays = {row.day("date") for row in case.strays("Sessions")}
    for client in case.clients:
        chain = case.chain(client)
        for place, row in enumerate(chain):
            day = row.day("next_date")
            later = [other.day("date") for other in chain[place + 1 :]]
            if day is None or row.number not in counting or day in strays or None in later or day in later:
                continue
            yield Found(
                row.at("next_date"),
                f"No later session was held on {uk_date(day)}, the next date agreed{case.whose(row)}.",
                because_of=_because(case, client, chain, place),
            )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("Sessions.client_ref", "Sessions.session_no", "Sessions.date", "Sessions.next_date")


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()


def _because(case: Case, client: Row, chain: tuple[Row, ...], place: int) -> tuple[Location, ...]:
    row = chain[place]
    numbers = tuple(other.at("session_no") for other in chain)
    missing_row = (case.submission.heading_at("Sessions", "duration"), *dangling(case, client))
    if place + 1 == len(chain):
        return (row.at("next_date"), row.at("date"), *numbers, *missing_row)
    following = chain[place + 1]
    closing: tuple[Location, ...] = ()
    if place + 2 == len(chain):
        closing = (client.at("final_coach_signed"), client.at("final_client_signed"))
    return (row.at("next_date"), row.at("date"), following.at("date"), *numbers, *closing, *missing_row)
