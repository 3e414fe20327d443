"""A private folder for a run's temporary files; what a killed run left behind is removed by the next one."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ilmdocs.lock import Busy, held

_PREFIX = "ilmdocs-run-"
_LOCK = "lock"


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """A new folder that only this user can look into; it is gone after the block, whatever happens there."""
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with held(folder / _LOCK):
            yield folder


def _sweep(temporary: Path) -> None:
    """Remove the folders of runs that were killed: those whose lock nobody holds any more."""
    for folder in temporary.glob(f"{_PREFIX}*"):
        lock = folder / _LOCK
        with contextlib.suppress(OSError, Busy):
            if lock.is_file() and lock.stat().st_uid == folder.stat().st_uid:
                with held(lock):
                    pass
                shutil.rmtree(folder, ignore_errors=True)
