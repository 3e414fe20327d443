"""Days as Excel counts them: whole numbers from 30 December 1899."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from ilmdocs.workbook.formulas.scalars import Fault, Scalar, number

_DAY_0 = date(1899, 12, 30)


def part_of_day(part: str) -> Callable[[Scalar], Scalar]:
    """The year, month or day of a date's number."""

    def found(serial: Scalar) -> Scalar:
        day = _day(serial)
        return day if isinstance(day, Fault) else float(getattr(day, part))

    return found


def months_later(serial: Scalar, months: Scalar) -> Scalar:
    """The same day some months later, or that month's last."""
    day, more = _day(serial), number(months)
    if isinstance(day, Fault) or isinstance(more, Fault):
        return Fault()
    years, month = divmod(day.month - 1 + int(more), 12)
    year, month = day.year + years, month + 1
    late = date(year, month, min(day.day, monthrange(year, month)[1]))
    return float((late - _DAY_0).days)


def _day(serial: Scalar) -> date | Fault:
    given = number(serial)
    try:
        return given if isinstance(given, Fault) else _DAY_0 + timedelta(days=int(given))
    except OverflowError:
        return Fault("#NUM!")
