"""Writes files so that a reader sees the old file or the whole new one, never half of it.

A file that is being written bears a name of ours and is locked. The system lets go of the lock when the
process ends, however it ends, so that whoever writes to the folder next knows what a killed run left behind.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

from ilmdocs.folders import make_folder, sync_folder
from ilmdocs.lock import Busy, take
from ilmdocs.unwritable import is_in_use, unwritable

T = TypeVar("T")

_PREFIX, _SUFFIX = ".ilmdocs-", ".part"
"""How the names of files begin and end that are not written to their end yet."""
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between attempts on a file that is in use: a virus scanner or OneDrive lets go of it soon."""
_OLD_SECONDS = 3600
"""On Windows, where locks do not tell, what was not touched for so long belongs to nobody."""
_NO_HARD_LINKS = frozenset({errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EMLINK})


def write_atomically(path: Path, data: bytes, *, inside: Path | None = None, new: bool = False) -> None:
    """Write to a temporary file in the same folder, flush it to disk and put it in place.

    A symbolic link at `path` is replaced, its target left alone. The file is readable by its owner only.

    Args:
        path: the file.
        data: all of it.
        inside: the folder, named by the user, that must not be left: no link below it is followed.
        new: whether it must not be there yet; what somebody else put there meanwhile stays.

    Raises:
        UnwritableOutput: when the folder or the file cannot be written; nothing half-written stays.
    """
    with written_atomically(path, inside=inside, new=new) as file:
        file.write(data)


@contextlib.contextmanager
def written_atomically(path: Path, *, inside: Path | None = None, new: bool = False) -> Iterator[BinaryIO]:
    """The same for what is too large to hold: a file to write to, put in place when the block ends.

    When the block fails, what stood at `path` stays.

    Raises:
        UnwritableOutput: when the folder or the file cannot be written; nothing half-written stays. Any
            `OSError` of the block counts as that, so it must catch those of the files it reads.
    """
    temporary: Path | None = None
    put = _put_new if new else _put
    try:
        make_folder(path.parent, inside)
        sweep_parts(path.parent)
        handle, temporary = _begin(path.parent)
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            if sys.platform != "win32":  # as long as it is open, it is locked
                put(temporary, path)
        if sys.platform == "win32":  # which moves no file that is open
            put(temporary, path)
        sync_folder(path.parent)
    except OSError as error:
        raise unwritable(error, f"{path.name} cannot be written to {path.parent}", path) from error
    finally:  # also when the user interrupts: then it is still there
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def sweep_parts(folder: Path) -> None:
    """Remove what a killed run was writing to a folder; what is being written now stays."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX):
                _remove_part(Path(entry.path))


def remove_parts(folder: Path) -> None:
    """Remove what a killed run was writing to a folder or its sub-folders; links are not followed."""
    for place, _, _ in os.walk(folder):
        sweep_parts(Path(place))


def rename(path: Path, new: Path) -> Path:
    """Give a file another name in its folder.

    Raises:
        UnwritableOutput: when it cannot be renamed, for example because it is open in Word.
    """
    try:
        return _patiently(lambda: path.rename(new))
    except OSError as error:
        said = f"{path.name} in {path.parent} was edited and cannot be set aside"
        raise unwritable(error, said, path) from error


def remove(path: Path) -> None:
    """Remove a file; that it is gone already is no trouble.

    Raises:
        UnwritableOutput: when it cannot be removed, for example because it is open in Word.
    """
    try:
        _patiently(lambda: path.unlink(missing_ok=True))
    except OSError as error:
        said = f"{path.name} in {path.parent} is out of date and cannot be removed"
        raise unwritable(error, said, path) from error


def _begin(folder: Path) -> tuple[int, Path]:
    """A new, empty and locked file with a name that nobody can guess."""
    while True:
        handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=folder)
        if sys.platform == "win32":
            return handle, Path(name)
        try:
            take(handle)
            if os.fstat(handle).st_nlink:
                return handle, Path(name)
        except Busy:
            pass  # somebody who sweeps takes it for a left-over, and removes it
        except OSError:
            os.close(handle)
            Path(name).unlink()
            raise
        os.close(handle)


def _remove_part(part: Path) -> None:
    with contextlib.suppress(OSError, Busy):
        if sys.platform == "win32":
            if time.time() - part.lstat().st_mtime > _OLD_SECONDS:
                part.unlink()
            return
        handle = os.open(part, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            take(handle)
            part.unlink()
        finally:
            os.close(handle)


def _put(temporary: Path, path: Path) -> None:
    _patiently(lambda: temporary.replace(path))


def _put_new(temporary: Path, path: Path) -> None:
    """Put a file where none is; the system itself refuses what would replace one."""
    if sys.platform == "win32":
        _patiently(lambda: temporary.rename(path))
        return
    try:
        path.hardlink_to(temporary)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "there already") from error
        temporary.replace(path)


def _patiently(action: Callable[[], T]) -> T:
    """Try something again for a while as long as another program has the file open."""
    for pause in _PAUSES:
        try:
            return action()
        except OSError as error:
            if not is_in_use(error):
                raise
        time.sleep(pause)
    return action()
