"""What a cell can hold, and how Excel turns one kind into another, compares and calculates."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """An error value, such as `#N/A`; whatever is worked out from it is one too."""

    name: str = "#VALUE!"


Scalar = float | str | bool | Fault | None
"""None is an empty cell."""
_DIVISION = Fault("#DIV/0!")
_FAULT = Fault()


def number(value: Scalar) -> float | Fault:
    """A value as a number: an empty cell is 0, a text only what it spells."""
    if isinstance(value, Fault):
        return value
    if value is None:
        return 0.0
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return _FAULT
    return float(value)


def text(value: Scalar) -> str | Fault:
    """A value as text: whole numbers without a point."""
    if isinstance(value, Fault):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    return str(int(value)) if float(value).is_integer() else f"{value:.15g}"


def truth(value: Scalar) -> bool | Fault:
    """A value as true or false."""
    if isinstance(value, bool | Fault):
        return value
    if isinstance(value, str):
        return _FAULT
    return bool(value)


def equal(left: Scalar, right: Scalar) -> bool:
    """Whether two values are the same to Excel: capitals do not matter, an empty cell is "" and 0."""
    left, right = _beside(left, right), _beside(right, left)
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    return _rank(left) == _rank(right) and left == right


def _beside(value: Scalar, other: Scalar) -> Scalar:
    """What an empty cell counts as beside the other value."""
    if value is not None:
        return value
    return "" if isinstance(other, str) else 0.0


def _rank(value: Scalar) -> int:
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def _less(left: Scalar, right: Scalar) -> bool:
    left, right = _beside(left, right), _beside(right, left)
    if _rank(left) != _rank(right):
        return _rank(left) < _rank(right)
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() < right.casefold()
    return bool(number(left) < number(right))  # type: ignore[operator]


_COMPARED: Mapping[str, Callable[[Scalar, Scalar], bool]] = {
    "=": equal,
    "<>": lambda left, right: not equal(left, right),
    "<": _less,
    ">": lambda left, right: _less(right, left),
    "<=": lambda left, right: not _less(right, left),
    ">=": lambda left, right: not _less(left, right),
}
_CALCULATED: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


def combined(sign: str, left: Scalar, right: Scalar) -> Scalar:
    """Two values joined by one of Excel's operators."""
    for value in (left, right):
        if isinstance(value, Fault):
            return value
    if sign == "&":
        return f"{text(left)}{text(right)}"
    if sign in _COMPARED:
        return _COMPARED[sign](left, right)
    one, other = number(left), number(right)
    if isinstance(one, Fault) or isinstance(other, Fault):
        return _FAULT
    if sign == "/" and not other:
        return _DIVISION
    return _CALCULATED[sign](one, other)
