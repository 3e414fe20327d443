"""Runs an outside program so that it can neither outlive us, hang us nor flood us."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TypedDict

from ilmdocs.consumption import MOST_BYTES, lift_memory_limit, resident_bytes

_POLL_SECONDS = 0.1
_WEIGH_SECONDS = 0.5
_REAP_SECONDS = 10.0
_MAX_LOG_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ProcessResult:
    """How a program ended.

    `stopped` says that we ended it because it stalled or flooded its output, `too_large` because of the
    memory that it needed; `flooded` tells the two kinds of `stopped` apart.
    """

    returncode: int
    stopped: bool
    too_large: bool = False
    flooded: bool = False

    def why_stopped(self, engine: str, timeout_seconds: float) -> str:
        """Why an engine was stopped, as a sentence that begins with its name; empty where it ended itself."""
        if self.too_large:
            return f"{engine} needed more memory than any document should and was stopped."
        if self.flooded:
            return f"{engine} printed messages without end and was stopped."
        if self.stopped:
            return f"{engine} did nothing for {timeout_seconds:g} seconds and was stopped."
        return ""


class _End(Enum):
    """Why waiting for a program has ended."""

    ITSELF = auto()
    STALLED = auto()
    FLOODED = auto()
    TOO_LARGE = auto()


def run_killable(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    timeout_seconds: float,
    progress: Callable[[], object] = lambda: None,
    memory_bytes: int = MOST_BYTES,
) -> ProcessResult:
    """Run a program in its own process group and end the whole group when it stalls or grows too large.

    What it prints goes into `messages.txt` in `folder` and is never shown: it may quote a document.

    Args:
        command: program and arguments; no shell is involved.
        folder: a private, existing folder.
        environment: the complete environment.
        timeout_seconds: the longest time in which `progress` may keep returning the same value.
        progress: a cheap look at the work done so far.
        memory_bytes: how much resident memory the program may have in use with all its children, as measured
            twice a second.

    Raises:
        OSError: the program cannot be started.
    """
    log = folder / "messages.txt"
    # Into a file, because a full pipe would block the program.
    with log.open("wb") as messages, _leash() as leash:
        process = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=messages,
            stderr=messages,
            env=dict(environment),
            **_own_group(),
        )
        try:
            leash(process.pid)
            lift_memory_limit(process.pid)
            end = _wait(process, log, timeout_seconds, progress, memory_bytes)
        finally:
            # Also after a normal end: a child left behind would keep files and profile open.
            _end_group(process)
    stopped = end in (_End.STALLED, _End.FLOODED)
    return ProcessResult(process.returncode, stopped, end is _End.TOO_LARGE, end is _End.FLOODED)


# Waits until nobody can write to it any more, which is when we have ended; then nobody else ends the group.
_WATCH = 'read -r group && { read -r _; kill -s KILL -- "-$group"; }'


@contextlib.contextmanager
def _leash() -> Iterator[Callable[[int], None]]:
    """A watcher that ends a process group when this process is killed and cannot do it itself.

    It is a shell of a few hundred kilobytes, started in a millisecond; Windows has none, there a program
    that outlives us ends when its documents are done.
    """
    if sys.platform == "win32":
        yield lambda group: None
        return
    watcher = subprocess.Popen(
        ["/bin/sh", "-c", _WATCH],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={},
        start_new_session=True,
        bufsize=0,
    )

    def tie(group: int) -> None:
        if watcher.stdin is not None:
            watcher.stdin.write(f"{group}\n".encode())

    try:
        yield tie
    finally:
        watcher.kill()
        watcher.communicate()


class _GroupOptions(TypedDict, total=False):
    creationflags: int
    start_new_session: bool


def _own_group() -> _GroupOptions:
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def _wait(
    process: subprocess.Popen[bytes],
    log: Path,
    timeout_seconds: float,
    progress: Callable[[], object],
    memory_bytes: int,
) -> _End:
    """Wait for the program's end, or for a reason to end it."""
    # A thread notices the end at once and costs nothing meanwhile; looking often enough for that would.
    waiting = threading.Thread(target=process.wait, daemon=True)
    waiting.start()
    seen = progress()
    deadline = time.monotonic() + timeout_seconds
    weighing = time.monotonic() + _WEIGH_SECONDS
    while waiting.is_alive():
        latest = progress()
        if latest != seen:
            seen, deadline = latest, time.monotonic() + timeout_seconds
        if log.stat().st_size > _MAX_LOG_BYTES:
            return _End.FLOODED
        if time.monotonic() >= deadline:
            return _End.STALLED
        if time.monotonic() >= weighing:
            weighing = time.monotonic() + _WEIGH_SECONDS
            if resident_bytes(process.pid, with_children=True) > memory_bytes:
                return _End.TOO_LARGE
        waiting.join(_POLL_SECONDS)
    return _End.ITSELF


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill the program with all its children and reap it."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/F", "/T", "/PID", str(process.pid)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
    else:
        # Nobody may be left in the group (macOS says "not permitted" for a group of zombies).
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.poll() is None:
        process.kill()
        process.wait(_REAP_SECONDS)
