"""Excel's functions of texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ilmdocs.workbook.formulas.lifting import Value, each, first_of, of_number, of_text, with_numbers
from ilmdocs.workbook.formulas.scalars import Fault, Scalar, number, text

_FAULT = Fault()


def _search(needle: str, *, any_case: bool) -> Callable[[Scalar], Scalar]:
    def found(within: Scalar) -> Scalar:
        words = text(within)
        if isinstance(words, Fault):
            return words
        at = words.casefold().find(needle.casefold()) if any_case else words.find(needle)
        return float(at + 1) if at >= 0 else _FAULT

    return found


def _finder(*, any_case: bool) -> Callable[..., Value]:
    return lambda needle, within: each(_search(str(text(needle)), any_case=any_case))(within)


def _text_format(value: Value, pattern: Value) -> Value:
    """TEXT with a format of zeros alone."""
    digits = len(str(pattern))
    return of_number(lambda one: f"{round(one):0{digits}}")(value)


def _substitute(words: Value, old: Value, new: Value) -> Value:
    before, after = str(text(first_of(old))), str(text(first_of(new)))
    return of_text(lambda one: one.replace(before, after))(words)


def _cut(words: str, first: float, length: float) -> Scalar:
    start = max(0, int(first) - 1)
    return words[start : start + max(0, int(length))]


def _spelled(value: Scalar) -> Scalar:
    return _FAULT if value == "" else number(value)


TEXT_FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "LEN": of_text(lambda words: float(len(words.encode("utf-16-le")) // 2)),
    "TRIM": of_text(lambda words: " ".join(part for part in words.split(" ") if part)),
    "CLEAN": of_text(lambda words: "".join(letter for letter in words if ord(letter) >= 32)),
    "LOWER": of_text(str.lower),
    "SUBSTITUTE": _substitute,
    "LEFT": with_numbers(lambda words, length: words[: max(0, int(length))]),
    "RIGHT": with_numbers(lambda words, length: words[max(0, len(words) - int(length)) :]),
    "MID": with_numbers(_cut),
    "FIND": _finder(any_case=False),
    "SEARCH": _finder(any_case=True),
    "VALUE": each(_spelled),
    "TEXT": _text_format,
    "REPT": with_numbers(lambda words, times: words * max(0, int(times))),
    "CHAR": of_number(lambda code: chr(int(code))),
}
"""By name."""
