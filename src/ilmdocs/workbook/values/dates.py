"""Dates and times of day, real ones and typed text, day before month as in the United Kingdom."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from ilmdocs.workbook.schema import Field
from ilmdocs.workbook.serials import from_serial
from ilmdocs.workbook.values.outcome import Outcome, Readable, Trouble, Typed

EARLIEST_YEAR = 1950
LATEST_YEAR = 2100
"""A date outside these years is a slip: no coaching was recorded in this workbook then."""

_DATE_REMEDY = "Type the date as day/month/year, for example 04/03/2026."
_TIME_REMEDY = "Type the time as hours:minutes, for example 10:30."
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NUMERIC = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00)?)?", re.ASCII)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s\-]*(?:of\s+)?([a-z]+)\.?,?[\s\-]*(\d{4}|\d{2})", re.ASCII
)
_MONTH_DAY = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::00)?\s*(am|pm|a\.m\.|p\.m\.)?", re.ASCII)


def read_date(typed: Typed, field: Field) -> Outcome:
    """A calendar date; a plain number is taken as Excel's date number and noted as `date-from-number`."""
    value = typed.value
    if isinstance(value, datetime):
        return _plausible(value.date())
    if isinstance(value, date):
        return _plausible(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and not typed.is_percent:
        return _from_number(float(value), typed)
    if isinstance(value, str):
        return _plausible(_from_text(value))
    return _no_date()


def reads_both_ways(text: str) -> bool:
    """Whether a typed date is also a date, and another one, with month and day exchanged."""
    match = _NUMERIC.fullmatch(_tidy(text))
    return match is not None and int(match[1]) != int(match[2]) and int(match[1]) <= 12 >= int(match[2])


def read_time(typed: Typed, field: Field) -> Outcome:
    """A time of day in hours and minutes."""
    value = typed.value
    if isinstance(value, time):
        return Readable(value.replace(microsecond=0))
    if isinstance(value, timedelta) and timedelta(0) <= value < timedelta(days=1):
        return Readable((datetime.min + value).time())
    if isinstance(value, datetime) and value.date() == typed.epoch.date():
        return Readable(value.time())
    if isinstance(value, str) and (found := _clock(value)) is not None:
        return Readable(found)
    return Trouble("value-type", "is not a time of day.", _TIME_REMEDY)


def _from_number(number: float, typed: Typed) -> Outcome:
    try:
        found = from_serial(number, typed.epoch)
    except (OverflowError, ValueError):
        return _no_date()
    if not isinstance(found, datetime):
        return _no_date()
    outcome = _plausible(found.date())
    if isinstance(outcome, Trouble):
        return _no_date()
    return Readable(
        outcome.value,
        Trouble(
            "date-from-number",
            f"is stored as a number; it was read as {found:%d/%m/%Y}.",
            "Give the cell a date format to see the date in Excel.",
        ),
    )


def _plausible(found: date | None) -> Outcome:
    if found is None:
        return _no_date()
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        return Trouble("value-type", f"is a date in the year {found.year}.", _DATE_REMEDY)
    return Readable(found)


def _from_text(text: str) -> date | None:
    text = _tidy(text)
    if match := _ISO.fullmatch(text):
        return _date(match[1], int(match[2]), match[3])
    if match := _NUMERIC.fullmatch(text):
        return _date(match[3], int(match[2]), match[1])
    text = _WEEKDAY.sub("", text)
    if match := _DAY_MONTH.fullmatch(text):
        return _date(match[3], _MONTHS.get(match[2], 0), match[1])
    if match := _MONTH_DAY.fullmatch(text):
        return _date(match[3], _MONTHS.get(match[1], 0), match[2])
    return None


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _date(year: str, month: int, day: str) -> date | None:
    full = int(year) + 2000 if len(year) == 2 else int(year)
    try:
        return date(full, month, int(day))
    except ValueError:
        return None


def _clock(text: str) -> time | None:
    match = _CLOCK.fullmatch(_tidy(text))
    if match is None or (match[2] is None and match[3] is None):
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _no_date() -> Trouble:
    return Trouble("value-type", "is not a date.", _DATE_REMEDY)
