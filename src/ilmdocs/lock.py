"""One run at a time on a folder: a lock that the system itself lets go when the run ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from ilmdocs.errors import UnwritableOutput

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
        OSError: when the file cannot be made.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _take(handle)
        except OSError as error:
            raise Busy from error
        yield
    finally:
        os.close(handle)


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
        state.mkdir(parents=True, exist_ok=True)
        with held(state / _LOCK):
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
