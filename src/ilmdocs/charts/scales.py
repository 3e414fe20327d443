"""Where the marks of an axis stand: round hours, first days of months, and never one label over another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ilmdocs.charts.drawing import text_width

_HOUR_STEPS = (15, 30, 60, 120, 180, 300, 600, 1200, 3000, 6000, 12000, 30000, 60000)
_MOST_LINES = 5
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_STEPS = (1, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
_SHORT = 70
"""Days: over a longer time the months are named, not the days."""
_APART = 3.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis of time: its day, its label, and the year where a new one begins."""

    day: date
    label: str
    year: str


def hour_marks(most: int) -> tuple[int, ...]:
    """Round times from nothing up to so many minutes."""
    step = next((s for s in _HOUR_STEPS if s * _MOST_LINES >= most), _HOUR_STEPS[-1])
    return tuple(range(0, most + 1, step))


def ticks(first: date, last: date, room: float) -> tuple[Tick, ...]:
    """Marks between two days as close as their labels allow on so many millimetres."""
    span = max((last - first).days, 1)
    for days in _choices(first, last):
        made = tuple(_labelled(days))
        widest = max((text_width(max(t.label, t.year, key=len)) for t in made), default=0.0)
        places = [room * (tick.day - first).days / span for tick in made]
        if all(b - a >= widest + _APART for a, b in pairwise(places)):
            return made
    return tuple(_labelled([first]))


def _choices(first: date, last: date) -> Iterator[list[date]]:
    """Days to mark, the closest together first."""
    span = (last - first).days
    if span <= _SHORT:
        for step in _DAY_STEPS:
            yield [first + timedelta(days) for days in range(0, span + 1, step)]
        yield [first, last]
        return
    for step in _MONTH_STEPS:
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        days = (date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0)
        inside = [day for day in days if first <= day <= last]
        if inside and inside[0] != first:
            yield [first, *inside]
        if inside:
            yield inside


def _labelled(days: Sequence[date]) -> Iterator[Tick]:
    """The days as 4 Mar, among months the first of one as its name."""
    by_month = len(days) > 1 and all(day.day == 1 for day in days[1:])
    year = None
    for day in days:
        month = _MONTHS[day.month - 1]
        label = month if by_month and day.day == 1 else f"{day.day} {month}"
        yield Tick(day, label, "" if day.year == year else str(day.year))
        year = day.year
