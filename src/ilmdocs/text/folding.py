"""Texts without accents and invisible characters, in which names are looked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# Letters that Unicode does not decompose into a base letter and a mark.
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
                        "ħ": "h", "Ħ": "H", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
                        "þ": "th", "Þ": "Th", "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'",
                        "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"})  # fmt: skip
_FOREIGN = re.compile("[^\0-\x7f]")
LINE_END = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]?[ \t]*\r?\n[ \t]*(?=[^\W\d_])")
"""A line end inside a word, with the hyphen before it."""


def fold(text: str, *, join_lines: bool = False) -> tuple[str, Sequence[int]]:
    """The text without accents and invisible characters, and where each character stood.

    With `join_lines` a line end inside a word is taken out, together with its hyphen.
    """
    if text.isascii() and not join_lines:
        return text, range(len(text))
    skipped: set[int] = set()
    if join_lines:
        for match in LINE_END.finditer(text):
            skipped.update(range(*match.span()))
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if place in skipped:
            continue
        for piece in unicodedata.normalize("NFKD", character).translate(_PLAIN):
            if unicodedata.category(piece) not in ("Mn", "Cf"):
                letters.append(piece)
                places.append(place)
    return "".join(letters), tuple(places)


def flat(text: str) -> str:
    """What `fold` gives, case-folded, without the places."""
    if not text.isascii():
        text = _FOREIGN.sub(_unless_mark, unicodedata.normalize("NFKD", text).translate(_PLAIN))
    return text.casefold()


def _unless_mark(found: re.Match[str]) -> str:
    """A character, but for accents and what is invisible."""
    return "" if unicodedata.category(found[0]) in ("Mn", "Cf") else found[0]
