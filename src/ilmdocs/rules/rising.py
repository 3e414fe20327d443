"""Which values break a rising series: the fewest, or least trusted, that would have to go."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any


def out_of_line(values: Sequence[Any], trust: Sequence[int] = (), *, strictly: bool = True) -> list[int]:
    """The positions to leave out so that the others rise.

    Args:
        values: the series; any values that can be compared with each other.
        trust: how sure each value is (positive numbers); all alike if left out. Values are left out so
            that the sum of trust of the others is greatest; of two ways, the later value goes.
        strictly: whether two equal neighbours count as a break.

    Returns:
        Positions in rising order, empty for a rising series.
    """
    weights = trust or [1] * len(values)
    if all(a < b or (a == b and not strictly) for a, b in pairwise(values)):
        return []
    best: list[tuple[int, int]] = []  # per position: greatest sum of a series that ends here, its predecessor
    for here, value in enumerate(values):
        total, before = weights[here], -1
        for there in range(here):
            fits = values[there] < value or (values[there] == value and not strictly)
            if fits and best[there][0] + weights[here] > total:
                total, before = best[there][0] + weights[here], there
        best.append((total, before))
    place = max(range(len(best)), key=lambda n: (best[n][0], -n))
    kept = set()
    while place >= 0:
        kept.add(place)
        place = best[place][1]
    return [place for place in range(len(values)) if place not in kept]
