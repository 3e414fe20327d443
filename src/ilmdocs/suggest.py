"""Did you mean …?"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_LOOKALIKES = str.maketrans({"l": "1", "i": "1", "o": "0"})
"""Letters that are typed for digits in unit numbers."""


def suggestion(typed: str, known: Iterable[str]) -> str:
    """` Did you mean X?` for the nearest known word, or an empty string when none is near."""
    folded = {word.casefold().translate(_LOOKALIKES): word for word in known}
    near = difflib.get_close_matches(typed.casefold().translate(_LOOKALIKES), folded, n=1, cutoff=0.6)
    return f" Did you mean {folded[near[0]]}?" if near else ""
