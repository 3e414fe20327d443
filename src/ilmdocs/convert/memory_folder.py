"""A private folder in memory, where the machine has a memory file system: nothing waits for a disk.

Linux alone has one in a place that is known. A folder that stays behind, because its process was killed,
would cost memory until the next start of the machine; the next folder made here removes it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

MEMORY = Path("/dev/shm")
_PREFIX = "ilmdocs-"
_LOCK = "in-use"
_LEAST_FREE = 512 * 1024 * 1024
"""One call needs about 10 MB, with large pictures 200 MB; a small machine keeps its memory."""


@contextlib.contextmanager
def private_folder(work: Path, memory: Path = MEMORY) -> Iterator[Path]:
    """A new folder that nobody else may read, removed at the end.

    Args:
        work: where it goes when there is no memory file system, or too little room on it.
        memory: the memory file system.
    """
    if not _has_room(memory):
        with tempfile.TemporaryDirectory(prefix="lo-", dir=work, ignore_cleanup_errors=True) as made:
            yield Path(made).resolve()
        return
    _sweep(memory)
    with (
        tempfile.TemporaryDirectory(prefix=_PREFIX, dir=memory, ignore_cleanup_errors=True) as made,
        _locked(Path(made)),
    ):
        yield Path(made)


def _has_room(memory: Path) -> bool:
    try:
        return (
            sys.platform == "linux"
            and memory.is_mount()
            and os.access(memory, os.W_OK | os.X_OK)
            and shutil.disk_usage(memory).free >= _LEAST_FREE
        )
    except OSError:
        return False


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a lock on a folder. The system lets go of it when this process ends, however it ends."""
    import fcntl

    made = folder / f"{_LOCK}.new"
    with made.open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Under its name only once it is locked: another process never sees it free.
        made.rename(folder / _LOCK)
        yield


def _sweep(memory: Path) -> None:
    """Remove folders whose process is gone."""
    for folder in memory.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if folder.lstat().st_uid == os.getuid() and not folder.is_symlink() and _is_left(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    import fcntl

    with (folder / _LOCK).open("rb") as lock:  # without a lock it is just being made
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
