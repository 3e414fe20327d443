"""Dates, times and durations as they are printed: UK words, never digits that could be read two ways."""

from __future__ import annotations

from datetime import date, time

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def uk_date(day: date) -> str:
    """A date in words, such as `4 March 2026`, the same on every machine and locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def clock_time(moment: time) -> str:
    """A time of day on the 24-hour clock, such as `09:30`."""
    return f"{moment.hour:02}:{moment.minute:02}"


def duration(minutes: int) -> str:
    """Whole minutes in words: `45 min`, `2 h`, `1 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    parts = ([f"{hours} h"] if hours else []) + ([f"{rest} min"] if rest or not hours else [])
    return " ".join(parts)
