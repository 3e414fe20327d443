"""Functions of one value take a range too, value by value; errors stay errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from ilmdocs.workbook.formulas.scalars import Fault, Scalar, number, text

List = list[Scalar]
Value = Scalar | List
P = ParamSpec("P")


def each(function: Callable[Concatenate[Scalar, P], Scalar]) -> Callable[Concatenate[Value, P], Value]:
    """A function of one value that also takes a range, value by value; errors stay errors."""

    def lifted(first: Value, /, *rest: P.args, **named: P.kwargs) -> Value:
        if isinstance(first, list):
            return [item if isinstance(item, Fault) else function(item, *rest, **named) for item in first]
        return first if isinstance(first, Fault) else function(first, *rest, **named)

    return lifted


def of_number(function: Callable[[float], Scalar]) -> Callable[[Value], Value]:
    """A function of a number, or of each of a range."""

    def one(value: Scalar) -> Scalar:
        given = number(value)
        return given if isinstance(given, Fault) else function(given)

    return each(one)


def of_text(change: Callable[[str], Scalar]) -> Callable[[Value], Value]:
    """A function of a text, or of each of a range."""
    return each(lambda value: change(str(text(value))))


def with_numbers(function: Callable[..., Scalar]) -> Callable[..., Value]:
    """A function of a text (or a range of texts) and numbers; an error in any of them is its result."""

    def called(words: Value, *given: Value) -> Value:
        numbers = [plain(value) for value in given]
        fault = next((value for value in numbers if isinstance(value, Fault)), None)
        return fault or each(lambda one: function(str(text(one)), *numbers))(words)

    return called


def plain(value: Value) -> float | Fault:
    """A number, of a range its first."""
    return number(first_of(value))


def first_of(value: Value) -> Scalar:
    """A value, of a range its first."""
    return value[0] if isinstance(value, list) else value
