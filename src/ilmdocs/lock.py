"""One run at a time on a folder: a lock that the system itself lets go when the run ends, however it ends."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from ilmdocs.errors import UnwritableOutput
from ilmdocs.folders import make_folder
from ilmdocs.unwritable import unwritable

_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL})
"""What the system says where a file system, such as that of some network shares, knows no locks."""
_HELD = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK})
"""What it says where somebody else holds the lock; Windows says the last two."""

if sys.platform == "win32":
    import msvcrt

    _FAR = 2**30
    """The byte that is locked: beyond the text, so that the text can still be read."""

    def _take(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Busy(Exception):
    """Somebody else holds the lock."""


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a lock file as long as the block runs; the file stays, the lock does not.

    Raises:
        Busy: when another run holds it.
        OSError: when the file cannot be made, or is a link.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        take(handle)
        yield
    finally:
        os.close(handle)


def take(handle: int) -> None:
    """Lock an open file until it is closed; where there are no locks, nothing happens.

    Raises:
        Busy: when somebody else holds the lock.
        OSError: when the system cannot tell.
    """
    try:
        _take(handle)
    except OSError as error:
        if error.errno in _HELD:
            raise Busy from error
        if error.errno not in _NO_LOCKS:
            raise


_LOCK = "lock"


@contextlib.contextmanager
def output_lock(state: Path) -> Iterator[None]:
    """Keep other runs off an output folder.

    Args:
        state: the folder, in the output folder, that holds what runs remember; made when it is not there.

    Raises:
        UnwritableOutput: when another run is at work there, or nothing can be written.
    """
    new = [folder for folder in (state, *state.parents) if not folder.exists()]
    try:
        with _kept(state):
            yield
    except Busy:
        raise UnwritableOutput(
            f"Another run of ilmdocs is building into {state.parent}.",
            "Wait until it has ended, or choose another folder with -o.",
        ) from None
    finally:
        with contextlib.suppress(OSError):  # there is more in it now, as nearly always
            if new and [path.name for path in state.iterdir()] == [_LOCK]:
                (state / _LOCK).unlink()
                for folder in new:
                    folder.rmdir()


@contextlib.contextmanager
def _kept(state: Path) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        try:
            make_folder(state, inside=state.parent)
            stack.enter_context(held(state / _LOCK))
        except OSError as error:
            raise unwritable(error, f"{_LOCK} cannot be written to {state}", state / _LOCK) from error
        yield
