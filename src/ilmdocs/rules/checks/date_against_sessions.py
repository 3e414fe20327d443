"""A date of a client's record fits the first or the last session.

Options: `sheet`, `fields`; `relation` is `not-after-first` (the contract is signed by the first session) or
`not-before-last` (completion is signed, feedback given, on or after the last one). Rows whose
`except_field` holds `except_value` are left out; of several rows of a client one is enough. `twins` are
fields of the Clients sheet: where one of them breaks the same relation, this is its consequence.

Hit: contract signed the day after the first session. Miss: on the same day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.wording import uk_date


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    sheet: str
    fields: tuple[str, ...]
    relation: str
    except_field: str = ""
    except_value: str = ""
    twins: tuple[str, ...] = ()


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each date on the wrong side of the session."""
    first = options.relation == "not-after-first"
    for client in case.clients:
        session = _outermost(case.chain(client), first)
        if session is None:
            continue
        row_of_session, limit = session
        because = [row_of_session.at("date"), *(client.at(name) for name in options.twins)]
        for field_id in options.fields:
            row = _wrong(case, client, field_id, limit, options)
            if row is not None:
                yield Found(
                    row.at(field_id),
                    _message(case, row, field_id, limit, first),
                    because_of=(row.at(field_id), *because),
                )
                because.append(row.at(field_id))


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    own = (f"{options.sheet}.{options.except_field}",) if options.except_field else ()
    return (*(f"{options.sheet}.{name}" for name in options.fields), "Sessions.date", *own)


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()


def _outermost(chain: Iterable[Row], first: bool) -> tuple[Row, date] | None:
    dated = [(row, day) for row in chain if (day := row.day("date")) is not None]
    if not dated:
        return None
    return min(dated, key=lambda item: item[1]) if first else max(dated, key=lambda item: item[1])


def _wrong(case: Case, client: Row, field_id: str, limit: date, options: Options) -> Row | None:
    """The row whose date is nearest to being right, if none is right."""
    first = options.relation == "not-after-first"
    rows = (client,) if options.sheet == "Clients" else case.rows_of(client, options.sheet)
    dated = [
        (day, row)
        for row in rows
        if (day := row.day(field_id)) is not None
        if not options.except_field or row.text(options.except_field) != options.except_value
    ]
    if not dated or any(day <= limit if first else day >= limit for day, _ in dated):
        return None
    days = [day for day, _ in dated]
    return next(row for day, row in dated if day == (min(days) if first else max(days)))


def _message(case: Case, row: Row, field_id: str, limit: date, first: bool) -> str:
    day = row.day(field_id)
    typed = uk_date(day) if day else ""
    side = "after the first session" if first else "before the last session"
    return f"{case.label(row.sheet, field_id)}{case.whose(row)} is {typed}, {side} on {uk_date(limit)}."
