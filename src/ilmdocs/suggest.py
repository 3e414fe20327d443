"""Did you mean …?"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def suggestion(typed: str, known: Iterable[str]) -> str:
    """` Did you mean X?` for the nearest known word, or an empty string when none is near."""
    folded = {word.casefold(): word for word in known}
    near = difflib.get_close_matches(typed.casefold(), folded, n=1, cutoff=0.6)
    return f" Did you mean {folded[near[0]]}?" if near else ""
