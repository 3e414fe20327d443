"""Lengths of time, however typed, become whole minutes.

Excel times and `h:mm` are taken as they stand, also above 24 hours. A bare number is taken as hours only
when it is a quarter of an hour up to 12 (1.25, 1.5, 2); `1.3` may mean 1:30 or 18 minutes more than an
hour, and `90` hours or minutes, so both are refused rather than guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time, timedelta

from ilmdocs.workbook.schema import Field
from ilmdocs.workbook.serials import to_serial
from ilmdocs.workbook.values.outcome import Outcome, Readable, Trouble, Typed

MOST_BARE_HOURS = 12
"""Design §4: bare numbers count as hours in quarters up to 12."""
_LONGEST_DAYS = 31
"""A duration stored as a date of 1900 is at most a month long; later ones are real dates."""

_REMEDY = "Type hours and minutes, for example 1:30 or 90 min."
_CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?::00)?\s*(?:h|hrs?|hours?)?", re.ASCII)
_ONE_DIGIT = re.compile(r"\d{1,3}:\d", re.ASCII)
_HOURS = r"(?P<hours>\d{1,3}(?:\.\d+)?)\s*(?:h|hrs?|hours?)\.?"
_MINUTES = r"(?P<minutes>\d{1,4})\s*(?:m|mins?|minutes?)?\.?"
_MINUTES_NAMED = r"(?P<minutes>\d{1,4})\s*(?:m|mins?|minutes?)\.?"
_BOTH = re.compile(rf"{_HOURS}\s*(?:,|and|&)?\s*{_MINUTES}", re.ASCII)
_ONLY_HOURS = re.compile(_HOURS, re.ASCII)
_ONLY_MINUTES = re.compile(_MINUTES_NAMED, re.ASCII)
_LITERAL = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.')
_BARE = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)


def read_duration(typed: Typed, field: Field) -> Outcome:
    """A length of time in whole minutes.

    `ambiguous-duration` when it can be meant in two ways, `value-type` when it is none.
    """
    value = typed.value
    if isinstance(value, bool) or typed.is_percent:
        return _no_duration()
    if isinstance(value, int | float):
        return _bare(float(value))
    if isinstance(value, time):
        return _from_days(_serial(value, typed.epoch), field)
    if isinstance(value, timedelta):
        return _from_days(value.total_seconds() / 86400, field)
    if isinstance(value, datetime):
        return _from_datetime(value, typed, field)
    if isinstance(value, str):
        return _from_text(value)
    return _no_duration()


def _from_datetime(value: datetime, typed: Typed, field: Field) -> Outcome:
    """Excel keeps 25:30 as 1 January 1900, 1:30 when its format shows no days."""
    pattern = _LITERAL.sub("", typed.number_format).casefold()
    days = _serial(value, typed.epoch)
    if "y" in pattern or "d" in pattern or not 0 <= days <= _LONGEST_DAYS:
        return _no_duration("is a date, not a length of time")
    return _from_days(days, field)


def _serial(value: datetime | time, epoch: datetime) -> float:
    return to_serial(value, epoch)


def _from_days(days: float, field: Field) -> Outcome:
    if days >= 1 and abs(days * 100 - round(days * 100)) < 1e-6:
        return _typed_as_number(round(days * 100) / 100, field)
    seconds = round(days * 86400)
    if seconds < 0:
        return _no_duration()
    if seconds % 60:
        return Trouble("value-type", "holds seconds; only whole minutes count.", _REMEDY)
    return Readable(seconds // 60)


def _typed_as_number(number: float, field: Field) -> Outcome:
    """A number typed into a cell with the format [h]:mm: Excel takes 1.5 for days and shows 36:00.

    Where a day or more is impossible for the field and the number as hours is not, hours were meant, and
    the learner is told; otherwise it is unclear.
    """
    shown = f"shows {round(number * 1440) // 60}:{round(number * 1440) % 60:02} in Excel"
    outcome = _bare(number)
    most = field.maximum
    if isinstance(outcome, Readable) and most is not None and int(str(outcome.value)) <= most < number * 1440:
        hours = f"{int(str(outcome.value)) // 60}:{int(str(outcome.value)) % 60:02}"
        note = Trouble("duration-from-number", f"{shown}; it was read as {hours} hours.", f"Type {hours}.")
        return Readable(outcome.value, note)
    return Trouble("ambiguous-duration", f"{shown}, which may not be what you mean.", _REMEDY)


def _bare(hours: float) -> Outcome:
    if hours < 0:
        return _no_duration()
    if hours > MOST_BARE_HOURS or (hours * 4) % 1:
        return Trouble(
            "ambiguous-duration",
            "can be read in two ways: hours or minutes, or parts of an hour.",
            _REMEDY,
        )
    return Readable(round(hours * 60))


def _from_text(text: str) -> Outcome:
    text = unicodedata.normalize("NFKC", text).casefold().strip().rstrip(".")
    if match := _CLOCK.fullmatch(text):
        return _sum(int(match[1]), int(match[2]))
    if _ONE_DIGIT.fullmatch(text):
        return Trouble("ambiguous-duration", "can be read in two ways: the minutes need two digits.", _REMEDY)
    if match := _ONLY_MINUTES.fullmatch(text):
        return Readable(int(match["minutes"]))
    if match := _ONLY_HOURS.fullmatch(text):
        return _bare(float(match["hours"])) if "." in match["hours"] else _sum(int(match["hours"]), 0)
    if (match := _BOTH.fullmatch(text)) and "." not in match["hours"]:
        return _sum(int(match["hours"]), int(match["minutes"]))
    if _BARE.fullmatch(text):
        if "," in text:
            return _bare(MOST_BARE_HOURS + 1)
        return _bare(float(text))
    return _no_duration()


def _sum(hours: int, minutes: int) -> Outcome:
    if minutes > 59:
        return _no_duration("has more than 59 minutes after the hours")
    return Readable(hours * 60 + minutes)


def _no_duration(what: str = "is not a length of time") -> Trouble:
    return Trouble("value-type", f"{what}.", _REMEDY)
