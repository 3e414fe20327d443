"""Patterns of a name's words: what may be written in another way, and what has to stand around them."""

from __future__ import annotations

import re

from ilmdocs.text.name_parts import PARTICLES, PERHAPS_A, PERHAPS_E, Words, is_unspaced, plain, size

BEFORE, AFTER = r"(?<![^\W\d_])", r"(?![^\W\d_])"
"""Digits may touch a name, as in file names and handles; letters may not."""
_TOO_SHORT = 2


def halves(word: str) -> tuple[str, ...]:
    """The parts of a name with a hyphen that may stand for it."""
    parts = word.split("-") if "-" in word else []
    return tuple(part for part in parts if size(part) > _TOO_SHORT and plain(part) not in PARTICLES)


def is_all_of_it(half: str, word: str) -> bool:
    """Whether a half is all there is but for particles: Farsi of Al-Farsi."""
    return all(part == half or plain(part) in PARTICLES for part in word.split("-"))


def with_particles(words: Words) -> Words:
    """The surname with the particles before it."""
    start = len(words) - 1
    while start > 0 and plain(words[start - 1]) in PARTICLES and (start > 1 or len(words) == start + 1):
        start -= 1
    return words[start:]


def loose(word: str) -> str:
    """A word's pattern: an apostrophe may be a space or nothing, and so may a hyphen."""
    if is_unspaced(word):
        return r"\s*".join(map(re.escape, word))
    scottish = re.match(r"(?:Ma?c)(?=[A-Z][a-z])", word)
    start, rest = (r"Ma?c[\s']?", word[scottish.end() :]) if scottish else ("", word)
    pattern = re.escape(rest).replace("'", r"['\s]?").replace(r"\-", r"[-\s]*")
    arabic = "[\u0648\u0641\u0628\u0644\u0643]?" if "\u0600" <= word[0] <= "\u06ff" else ""  # and, to, of …
    return arabic + start + re.sub(f"{PERHAPS_E}", "e?", pattern).replace(PERHAPS_A, "a?")


def needle_of(word: str) -> str:
    """The longest piece of a word that its loose pattern keeps in one, case-folded."""
    if is_unspaced(word):
        return word[0].casefold()
    rest = re.sub(r"^Ma?c(?=[A-Z][a-z])", "", word)
    return max(re.split(f"['\\-{PERHAPS_E}{PERHAPS_A}]", rest), key=len).casefold()


def between(core: str) -> str:
    """A pattern with no letter before or after it."""
    return f"{BEFORE}(?:{core}){AFTER}"
