"""Whole numbers and numbers."""

from __future__ import annotations

import math
import re

from ilmdocs.workbook.schema import Field
from ilmdocs.workbook.values.outcome import Outcome, Readable, Trouble, Typed

_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d+)?", re.ASCII)


def read_integer(typed: Typed, field: Field) -> Outcome:
    """A whole number; 3.0 is one, 3.5 and 50% are not. Its limits are left to the rules."""
    number = _number(typed)
    if number is None or not float(number).is_integer():
        return Trouble("value-type", "is not a whole number.", f"Type a whole number{_range(field)}.")
    return Readable(int(number))


def read_number(typed: Typed, field: Field) -> Outcome:
    """A number, whole or not."""
    number = _number(typed)
    if number is None:
        return Trouble("value-type", "is not a number.", f"Type a number{_range(field)}.")
    return Readable(number)


def _number(typed: Typed) -> int | float | None:
    value = typed.value
    if isinstance(value, bool) or typed.is_percent:
        return None
    if isinstance(value, str):
        text = value.strip()
        if not _NUMBER.fullmatch(text):
            return None
        return float(text) if "." in text else int(text)
    if isinstance(value, int | float) and math.isfinite(value):
        return value
    return None


def _range(field: Field) -> str:
    if field.limit:
        return "; there are no halves"
    if field.minimum is None or field.maximum is None:
        return ""
    return f" from {field.minimum} to {field.maximum}"
