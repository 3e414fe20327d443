"""How much memory and time processes use, and a limit that they cannot pass where the system has one."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

_REAP_SECONDS = 5.0
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


def computing_seconds(process: int) -> float:
    """The time that the processor has given to a process so far; 0 when it is gone."""
    import psutil

    try:
        times = psutil.Process(process).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def end_with_children(process: int) -> None:
    """Kill a process and all that it started: for Windows, which does not ask a process before it ends it."""
    import psutil

    try:
        top = psutil.Process(process)
        family = [*top.children(recursive=True), top]
    except psutil.Error:
        return
    for member in family:
        with contextlib.suppress(psutil.Error):
            member.kill()
    psutil.wait_procs(family, timeout=_REAP_SECONDS)


def limit_own_memory(more: int = MOST_BYTES) -> None:
    """Let this process reserve so many bytes more than now; beyond that it gets a `MemoryError`.

    Linux alone keeps such a limit; elsewhere whoever started the process measures and stops it.
    """
    if sys.platform == "linux":
        import resource

        try:
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        except OSError:
            return  # no /proc, as in some containers: whoever started the process measures
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
        except OSError:
            return  # it has ended already, or the system does not let anybody change limits
