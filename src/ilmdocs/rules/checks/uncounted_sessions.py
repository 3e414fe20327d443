"""Sessions that do not count towards the hours of the unit are named, each at the cell that says why.

Options: `reason` is `level` (the client's level does not count), `group` (not one to one) or
`before-contract` (held before coach and client had signed; the later ones of a client follow from the first,
since one date decides them all). With `lenient` it is a should finding as long as the sessions that count
reach the hours.

Hit: a session of 3 March, contract signed on 4 March. Miss: a session of 4 March.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.finding import Severity
from ilmdocs.model.hours import Uncounted, why_not_counted
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.time_sums import delivered_minutes
from ilmdocs.rules.wording import hours, uk_date


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    reason: str
    lenient: bool = False


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding for each session that does not count for this reason."""
    counting = case.unit.hours
    if counting is None:
        return
    enough = options.lenient and delivered_minutes(case) >= counting.minutes
    reason = Uncounted(options.reason)
    first: dict[str, Location] = {}
    for session in case.rows("Sessions"):
        client = case.client_of(session)
        if client is not None and why_not_counted(session, client, counting) is reason:
            place = _place(session, client, reason)
            one = first.setdefault(client.text("client_ref"), place)
            follows = (one,) if reason is Uncounted.BEFORE_CONTRACT else ()
            yield Found(
                place,
                f"The {_length(session)} of this session{case.whose(session)} do not count: "
                f"{_why(client, reason)}.",
                because_of=(*_rests_on(client, reason), *follows),
                severity=Severity.SHOULD if enough else None,
            )


def fields(options: Options) -> Iterable[str]:
    """The fields that decide."""
    return {
        Uncounted.LEVEL: ("Clients.client_level",),
        Uncounted.GROUP: ("Sessions.one_to_one",),
        Uncounted.BEFORE_CONTRACT: ("Sessions.date", "Clients.coach_signed", "Clients.client_signed"),
    }[Uncounted(options.reason)]


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()


def _length(session: Row) -> str:
    return hours(session.minutes("duration") or 0) if session.has("duration") else "hours"


def _place(session: Row, client: Row, reason: Uncounted) -> Location:
    if reason is Uncounted.LEVEL:
        return client.at("client_level")
    return session.at("one_to_one" if reason is Uncounted.GROUP else "date")


def _why(client: Row, reason: Uncounted) -> str:
    if reason is Uncounted.LEVEL:
        return f"the client's level is {client.text('client_level')}"
    if reason is Uncounted.GROUP:
        return "it was not one to one"
    signed = [day for name in ("coach_signed", "client_signed") if (day := client.day(name)) is not None]
    return f"the contract was signed on {uk_date(max(signed))}, after the session"


def _rests_on(client: Row, reason: Uncounted) -> tuple[Location, ...]:
    if reason is Uncounted.BEFORE_CONTRACT:
        return (client.at("coach_signed"), client.at("client_signed"))
    return ()
