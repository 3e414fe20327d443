"""Dates and durations in UK words."""

from __future__ import annotations

from datetime import date, time

import pytest

from ilmdocs.text.formats import clock_time, duration, uk_date


def test_date_is_in_words() -> None:
    """A date cannot be read as an American one."""
    assert uk_date(date(2026, 3, 4)) == "4 March 2026"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (45, "45 min"), (60, "1 h"), (90, "1 h 30 min"), (1530, "25 h 30 min")],
)
def test_duration_is_in_hours_and_minutes(minutes: int, words: str) -> None:
    """Durations are never decimal hours."""
    assert duration(minutes) == words


def test_time_has_two_digits() -> None:
    """Times are on the 24-hour clock."""
    assert clock_time(time(9, 5)) == "09:05"
