"""The pattern by which a centre names portfolios, such as `{surname}-{registration}-{unit}({attempt})`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

NAME_TOKENS = ("initial", "surname", "registration", "centre", "unit", "attempt")
"""What may stand in braces."""
KEPT_MARKS = " '()-_"
"""The marks that every file system takes in a file name."""
MARK_SHEET_START = "Mark sheet "
"""How the file name of every mark sheet begins, so that no portfolio's may."""

_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks of Unicode that show nothing: two names that differ by them alone look the same."""
_TOKEN = re.compile(r"\{([^{}]*)\}")
_NEEDED = ("unit", "attempt")
_WHOSE = ("surname", "registration")
_MOST_WORDS = 30


def unknown_token(pattern: str) -> str | None:
    """The first word in braces that stands for nothing."""
    return next((token for token in _TOKEN.findall(pattern) if token not in NAME_TOKENS), None)


def pattern_problem(pattern: str) -> str | None:
    """Why portfolios cannot be named by a pattern; None when they can."""
    tokens, words = _TOKEN.findall(pattern), _TOKEN.sub("", pattern)
    twice = [token for token in dict.fromkeys(tokens) if tokens.count(token) > 1]
    lacking = [f"{{{token}}}" for token in _NEEDED if token not in tokens]
    other = sorted({character for character in words if not is_kept(character)})
    if "{" in words or "}" in words:
        return "a word in braces is not closed; write it as {surname}"
    if words.casefold().endswith(".pdf"):
        return "leave .pdf out, it is added by itself"
    if other:
        return f"a file name may not hold {' '.join(other)}; letters, digits, spaces and ' ( ) - _ may stand"
    if lacking:
        return f"it must hold {' and '.join(lacking)}, or two portfolios of a learner would be named alike"
    if not set(tokens) & set(_WHOSE):
        return "it must hold {surname} or {registration}, so that one sees whose portfolio it is"
    if twice:
        return f"{{{twice[0]}}} stands twice"
    if len(words.encode()) > _MOST_WORDS:
        return f"its own words are too long, {_MOST_WORDS} characters are the most"
    if pattern.casefold().lstrip(KEPT_MARKS).startswith(MARK_SHEET_START.casefold()):
        return "only the names of mark sheets begin with Mark sheet"
    return None


def is_kept(character: str) -> bool:
    """Whether a character may stand in a file name on every system."""
    is_seen = unicodedata.category(character)[0] in "LMN" and not _UNSEEN.fullmatch(character)
    return is_seen or character in KEPT_MARKS


def fill_pattern(pattern: str, values: Mapping[str, str]) -> str:
    """The name that a pattern gives; what is not known is left out with the mark that parts it from the rest.

    Args:
        pattern: one without a `pattern_problem`.
        values: a text for each of `NAME_TOKENS`, empty where it is not known.
    """
    pieces = _TOKEN.split(pattern)  # words, token, words, token, …, words
    for place in range(1, len(pieces), 2):
        pieces[place] = values[pieces[place]]
        if not pieces[place]:
            _close_gap(pieces, place)
    return "".join(pieces)


def _close_gap(pieces: list[str], place: int) -> None:
    """Take out what parted an unknown value from its neighbours: brackets round it, or one run of marks."""
    before, after = place - 1, place + 1
    if pieces[before].endswith("(") and pieces[after].startswith(")"):
        pieces[before], pieces[after] = pieces[before][:-1], pieces[after][1:]
    elif pieces[before] and not _says_something(pieces[before]):
        pieces[before] = ""
    elif pieces[after] and not _says_something(pieces[after]):
        pieces[after] = ""


def _says_something(words: str) -> bool:
    return any(character.isalnum() or character in "()" for character in words)
