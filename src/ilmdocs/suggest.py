"""Did you mean …?"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_LOOKALIKES = str.maketrans({"l": "1", "i": "1", "o": "0"})
"""Letters that are typed for digits in unit numbers."""


_NEAR = 0.6
_MOST = 20
"""As many near words are looked at for one that is the same but for two characters the other way round."""


def suggestion(typed: str, known: Iterable[str]) -> str:
    """` Did you mean X?` for the nearest known word, or an empty string when none is near.

    Two neighbours typed the other way round are the commonest slip in a number, so they come first.
    """
    folded = {word.casefold().translate(_LOOKALIKES): word for word in known}
    wanted = typed.casefold().translate(_LOOKALIKES)
    near = difflib.get_close_matches(wanted, folded, n=_MOST, cutoff=_NEAR)
    near.sort(key=lambda word: not _is_swapped(wanted, word))
    return f" Did you mean {folded[near[0]]}?" if near else ""


def _is_swapped(one: str, other: str) -> bool:
    """Whether two neighbouring characters are all that tells them apart."""
    apart = [number for number, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    first, second = apart
    return one[first] == other[second] and one[second] == other[first]
