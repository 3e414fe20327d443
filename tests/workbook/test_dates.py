"""Dates and times of day, real and typed, day before month."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from ilmdocs.workbook.schema import sheet_schema
from ilmdocs.workbook.values import Trouble, Typed, read_value
from ilmdocs.workbook.values.dates import reads_both_ways

DATE = sheet_schema("Sessions").field("date")
TIME = sheet_schema("Sessions").field("start_time")
FOURTH = date(2026, 3, 4)


def day(value: object, number_format: str = "General", epoch: datetime = CALENDAR_WINDOWS_1900) -> object:
    """The date, or the id of the problem."""
    outcome = read_value(Typed(value, number_format, epoch), DATE)
    return outcome.id if isinstance(outcome, Trouble) else outcome.value


def clock(value: object) -> object:
    """The time, or the id of the problem."""
    outcome = read_value(Typed(value, "General", CALENDAR_WINDOWS_1900), TIME)
    return outcome.id if isinstance(outcome, Trouble) else outcome.value


DATES = [
    (datetime(2026, 3, 4), FOURTH), (datetime(2026, 3, 4, 10, 30), FOURTH), (FOURTH, FOURTH),
    ("04/03/2026", FOURTH), ("4/3/2026", FOURTH), ("4/3/26", FOURTH), ("04.03.2026", FOURTH),
    ("4-3-2026", FOURTH),
    ("4 March 2026", FOURTH), ("4th March 2026", FOURTH), ("4 Mar 26", FOURTH), ("4-Mar-2026", FOURTH),
    ("March 4, 2026", FOURTH), ("Wednesday 4 March 2026", FOURTH), ("Wed, 4th of March, 2026", FOURTH),
    ("2026-03-04", FOURTH), ("2026-03-04 00:00:00", FOURTH), ("13/12/2026", date(2026, 12, 13)),
    ("29/02/2028", date(2028, 2, 29)),
    ("04/13/2026", "value-type"), ("29/02/2026", "value-type"), ("31/04/2026", "value-type"),
    ("March 2026", "value-type"), ("4 Smarch 2026", "value-type"), ("soon", "value-type"),
    ("04/03", "value-type"), ("4/3/126", "value-type"), ("04/03/1926", "value-type"),
    (time(0, 0), "value-type"), (True, "value-type"), (0.5, "value-type"), (1.5, "value-type"),
    (99999999, "value-type"), (-3, "value-type"), (datetime(1900, 3, 30), "value-type"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), DATES, ids=[repr(typed) for typed, _ in DATES])
def test_dates(typed: object, expected: object) -> None:
    """Every way of typing a date gives this date or this finding; month before day is refused."""
    assert day(typed) == expected


def test_a_date_number_is_read_and_noted() -> None:
    """Excel's number for a date counts as the date, and the learner is told how it was read."""
    outcome = read_value(Typed(46085, "General", CALENDAR_WINDOWS_1900), DATE)
    assert not isinstance(outcome, Trouble)
    assert outcome.value == FOURTH
    assert outcome.note is not None and "04/03/2026" in outcome.note.what


def test_a_date_number_in_the_1904_calendar() -> None:
    """The same number means another day in workbooks of the old Macintosh calendar."""
    assert day(46085 - 1462, epoch=CALENDAR_MAC_1904) == FOURTH


def test_a_percentage_is_no_date() -> None:
    """A percentage is never taken as a date number."""
    assert day(46085, "0%") == "value-type"


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_date_survives_every_spelling(when: date) -> None:
    """Figures, words and Excel's own date all give the same day."""
    words = f"{when.day} {when:%B %Y}"
    for typed in (f"{when:%d/%m/%Y}", f"{when.day}.{when.month}.{when.year}", words, when.isoformat()):
        assert day(typed) == when
    assert day(datetime(when.year, when.month, when.day)) == when


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_finding(text: str) -> None:
    """Whatever is typed, the answer is a date or a finding, never a fault."""
    assert isinstance(day(text), date) or day(text) == "value-type"


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("04/03/2026", True),
        ("04/04/2026", False),
        ("13/03/2026", False),
        ("4 March 2026", False),
        ("x", False),
    ],
)
def test_reads_both_ways(text: str, both: bool) -> None:
    """Only figures that are another date with month and day exchanged are in doubt."""
    assert reads_both_ways(text) is both


TIMES = [
    (time(10, 30), time(10, 30)), (timedelta(hours=10, minutes=30), time(10, 30)), ("10:30", time(10, 30)),
    ("10.30", time(10, 30)), ("10:30 am", time(10, 30)), ("2pm", time(14, 0)), ("12:15 am", time(0, 15)),
    ("12 p.m.", time(12, 0)), ("10:30:00", time(10, 30)), (datetime(1899, 12, 30, 10, 30), time(10, 30)),
    ("24:00", "value-type"), ("10:75", "value-type"), ("13 pm", "value-type"), ("10", "value-type"),
    (1030, "value-type"), (datetime(1902, 7, 18), "value-type"),
    (0.4375, "value-type"), (datetime(2026, 3, 4, 10, 30), "value-type"),
    ("morning", "value-type"), (timedelta(hours=25), "value-type"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), TIMES, ids=[repr(typed) for typed, _ in TIMES])
def test_times_of_day(typed: object, expected: object) -> None:
    """Every way of typing a time of day gives this time or this finding."""
    assert clock(typed) == expected
