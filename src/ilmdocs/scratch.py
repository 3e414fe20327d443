"""Private folders for temporary files; what a killed run left behind is removed by the next one.

A folder that is in use holds a file that its process has locked. The system lets go of the lock when that
process ends, however it ends, so that a folder whose lock is free has nobody any more.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ilmdocs.lock import Busy, held

MEMORY = Path("/dev/shm")
"""The memory file system of Linux; other systems have none in a place that is known."""
IN_MEMORY = "ilmdocs-"
"""How the names of our folders there begin."""
_PREFIX = "ilmdocs-run-"
_LOCK = "in-use"


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """A new folder that only this user can look into; it is gone after the block, whatever happens there."""
    with (
        tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name,
        in_use(Path(name)),
    ):
        yield Path(name)


@contextlib.contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Mark a folder that was just made as in use, as long as the block runs and this process lives."""
    if sys.platform == "win32":  # where a file that is open cannot be renamed
        with held(folder / _LOCK):
            yield
        return
    made = folder / f"{_LOCK}.new"
    with held(made):
        # Under its name only once it is locked: another process never sees it free.
        made.rename(folder / _LOCK)
        yield


def remove_left_overs() -> None:
    """Remove the folders of runs that were killed, on the disk and in memory."""
    sweep(Path(tempfile.gettempdir()), _PREFIX)
    if sys.platform == "linux":
        sweep(MEMORY, IN_MEMORY)


def sweep(place: Path, prefix: str) -> None:
    """Remove the folders that bear our mark and that nobody uses any more.

    Args:
        place: where they are.
        prefix: how their names begin.
    """
    for folder in place.glob(f"{prefix}*"):
        with contextlib.suppress(OSError, Busy):
            if not folder.is_symlink() and _is_ours(folder) and (folder / _LOCK).is_file():
                with held(folder / _LOCK):
                    pass
                shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    return sys.platform == "win32" or folder.lstat().st_uid == os.getuid()
