"""Texts that a person would call the same are made equal, and near ones are found."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

_PUNCTUATION = re.compile(r"[^\w]|_")
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
"""What `folded` makes of each character of most texts, all in one go."""


def folded(text: str) -> str:
    """Text as headings, sheet names and choices are compared.

    Case, spaces (also non-breaking and zero-width ones), punctuation and invisible characters do not count.
    """
    if text.isascii():  # nothing to compose and nothing invisible
        return " ".join(text.translate(_ASCII).split())
    text = unicodedata.normalize("NFKC", text)
    text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    text = unicodedata.normalize("NFKC", text.casefold())
    return " ".join(_PUNCTUATION.sub(" ", text).split())


def key(text: str) -> str:
    """A reference such as `C1` as it is compared: as `folded`, and without any space."""
    return folded(text).replace(" ", "")


def nearest(text: str, names: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The name that a misspelt text most likely means, or None when none is near."""
    by_folded = {folded(name): name for name in reversed(tuple(names))}
    found = difflib.get_close_matches(folded(text)[:200], by_folded, n=1, cutoff=cutoff)
    return by_folded[found[0]] if found else None
