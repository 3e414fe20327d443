"""Lengths of time, however typed, become whole minutes or a finding, never a guess."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from ilmdocs.workbook.schema import sheet_schema
from ilmdocs.workbook.values import Readable, Trouble, Typed, read_value

DURATION = sheet_schema("Sessions").field("duration")


def reading(value: object, number_format: str = "General", epoch: datetime = CALENDAR_WINDOWS_1900) -> object:
    """Minutes, or the id of the problem."""
    outcome = read_value(Typed(value, number_format, epoch), DURATION)
    if isinstance(outcome, Trouble):
        return outcome.id
    assert isinstance(outcome, Readable)
    return outcome.value


GOLDEN = [
    # as text
    ("1:30", 90), ("01:30", 90), ("0:45", 45), ("25:30", 1530), ("1:30:00", 90), ("1:30 h", 90),
    ("1h30", 90), ("1h30m", 90), ("1 h 30 min", 90), ("1 hr 30 mins", 90), ("1 hour and 30 minutes", 90),
    ("1 hour, 30 minutes", 90), ("1H", 60), ("2 hours", 120), ("1.5 hours", 90), ("1.25 h", 75),
    ("90 min", 90), ("90min", 90), ("90 minutes", 90), ("90 MINS.", 90), ("45m", 45), ("0:00", 0),
    ("1.5", 90), ("2", 120), ("0.25", 15), ("12", 720), ("１：３０", 90), ("1\u00a0h\u00a030\u00a0min", 90),
    ("1.3", "ambiguous-duration"), ("90", "ambiguous-duration"), ("1,5", "ambiguous-duration"),
    ("12.25", "ambiguous-duration"), ("1.3 hours", "ambiguous-duration"), ("1:5", "ambiguous-duration"),
    ("1:75", "value-type"), ("1h75", "value-type"), ("-1", "value-type"), ("-1:30", "value-type"),
    ("an hour", "value-type"), ("1½ hours", "value-type"), ("1:30-2:30", "value-type"), ("50%", "value-type"),
    # as bare numbers
    (1.25, 75), (1.5, 90), (2, 120), (12, 720), (0, 0), (0.25, 15),
    (1.3, "ambiguous-duration"), (90, "ambiguous-duration"), (12.25, "ambiguous-duration"),
    (0.0625, "ambiguous-duration"), (-1, "value-type"), (True, "value-type"),
    # as Excel stores them
    (time(1, 30), 90), (time(0, 0), 0), (timedelta(hours=1, minutes=30), 90),
    (timedelta(hours=25, minutes=30), 1530),
    (timedelta(minutes=-5), "value-type"), (time(1, 30, 30), "value-type"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), GOLDEN, ids=[repr(typed) for typed, _ in GOLDEN])
def test_golden_table(typed: object, expected: object) -> None:
    """Every way of typing a length of time gives these minutes or this finding."""
    assert reading(typed) == expected


def test_more_than_a_day_in_a_clock_format() -> None:
    """25:30 in the format h:mm is a date of 1900 inside Excel and still 25 hours 30 minutes."""
    assert reading(datetime(1900, 1, 1, 1, 30), "h:mm") == 1530


@pytest.mark.parametrize(("number", "expected"), [(1, 60), (1.5, 90), (2.25, 135), (4, 240)])
def test_hours_typed_into_a_time_cell(number: float, expected: int) -> None:
    """1.5 typed into a cell formatted as time shows 36:00; no session lasts days, so hours are meant."""
    outcome = read_value(Typed(timedelta(days=number), "[h]:mm", CALENDAR_WINDOWS_1900), DURATION)
    assert isinstance(outcome, Readable)
    assert outcome.value == expected
    assert outcome.note is not None and outcome.note.id == "duration-from-number"


@pytest.mark.parametrize("number", [1.3, 5, 12, 90])
def test_unclear_numbers_in_a_time_cell(number: float) -> None:
    """1.3 or 90 typed into a cell formatted as time is as unclear as anywhere else."""
    assert reading(timedelta(days=number), "[h]:mm") == "ambiguous-duration"


def test_more_than_a_day_in_the_1904_calendar() -> None:
    """The same holds in workbooks of the old Macintosh calendar."""
    assert reading(datetime(1904, 1, 2, 1, 30), "[h]:mm", CALENDAR_MAC_1904) == 1530


@pytest.mark.parametrize("number_format", ["dd/mm/yyyy", "dd/mm/yyyy hh:mm"])
def test_a_date_is_no_duration(number_format: str) -> None:
    """A date in the duration column is refused, whatever its value."""
    assert reading(datetime(2026, 3, 4), number_format) == "value-type"
    assert reading(datetime(1900, 1, 1, 12, 0), number_format) == "value-type"


def test_a_colour_in_the_format_is_no_day() -> None:
    """`[Red]` in a number format holds a d and is still no date."""
    assert reading(datetime(1900, 1, 1, 1, 30), "[Red]h:mm") == 1530


def test_a_percentage_is_no_duration() -> None:
    """50% is 0.5 inside Excel, but nobody means half an hour."""
    assert reading(0.5, "0%") == "value-type"


@given(st.integers(0, 1439))
def test_minutes_survive_every_spelling(minutes: int) -> None:
    """Hours and minutes written as clock, words, minutes or an Excel time give the same minutes."""
    hours, rest = divmod(minutes, 60)
    for typed in (
        f"{hours}:{rest:02}",
        f"{hours}h{rest:02}",
        f"{hours} h {rest} min",
        f"{minutes} min",
        timedelta(minutes=minutes),
    ):
        assert reading(typed) == minutes


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_bare_numbers_are_quarters_or_findings(number: float) -> None:
    """No number becomes minutes unless it is a quarter of an hour from 0 to 12."""
    result = reading(number)
    if isinstance(result, int):
        assert 0 <= number <= 12 and number * 4 == int(number * 4) and result == number * 60
    else:
        assert result in {"ambiguous-duration", "value-type"}


@given(st.text(max_size=30))
def test_any_text_is_minutes_or_a_finding(text: str) -> None:
    """Whatever is typed, the answer is whole minutes or a finding, never a fault."""
    result = reading(text)
    assert isinstance(result, int) or result in {"ambiguous-duration", "value-type"}
