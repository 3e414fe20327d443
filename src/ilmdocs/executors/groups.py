"""How tasks are put into groups, and how many processes may work at a time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import pairwise

from ilmdocs.made import Task

GROUP = 12
"""The most learners whose documents are converted together.

Enough that the start of an engine hardly counts, few enough that a worker's memory stays small and results
come in steadily (`benchmarks/README.md`).
"""

Group = tuple[Task, ...]


def default_jobs() -> int:
    """How many processes may work at a time: the processor's cores that this one may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


def groups_of(tasks: Sequence[Task], jobs: int, most: int = GROUP) -> list[Group]:
    """Groups of nearly the same size, as few as keep every process at work to the end; none above `most`."""
    if not tasks:
        return []
    rounds = -(-len(tasks) // (jobs * most))
    count = min(jobs * rounds, len(tasks))
    edges = [number * len(tasks) // count for number in range(count + 1)]
    return [tuple(tasks[start:end]) for start, end in pairwise(edges)]
