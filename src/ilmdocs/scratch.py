"""Private folders for temporary files; what a killed run left behind is removed by the next one.

A folder that is in use holds a file that its process has locked. The system lets go of the lock when that
process ends, however it ends, so that a folder whose lock is free has nobody any more.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

from ilmdocs.errors import UnwritableOutput
from ilmdocs.lock import Busy, held
from ilmdocs.unwritable import AGAIN, is_no_room, unwritable

MEMORY = Path("/dev/shm")
"""The memory file system of Linux; other systems have none in a place that is known."""
IN_MEMORY = "ilmdocs-"
"""How the names of our folders there begin."""
_PREFIX = "ilmdocs-run-"
_EVERY = "ilmdocs-"
"""How the names of all temporary folders of ours begin."""
_VARIABLE = "TEMP" if sys.platform == "win32" else "TMPDIR"
"""The environment variable that says where temporary files go."""
_LOCK = "in-use"
_LEAST_FREE = 4 * 1024 * 1024
"""Bytes; a document with pictures needs about as many."""


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """A new folder that only this user can look into; it is gone after the block, whatever happens there.

    Raises:
        UnwritableOutput: when it cannot be made.
    """
    remove_left_overs()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(temporary_folder(_PREFIX))
        try:
            stack.enter_context(in_use(folder))
        except OSError as error:
            raise _unusable(error, folder.parent) from error
        yield folder


@contextlib.contextmanager
def temporary_folder(prefix: str, place: Path | None = None) -> Iterator[Path]:
    """A new folder for this user alone; it is gone after the block.

    Args:
        prefix: how its name begins.
        place: where it is made; with the system's temporary files if left out.

    Raises:
        UnwritableOutput: when it cannot be made.
    """
    try:
        folder = (Path(tempfile.gettempdir()) if place is None else place) / f"{prefix}{uuid.uuid4().hex}"
    except OSError as error:
        raise _unusable(error, place) from error
    try:  # before it is there: Ctrl-C may come at any moment, and the name is like no other
        try:
            folder.mkdir(mode=0o700)
        except OSError as error:
            raise _unusable(error, folder.parent) from error
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def require_room(folder: Path) -> None:
    """Find out whether it was for want of room that another program made nothing in a folder.

    Raises:
        UnwritableOutput: when next to nothing is free on its disk.
    """
    with contextlib.suppress(OSError):
        if shutil.disk_usage(folder).free >= _LEAST_FREE:
            return
        raise no_room(OSError(errno.ENOSPC, "full", str(folder / "any")))


def no_room(error: OSError) -> UnwritableOutput:
    """The exception that tells a user that temporary files find no room.

    It is no `DiskFull`: that folder may be on another disk, and a learner with smaller files may fit.
    """
    named = [Path(name) for name in (error.filename2, error.filename) if isinstance(name, str)]
    places = [_above_ours(path) for path in named]
    place = next((place for place in places if place is not None), tempfile.tempdir or "their folder")
    return UnwritableOutput(
        f"There is no room for temporary files in {place}: the disk, or your share of it, is full.",
        f"Make room there, or set {_VARIABLE} to another folder, {AGAIN}",
    )


def _above_ours(path: Path) -> Path | None:
    """The folder that the user knows, above the folders of ours, which are gone when this is read."""
    ours = [folder for folder in path.parents if folder.name.startswith(_EVERY)]
    return ours[-1].parent if ours else None


def _unusable(error: OSError, place: Path | str | None) -> UnwritableOutput:
    if place is None and not is_no_room(error):  # Python looked at all the places that there are
        return UnwritableOutput(
            "No folder for temporary files can be written to: each is full or write-protected.",
            f"Make room on the disk, or set {_VARIABLE} to a folder that you may write to.",
        )
    if is_no_room(error) or place is None:
        return no_room(error)
    said = f"Nothing can be written to the folder for temporary files {place}"
    return unwritable(error, said, Path(place))


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
    with contextlib.suppress(OSError):  # there is no folder for temporary files: soon told by who needs one
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
