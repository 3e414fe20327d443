"""Where units of two qualifications ask for hours, each session says for which of them it counts.

A session takes the units of its client when it names none. Named for units of one qualification is right,
for two it deserves a look, for none it is a must finding: at the client's units where none of the client's
sessions names any, else at the session's.

Hit: no units on client and session, and 8585-301 and 8580-501 are included; or units `8585-301; 8580-501`.
Miss: `8585-301; 8585-302`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ilmdocs.model.finding import Severity
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.columns import is_missing
from ilmdocs.rules.wording import listed


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each units cell that names two qualifications, or none where it must name one."""
    for row in (*case.rows("Clients"), *case.rows("Sessions")):
        qualifications = _qualifications(case, row.items("units"))
        if len(qualifications) > 1 and (row.sheet == "Sessions" or _takes_from(case, row)):
            what = "This session" if row.sheet == "Sessions" else "Every session"
            yield Found(
                row.at("units"),
                f"{what}{case.whose(row)} counts for {listed(qualifications)}.",
                because_of=(row.at("units"),),
            )
    practice = [plan.unit.id for plan in case.plans if plan.unit.hours]
    if len(_qualifications(case, practice)) > 1:
        for client in case.clients:
            if is_missing(client, "units"):
                yield from _untold(case, client, practice)


def fields(options: Options) -> Iterable[str]:
    """The units of clients and sessions."""
    return ("Clients.units", "Sessions.units")


def required(options: Options) -> Iterable[str]:
    """None: with one qualification a blank cell is right."""
    return ()


def _qualifications(case: Case, units: Sequence[str]) -> list[str]:
    """The qualifications among units for which hours are counted."""
    uncounted = {plan.unit.id for plan in case.plans if not plan.unit.hours}
    return list(dict.fromkeys(unit.split("-")[0] for unit in units if unit not in uncounted))


def _takes_from(case: Case, client: Row) -> bool:
    return any(is_missing(session, "units") for session in case.rows_of(client, "Sessions"))


def _untold(case: Case, client: Row, practice: Sequence[str]) -> Iterator[Found]:
    ref = client.text("client_ref")
    sessions = [row for row in case.submission.rows("Sessions") if row.text("client_ref") == ref]
    blank = [session for session in sessions if is_missing(session, "units")]
    every = len(blank) == len(sessions) and bool(blank)
    for row in [client] if every else blank:
        what = "the sessions" if every else "this session"
        yield Found(
            row.at("units"),
            f"It is not said for which unit {what}{case.whose(row)} count{'' if every else 's'}.",
            f"Type which unit it counts for: {listed(practice, 'or')}.",
            because_of=(row.at("units"),),
            severity=Severity.MUST,
        )
