"""Excel's functions that our formulas use; each takes values and lists of values (ranges)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Concatenate, ParamSpec

from ilmdocs.workbook.formulas.days import months_later, part_of_day
from ilmdocs.workbook.formulas.scalars import Fault, Scalar, equal, number, text, truth

List = list[Scalar]
Value = Scalar | List
P = ParamSpec("P")
_NOT_FOUND = Fault("#N/A")
_FAULT = Fault()


def _each(function: Callable[Concatenate[Scalar, P], Scalar]) -> Callable[Concatenate[Value, P], Value]:
    """A function of one value that also takes a range, value by value; errors stay errors."""

    def lifted(first: Value, /, *rest: P.args, **named: P.kwargs) -> Value:
        if isinstance(first, list):
            return [item if isinstance(item, Fault) else function(item, *rest, **named) for item in first]
        return first if isinstance(first, Fault) else function(first, *rest, **named)

    return lifted


def _flat(given: tuple[Value, ...]) -> Iterator[tuple[Scalar, bool]]:
    """Each value, and whether it comes from a range, where texts are passed over."""
    for value in given:
        if isinstance(value, list):
            yield from ((item, True) for item in value)
        else:
            yield value, False


def _numbers(given: tuple[Value, ...]) -> list[float] | Fault:
    found: list[float] = []
    for value, in_range in _flat(given):
        if isinstance(value, Fault):
            return value
        if in_range and (value is None or isinstance(value, str | bool)):
            continue
        one = number(value)
        if isinstance(one, Fault):
            return one
        found.append(one)
    return found


def _over(fold: Callable[[list[float]], float]) -> Callable[..., Value]:
    def function(*given: Value) -> Value:
        found = _numbers(given)
        return found if isinstance(found, Fault) else float(fold(found))

    return function


def _all(fold: Callable[[list[bool]], bool]) -> Callable[..., Value]:
    def function(*given: Value) -> Value:
        found = [truth(value) for value, _ in _flat(given)]
        fault = next((item for item in found if isinstance(item, Fault)), None)
        return fault or fold([bool(item) for item in found])

    return function


def _sumproduct(given: Value) -> Value:
    """The sum of what its one argument works out; true and false have been multiplied before."""
    found = given if isinstance(given, list) else [given]
    fault = next((item for item in found if isinstance(item, Fault)), None)
    return fault or float(sum(item for item in found if isinstance(item, float | int)))


def _counta(*given: Value) -> Value:
    return float(sum(value is not None for value, _ in _flat(given)))


def _matches(criterion: Scalar) -> Callable[[Scalar], bool]:
    """Whether a value meets a criterion of COUNTIFS: `<>…`, `>1`, or a text with `*` and `?`."""
    if not isinstance(criterion, str):
        wanted = 0.0 if criterion is None else criterion
        return lambda value: value is not None and equal(value, wanted)
    sign = next((sign for sign in ("<>", "<", ">") if criterion.startswith(sign)), "")
    rest = criterion.removeprefix(sign)
    if sign in {"<", ">"}:
        least = number(rest)
        return lambda value: (
            isinstance(value, float | int)
            and not isinstance(value, bool | Fault | None)
            and not isinstance(least, Fault)
            and (value < least if sign == "<" else value > least)
        )
    pattern = re.compile(
        "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in rest), re.I | re.S
    )
    return lambda value: (
        (isinstance(value, str) and pattern.fullmatch(value) is not None)
        or (not rest and value is None)
    ) is not (sign == "<>")  # fmt: skip


def _countifs(*given: Value) -> Value:
    ranges = [value if isinstance(value, list) else [value] for value in given[::2]]
    criteria = given[1::2]
    length = max((len(item) for item in criteria if isinstance(item, list)), default=None)
    counted: List = []
    for number_ in range(1 if length is None else length):
        tests = [_matches(item[number_] if isinstance(item, list) else item) for item in criteria]
        rows = zip(*ranges, strict=True)
        counted.append(float(sum(all(test(v) for test, v in zip(tests, row, strict=True)) for row in rows)))
    return counted[0] if length is None else counted


def _index(area: Value, at: Value) -> Value:
    place = number(at if not isinstance(at, list) else at[0])
    if isinstance(place, Fault) or not isinstance(area, list):
        return _FAULT
    return area[int(place) - 1] if 1 <= place <= len(area) else None


def _match(wanted: Value, area: Value, _: Value) -> Value:
    """The place of the first equal value; of a list of wanted values, each one's."""
    if not isinstance(area, list):
        return _FAULT

    def place(one: Scalar) -> Scalar:
        found = (n for n, item in enumerate(area, 1) if item is not None and equal(item, one))
        return float(next(found, 0)) or _NOT_FOUND

    return _each(place)(wanted)


