"""A sheet has enough rows, or rows with enough different values, such as days.

Options: `sheet`, `minimum`; `field` is the counted column, at whose heading the finding stands. With
`distinct` different values of it are counted, capitals and spaces aside. `what_one` and `what_several` name
the rows in the message. Rows whose `except_field` holds `except_value` do not count. `form`: a signed scan or
own document for that form counts as well.

Hit: 1 supervision of 2. Miss: 2 on different days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.finding import Lack
from ilmdocs.model.goals import Goal, RowsGoal
from ilmdocs.model.submission import Value
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.wording import counted


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    sheet: str
    field: str
    minimum: int
    what_one: str
    what_several: str
    distinct: bool = False
    except_field: str = ""
    except_value: str = ""
    form: str = ""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the heading of the counted column when there are too few."""
    rows = [
        row
        for row in case.rows(options.sheet)
        if not options.except_field or row.text(options.except_field) != options.except_value
    ]
    documents = case.replacements(options.form) if options.form else ()
    if options.distinct:
        values = {_plain(row.values[options.field]) for row in rows if row.has(options.field)}
        dates = {row.values["date"] if row.has("date") else row.number for row in documents}
        number = len(values | dates)
    else:
        number = len(rows) + len(documents)
    if number >= options.minimum:
        return
    place = case.submission.heading_at(options.sheet, options.field)
    because = tuple(row.at(options.field) for row in rows if not row.has(options.field))
    dated = any(row.day(options.field) for row in rows)
    days = " on different days" if dated and options.distinct and len(rows) > number else ""
    yield Found(
        place,
        f"{counted(number, options.what_one, options.what_several).capitalize()}{days} "
        f"{'is' if number == 1 else 'are'} recorded; {case.unit.name} requires at least {options.minimum}.",
        because_of=because,
        lacks=options.sheet,
        missing=(Lack(options.sheet, options.minimum - number),),
    )


def fields(options: Options) -> Iterable[str]:
    """The counted column."""
    return (f"{options.sheet}.{options.field}",)


def required(options: Options) -> Iterable[str]:
    """None: no single cell is asked for."""
    return ()


def goals(unit: Unit, options: Options) -> Iterable[Goal]:
    """So many rows, or different values."""
    return (
        RowsGoal(
            options.sheet,
            options.field,
            options.minimum,
            options.what_one,
            options.what_several,
            options.distinct,
            options.except_field,
            options.except_value,
        ),
    )


def _plain(value: Value) -> Value:
    return " ".join(value.split()).casefold() if isinstance(value, str) else value
