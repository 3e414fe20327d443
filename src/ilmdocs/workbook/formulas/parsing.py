"""Excel's formula text becomes a tree: numbers, texts, cells, ranges, functions and operators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ilmdocs.workbook.sheet_part import column_number

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>"(?:[^"]|"")*")
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<cell>(?:(?:'[^']+'|[A-Za-z_]+)!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![A-Za-z0-9(])
    | (?P<name>[A-Z]+)\(
    | (?P<sign><>|<=|>=|[-+*/&=<>(),])
    )""",
    re.VERBOSE,
)
_END = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")
_LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"=", "<>", "<", ">", "<=", ">="}),
    frozenset({"&"}),
    frozenset({"+", "-"}),
    frozenset({"*", "/"}),
)
"""Operators from the loosest to the tightest."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a text that stands in the formula."""

    value: float | str


@dataclass(frozen=True, slots=True)
class Corner:
    """One cell; with `moves` its row is relative to the row that the formula stands in."""

    row: int
    column: int
    moves: bool


@dataclass(frozen=True, slots=True)
class Area:
    """A cell or a range; `sheet` is empty for the formula's own, `last` None for a single cell."""

    sheet: str
    first: Corner
    last: Corner | None


@dataclass(frozen=True, slots=True)
class Call:
    """A function and what it is given."""

    name: str
    given: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Two parts with an operator between them."""

    sign: str
    left: Formula
    right: Formula


Formula = Literal | Area | Call | Joined


@lru_cache(maxsize=2048)
def parsed(formula: str) -> Formula:
    """The tree of a formula, which begins with `=`.

    Raises:
        ValueError: when it holds what no formula of ours does.
    """
    tokens = _tokens(formula.removeprefix("="))
    found, at = _level(tokens, 0, 0)
    if at != len(tokens):
        raise ValueError(f"{formula[:80]}: nothing can follow {tokens[at][1]}")
    return found


Token = tuple[str, str]


def _tokens(formula: str) -> Sequence[Token]:
    tokens: list[Token] = []
    at = 0
    while at < len(formula):
        match = _TOKEN.match(formula, at)
        if match is None or match.lastgroup is None:
            raise ValueError(f"{formula[at : at + 40]}: not understood")
        tokens.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return tokens


def _level(tokens: Sequence[Token], at: int, level: int) -> tuple[Formula, int]:
    if level == len(_LEVELS):
        return _single(tokens, at)
    left, at = _level(tokens, at, level + 1)
    while at < len(tokens) and tokens[at][0] == "sign" and tokens[at][1] in _LEVELS[level]:
        sign = tokens[at][1]
        right, at = _level(tokens, at + 1, level + 1)
        left = Joined(sign, left, right)
    return left, at


def _single(tokens: Sequence[Token], at: int) -> tuple[Formula, int]:
    kind, word = tokens[at]
    if kind == "number":
        return Literal(float(word)), at + 1
    if kind == "text":
        return Literal(word[1:-1].replace('""', '"')), at + 1
    if kind == "cell":
        return _area(word), at + 1
    if kind == "name":
        return _call(tokens, at + 1, word)
    if word == "-":
        inner, at = _single(tokens, at + 1)
        return Joined("-", Literal(0.0), inner), at
    if word == "(":
        inner, at = _level(tokens, at + 1, 0)
        return inner, _closed(tokens, at)
    raise ValueError(f"unexpected {word}")


def _call(tokens: Sequence[Token], at: int, name: str) -> tuple[Formula, int]:
    given: list[Formula] = []
    while tokens[at] != ("sign", ")"):
        if given:
            if tokens[at] != ("sign", ","):
                raise ValueError(f"unexpected {tokens[at][1]} in {name}")
            at += 1
        inner, at = _level(tokens, at, 0)
        given.append(inner)
    return Call(name, tuple(given)), at + 1


def _closed(tokens: Sequence[Token], at: int) -> int:
    if tokens[at] != ("sign", ")"):
        raise ValueError(f"unexpected {tokens[at][1]}")
    return at + 1


def _area(word: str) -> Area:
    sheet, _, cells = word.rpartition("!")
    first, _, last = cells.partition(":")
    return Area(sheet.strip("'"), _corner(first), _corner(last) if last else None)


def _corner(word: str) -> Corner:
    match = _END.fullmatch(word)
    if match is None:
        raise ValueError(word)
    return Corner(int(match[4]), column_number(match[2]), moves=not match[3])
