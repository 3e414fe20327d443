"""Every client has at least one row in another sheet.

Options: `child` is that sheet, `what` names its rows in the message; rows whose `except_field` holds
`except_value` do not count. `form`: a scan or own document for that form counts as a row of its client.

Hit: client C2 has no goal. Miss: it has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.finding import Lack
from ilmdocs.model.goals import ClientsGoal, Goal
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    child: str
    what: str
    except_field: str = ""
    except_value: str = ""
    form: str = ""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the reference cell of each client without such a row."""
    because = (
        *(row.at("client_ref") for row in case.strays(options.child)),
        case.submission.heading_at(options.child, "client_ref"),
        *case.headings_of_empty(options.child),
    )
    for client in case.clients:
        rows = [row for row in case.rows_of(client, options.child) if _counts(row, options)]
        if rows or (options.form and _replaced(case, client.text("client_ref"), options.form)):
            continue
        yield Found(
            client.at("client_ref"),
            f"There is no {options.what}{case.whose(client)}.",
            because_of=because,
            explains=False,
            lacks=options.child,
            missing=(Lack(options.child, 1, (("client_ref", client.text("client_ref")),)),),
        )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    own = (f"{options.child}.{options.except_field}",) if options.except_field else ()
    return ("Clients.client_ref", f"{options.child}.client_ref", *own)


def required(options: Options) -> Iterable[str]:
    """None: no single cell is asked for."""
    return ()


def goals(unit: Unit, options: Options) -> Iterable[Goal]:
    """A row for each client."""
    return (ClientsGoal(options.child, options.what, options.except_field, options.except_value),)


def _counts(row: Row, options: Options) -> bool:
    return not options.except_field or row.text(options.except_field) != options.except_value


def _replaced(case: Case, ref: str, form: str) -> bool:
    return any(row.text("client_ref") in ("", ref) for row in case.replacements(form))