def _search(needle: str, *, any_case: bool) -> Callable[[Scalar], Scalar]:
    def found(within: Scalar) -> Scalar:
        words = text(within)
        if isinstance(words, Fault):
            return words
        at = words.casefold().find(needle.casefold()) if any_case else words.find(needle)
        return float(at + 1) if at >= 0 else _FAULT

    return found


def _finder(*, any_case: bool) -> Callable[..., Value]:
    return lambda needle, within: _each(_search(str(text(needle)), any_case=any_case))(within)


def _text_format(value: Value, pattern: Value) -> Value:
    """TEXT with a format of zeros alone."""
    digits = len(str(pattern))
    return _of_number(lambda one: f"{round(one):0{digits}}")(value)


def _substitute(words: Value, old: Value, new: Value) -> Value:
    before, after = str(text(_first(old))), str(text(_first(new)))
    return _words(lambda one: one.replace(before, after))(words)


def _with_numbers(function: Callable[..., Scalar]) -> Callable[..., Value]:
    """A function of a text (or a range of texts) and numbers; an error in any of them is its result."""

    def called(words: Value, *given: Value) -> Value:
        numbers = [_plain(value) for value in given]
        fault = next((value for value in numbers if isinstance(value, Fault)), None)
        return fault or _each(lambda one: function(str(text(one)), *numbers))(words)

    return called


def _of_number(function: Callable[[float], Scalar]) -> Callable[[Value], Value]:
    """A function of a number, or of each of a range."""

    def one(value: Scalar) -> Scalar:
        given = number(value)
        return given if isinstance(given, Fault) else function(given)

    return _each(one)


def _cut(words: str, first: float, length: float) -> Scalar:
    start = max(0, int(first) - 1)
    return words[start : start + max(0, int(length))]


def _not(value: Scalar) -> Scalar:
    found = truth(value)
    return found if isinstance(found, Fault) else not found


def _spelled(value: Scalar) -> Scalar:
    return _FAULT if value == "" else number(value)


def _is_number(value: Scalar) -> bool:
    return isinstance(value, float | int) and not isinstance(value, bool)


def _are_numbers(value: Value) -> Value:
    return [_is_number(item) for item in value] if isinstance(value, list) else _is_number(value)


def _plain(value: Value) -> float | Fault:
    return number(_first(value))


def _first(value: Value) -> Scalar:
    return value[0] if isinstance(value, list) else value


def _mod(value: Value, by: Value) -> Value:
    one, other = _plain(value), _plain(by)
    return (
        _FAULT
        if isinstance(one, Fault) or isinstance(other, Fault)
        else one - other * math.floor(one / other)
    )


def _rounded(value: Value, digits: Value) -> Value:
    one, places = _plain(value), _plain(digits)
    if isinstance(one, Fault) or isinstance(places, Fault):
        return _FAULT
    scale = 10 ** int(places)
    return math.copysign(math.floor(abs(one) * scale + 0.5) / scale, one)


def _words(change: Callable[[str], Scalar]) -> Callable[[Value], Value]:
    return _each(lambda value: change(str(text(value))))


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "AND": _all(all),
    "OR": _all(any),
    "NOT": _each(_not),
    "SUM": _over(math.fsum),
    "MIN": _over(lambda found: min(found, default=0)),
    "MAX": _over(lambda found: max(found, default=0)),
    "COUNT": lambda *given: float(sum(_is_number(value) for value, _ in _flat(given))),
    "COUNTA": _counta,
    "COUNTIFS": _countifs,
    "SUMPRODUCT": _sumproduct,
    "INDEX": _index,
    "MATCH": _match,
    "ABS": _of_number(abs),
    "INT": _of_number(lambda value: float(math.floor(value))),
    "ROUND": _rounded,
    "MOD": _mod,
    "ISNUMBER": _are_numbers,
    "LEN": _words(lambda words: float(len(words.encode("utf-16-le")) // 2)),
    "TRIM": _words(lambda words: " ".join(part for part in words.split(" ") if part)),
    "CLEAN": _words(lambda words: "".join(letter for letter in words if ord(letter) >= 32)),
    "LOWER": _words(str.lower),
    "SUBSTITUTE": _substitute,
    "LEFT": _with_numbers(lambda words, length: words[: max(0, int(length))]),
    "RIGHT": _with_numbers(lambda words, length: words[max(0, len(words) - int(length)) :]),
    "MID": _with_numbers(_cut),
    "FIND": _finder(any_case=False),
    "SEARCH": _finder(any_case=True),
    "VALUE": _each(_spelled),
    "TEXT": _text_format,
    "REPT": _with_numbers(lambda words, times: words * max(0, int(times))),
    "CHAR": _of_number(lambda code: chr(int(code))),
    "YEAR": _each(part_of_day("year")),
    "MONTH": _each(part_of_day("month")),
    "DAY": _each(part_of_day("day")),
    "EDATE": lambda day, months: months_later(_first(day), _first(months)),
}
"""By name. IF, IFERROR and ROW stand in `working_out`, since they look at the formula itself."""
