"""Texts without accents and invisible characters, in which names are looked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# Letters that Unicode does not decompose into a base letter and a mark; blanks that it calls letters; and
# Cyrillic letters that nobody can tell from Latin ones (in both cases, so that letter case still matches).
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
                        "ħ": "h", "Ħ": "H", "ı": "i", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe",
                        "Œ": "OE", "þ": "th", "Þ": "Th", "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'",
                        "′": "'", "ʻ": "'", "‛": "'",
                        "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "‒": "-", "\u00ad": None,
                        "\u115f": None, "\u1160": None, "\u3164": None, "\uffa0": None, "\u2800": None,
                        "\ufffe": None, "\uffff": None,
                        **dict(zip("аеосрхуіјѕАЕОСРХУІЈЅ",
                                   "aeocpxyijsAEOCPXYIJS", strict=True))})  # fmt: skip
_FOREIGN = re.compile("[^\0-\x7f]")
LINE_BREAK = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")
"""What ends a line: in a cell, in a PDF's text, in what another program wrote."""
LINE_END = re.compile(
    r"(?<=[^\W\d_])[-\u00ad\u2010\u2011\x02\ufffe]?[ \t\u00a0]*"
    r"(?:[\n\r\x0b\x0c\x85\u2028\u2029][ \t\u00a0]*)+(?=[^\W\d_])"
)
"""A line end inside a word, with the hyphen before it (PDFium tells a soft one by a sign of its own)."""
_UNSEEN = ("Mn", "Me", "Cf")


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
        for piece in character if character.isascii() else _plain_letter(character):
            letters.append(piece)
            places.append(place)
    return "".join(letters), tuple(places)


def flat(text: str) -> str:
    """What `fold` gives, case-folded, without the places."""
    if not text.isascii():
        text = _FOREIGN.sub(_plain, text)
    return text.casefold()


def joined(flat_text: str) -> str:
    """A flat text with all line ends taken out, and a hyphen before them."""
    return "".join(line.strip().rstrip("-\x02").rstrip() for line in flat_text.splitlines())


def _plain(found: re.Match[str]) -> str:
    return _plain_letter(found[0])


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    """A letter without its accent; nothing for an accent alone and for what is invisible."""
    pieces = unicodedata.normalize("NFKD", letter).translate(_PLAIN)
    return "".join(piece for piece in pieces if unicodedata.category(piece) not in _UNSEEN)
