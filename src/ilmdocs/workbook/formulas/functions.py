"""Excel's functions that our formulas use; each takes values and lists of values (ranges)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping

from ilmdocs.workbook.formulas.days import months_later, part_of_day
from ilmdocs.workbook.formulas.lifting import List, Value, each, first_of, of_number, plain
from ilmdocs.workbook.formulas.scalars import Fault, Scalar, equal, number, truth
from ilmdocs.workbook.formulas.texts import TEXT_FUNCTIONS

_NOT_FOUND = Fault("#N/A")
_FAULT = Fault()


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

    return each(place)(wanted)


def _not(value: Scalar) -> Scalar:
    found = truth(value)
    return found if isinstance(found, Fault) else not found


def _is_number(value: Scalar) -> bool:
    return isinstance(value, float | int) and not isinstance(value, bool)


def _are_numbers(value: Value) -> Value:
    return [_is_number(item) for item in value] if isinstance(value, list) else _is_number(value)


def _mod(value: Value, by: Value) -> Value:
    one, other = plain(value), plain(by)
    return (
        _FAULT
        if isinstance(one, Fault) or isinstance(other, Fault)
        else one - other * math.floor(one / other)
    )


def _rounded(value: Value, digits: Value) -> Value:
    one, places = plain(value), plain(digits)
    if isinstance(one, Fault) or isinstance(places, Fault):
        return _FAULT
    scale = 10 ** int(places)
    return math.copysign(math.floor(abs(one) * scale + 0.5) / scale, one)


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "AND": _all(all),
    "OR": _all(any),
    "NOT": each(_not),
    "SUM": _over(math.fsum),
    "MIN": _over(lambda found: min(found, default=0)),
    "MAX": _over(lambda found: max(found, default=0)),
    "COUNT": lambda *given: float(sum(_is_number(value) for value, _ in _flat(given))),
    "COUNTA": _counta,
    "COUNTIFS": _countifs,
    "SUMPRODUCT": _sumproduct,
    "INDEX": _index,
    "MATCH": _match,
    "ABS": of_number(abs),
    "INT": of_number(lambda value: float(math.floor(value))),
    "ROUND": _rounded,
    "MOD": _mod,
    "ISNUMBER": _are_numbers,
    **TEXT_FUNCTIONS,
    "YEAR": each(part_of_day("year")),
    "MONTH": each(part_of_day("month")),
    "DAY": each(part_of_day("day")),
    "EDATE": lambda day, months: months_later(first_of(day), first_of(months)),
}
"""By name. IF, IFERROR and ROW stand in `working_out`, since they look at the formula itself."""
