"""The development plan's dates make sense: no row ends before it starts, and the whole spans long enough.

Options: `months` from the earliest start to the latest end (0: no span is asked for). `form` as in
`fields-filled`.

Hit: start 1 May, end 30 April. Miss: both on one day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ilmdocs.model.goals import Goal, SpanGoal
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.wording import uk_date


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    months: int = 0
    form: str = ""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each end before its start, and one at the heading when the span is short."""
    rows = [row for row in case.rows("CPD") if not (options.form and case.is_replaced(options.form, row))]
    starts, ends, backwards = [], [], []
    for row in rows:
        start, end = row.day("start"), row.day("end")
        if start is not None and end is not None and end < start:
            backwards += [row.at("start"), row.at("end")]
            yield Found(
                row.at("end"),
                f"{case.label('CPD', 'end')} is {uk_date(end)}, before the start on {uk_date(start)}.",
            )
        starts.extend([start] if start else [])
        ends.extend([end] if end else [])
    if options.months and starts and ends and max(ends) < months_later(min(starts), options.months):
        wanted = uk_date(months_later(min(starts), options.months))
        yield Found(
            case.submission.heading_at("CPD", "end"),
            f"The plan runs from {uk_date(min(starts))} to {uk_date(max(ends))}; "
            f"{options.months} months are required.",
            f"Plan until {wanted} or later.",
            because_of=(
                *backwards,
                *(row.at(name) for row in rows for name in ("start", "end") if not row.has(name)),
            ),
        )


def fields(options: Options) -> Iterable[str]:
    """Both dates."""
    return ("CPD.start", "CPD.end")


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()


def goals(unit: Unit, options: Options) -> Iterable[Goal]:
    """The months, where a span is asked for."""
    return (SpanGoal(options.months),) if options.months else ()


def months_later(day: date, months: int) -> date:
    """The same day so many calendar months later, or that month's last: 31 August + 6 is 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
