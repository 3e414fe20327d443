"""Excel's date numbers: how many days, and which part of one, since day 0 of the workbook's calendar.

A copy of the rules that openpyxl follows, so that a workbook can be read without loading all of openpyxl;
`tests/workbook/test_stored_cells.py` holds both against each other.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

EPOCH_1900 = datetime(1899, 12, 30)
EPOCH_1904 = datetime(1904, 1, 1)
_SECONDS = 86400
_LEAP_DAY = 60
"""The 29 February 1900, which Excel counts and which never was."""
_ISO = re.compile(r"(?:(\d{4})-(\d{2})-(\d{2}))?T?(?:(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,3})?)?)?Z?", re.ASCII)
_ISO_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?", re.ASCII)


def from_serial(number: float, epoch: datetime, *, is_duration: bool = False) -> datetime | time | timedelta:
    """What a date number stands for: a day, a time of day when it is below one, or a length of time.

    Raises:
        ValueError, OverflowError: when it is outside the calendar.
    """
    if is_duration:
        length = timedelta(days=number)
        if length.microseconds:
            length = timedelta(
                seconds=length.total_seconds() // 1, microseconds=round(length.microseconds, -3)
            )
        return length
    day, fraction = divmod(number, 1)
    rest = timedelta(milliseconds=round(fraction * _SECONDS * 1000))
    if 0 <= number < 1 and rest.days == 0:
        return (datetime.min + rest).time()
    if 0 < number < _LEAP_DAY and epoch == EPOCH_1900:
        day += 1
    return epoch + timedelta(days=day) + rest


def to_serial(value: datetime | time, epoch: datetime) -> float:
    """The date number of a day or a time of day."""
    days = 0
    if isinstance(value, datetime):
        days = (value - epoch).days
        if 0 < days <= _LEAP_DAY and epoch == EPOCH_1900:
            days -= 1
    seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 10**6
    return days + seconds / _SECONDS


def from_iso(text: str) -> datetime | date | time | timedelta:
    """A date, time or length of time as some programs write it: `2026-03-04T10:30:00`, `PT1H30M`.

    Raises:
        ValueError: when it is none.
    """
    if (found := _ISO.match(text)) and any(found.groups()):
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
        micro = int(float(found[7] or 0) * 1_000_000)
        if not found[1]:
            return time(hour, minute, second, micro)
        return date(year, month, day) if not found[4] else datetime(
            year, month, day, hour, minute, second, micro
        )  # fmt: skip
    if (found := _ISO_DURATION.match(text)) and any(found.groups()):
        hours, minutes, seconds = (float(part or 0) for part in found.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    raise ValueError(text)
