"""The development plan reaches far enough: by its dates, or by covering the short, mid and long term.

Options: `months` from the earliest start to the latest end. Instead the rows may cover all three horizons,
in personal, professional and career terms (a term without a row deserves a look). A row says when: by start
and end, or by its horizon. `form` as in `fields-filled`.

Hit: a plan of eleven months with no horizons; a row without end and horizon. Miss: twelve months; or rows of
the short, mid and long term.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ilmdocs.model.finding import Lack, Severity
from ilmdocs.model.goals import Goal, SpanGoal
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.checks.plan_span import Options as Span
from ilmdocs.rules.checks.plan_span import check as spans
from ilmdocs.rules.columns import is_missing
from ilmdocs.rules.wording import listed
from ilmdocs.workbook.schema import sheet_schema


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    months: int
    form: str = ""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each row without time, and at a heading when the plan does not reach far enough."""
    rows = [row for row in case.rows("CPD") if not (options.form and case.is_replaced(options.form, row))]
    for row in rows:
        for name in ("start", "end"):
            if is_missing(row, name) and is_missing(row, "horizon"):
                yield Found(row.at(name), f"{case.label('CPD', name)} is missing, and there is no horizon.")
    about_dates = tuple(spans(case, rule, Span(options.months, options.form)))
    backwards = [found for found in about_dates if found.location != case.submission.heading_at("CPD", "end")]
    yield from backwards
    is_dated = any(row.has("start") for row in rows) and any(row.has("end") for row in rows)
    if not rows or (is_dated and not about_dates):
        return
    if not is_dated or not _absent(rows, "horizon"):
        yield from _uncovered(case, rows)
    else:
        yield from (found for found in about_dates if found not in backwards)


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("CPD.start", "CPD.end", "CPD.horizon", "CPD.kind")


def required(options: Options) -> Iterable[str]:
    """None: dates and horizons stand in for each other."""
    return ()


def goals(unit: Unit, options: Options) -> Iterable[Goal]:
    """The months, or all three terms."""
    return (SpanGoal(options.months, horizons=True),)


def _absent(rows: Sequence[Row], name: str) -> list[str]:
    """The choices of a field that no row has."""
    there = {row.text(name) for row in rows}
    return [choice for choice in sheet_schema("CPD").field(name).choices if choice not in there]


def _uncovered(case: Case, rows: Sequence[Row]) -> Iterator[Found]:
    """What a plan by horizons leaves out."""
    for name in ("horizon", "kind"):
        absent = _absent(rows, name)
        if absent:
            blank = [row for row in rows if not row.has(name)]
            yield Found(
                case.submission.heading_at("CPD", name),
                f"No row of the plan has {listed(absent, 'or')} under {case.label('CPD', name)}.",
                because_of=tuple(row.at(cell) for row in blank for cell in (name, "start", "end")),
                severity=None if name == "horizon" else Severity.SHOULD,
                missing=tuple(Lack("CPD", 1, ((name, choice),)) for choice in absent),
            )
