"""A cell's value as Excel shows it, for text fields and for repeating what was typed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from ilmdocs.text.clean import clean_text
from ilmdocs.workbook.values.outcome import Typed

_NUMBER_FORMAT = re.compile(
    r'(?:"(?P<before>[^"]*)")?(?P<whole>0+)(?:\.(?P<decimals>0+))?(?:"(?P<after>[^"]*)")?'
)
_LONGEST_QUOTE = 60


def shown(typed: Typed) -> str:
    """The value as text.

    Numbers keep the zeros that their format shows (`00123`, `1.10`); dates are day/month/year, lengths of
    time hours:minutes.
    """
    value = typed.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, typed.number_format)
    if isinstance(value, datetime):
        has_time = (value.hour, value.minute, value.second) != (0, 0, 0)
        return value.strftime("%d/%m/%Y %H:%M" if has_time else "%d/%m/%Y")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return str(value)


def quoted(typed: Typed) -> str:
    """The value as it is repeated in a message: text in quotation marks, on one line, long text cut."""
    text = " ".join(clean_text(shown(typed)).text.split())
    if len(text) > _LONGEST_QUOTE:
        text = text[: _LONGEST_QUOTE - 1] + "…"
    return f'"{text}"' if isinstance(typed.value, str) else text


def _number(value: int | float, number_format: str) -> str:
    if "%" in number_format:
        return f"{_plain(value * 100)}%"
    match = _NUMBER_FORMAT.fullmatch(number_format)
    if match is None or value < 0:
        return _plain(value)
    decimals = len(match["decimals"] or "")
    width = len(match["whole"]) + (decimals + 1 if decimals else 0)
    text = f"{value:0{width}.{decimals}f}" if len(match["whole"]) > 1 or decimals else _plain(value)
    return f"{match['before'] or ''}{text}{match['after'] or ''}"


def _plain(value: int | float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return str(value) if isinstance(value, int) else f"{value:.15g}"
