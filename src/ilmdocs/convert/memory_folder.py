"""A private folder in memory, where the machine has a memory file system: nothing waits for a disk.

Linux alone has one in a place that is known. A folder that stays behind, because its process was killed,
would cost memory until the next start of the machine; the next folder made here removes it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from ilmdocs.scratch import IN_MEMORY, MEMORY, in_use, sweep, temporary_folder

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
        with temporary_folder("lo-", work) as made:
            yield made.resolve()
        return
    sweep(memory, IN_MEMORY)
    with temporary_folder(IN_MEMORY, memory) as made, in_use(made):
        yield made


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
