"""How much memory processes use, and a limit that they cannot pass where the system has one."""

from __future__ import annotations

import sys
from pathlib import Path

MEGABYTE = 1024 * 1024
MOST_BYTES = 900 * MEGABYTE
"""Resident memory at which a worker or an engine is stopped (our own limit: a learner takes about 100 MB, an
engine about 160; a picture of 50 megapixels, the largest that is taken, some 450)."""


def resident_bytes(process: int, *, with_children: bool = False) -> int:
    """The memory that a process has in use now, with all it started if asked for; 0 when it is gone."""
    import psutil

    try:
        top = psutil.Process(process)
        family = [top, *top.children(recursive=True)] if with_children else [top]
    except psutil.Error:
        return 0
    return sum(_resident(member) for member in family)


def _resident(process: object) -> int:
    import psutil

    try:
        return int(process.memory_info().rss) if isinstance(process, psutil.Process) else 0
    except psutil.Error:
        return 0


def limit_own_memory(more: int = MOST_BYTES) -> None:
    """Let this process reserve so many bytes more than now; beyond that it gets a `MemoryError`.

    Linux alone keeps such a limit; elsewhere whoever started the process measures and stops it.
    """
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = pages * resource.getpagesize() + more
        if hard == resource.RLIM_INFINITY or limit < hard:
            resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def lift_memory_limit(process: int) -> None:
    """Take that limit from a child, whose memory is measured instead: engines reserve much and use little."""
    if sys.platform == "linux":
        import resource

        try:
            _, hard = resource.prlimit(process, resource.RLIMIT_AS)
            resource.prlimit(process, resource.RLIMIT_AS, (hard, hard))
        except ProcessLookupError:
            return  # it has ended already
