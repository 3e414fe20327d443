"""Writes files so that a reader sees the old file or the whole new one, never half of it."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ilmdocs.errors import UnwritableOutput

_REMEDY = "Close it if it is open in another program, and check that the folder is not read-only or full."
_PREFIX, _SUFFIX = ".ilmdocs-", ".part"
"""How the names of files begin and end that are not written to their end yet."""


def require_writable(folder: Path) -> None:
    """Find out before long work whether files can be written to a folder; makes and leaves nothing.

    Raises:
        UnwritableOutput: when they cannot.
    """
    nearest = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    try:
        if not nearest.is_dir():
            raise NotADirectoryError(None, f"{nearest} is a file, not a folder")
        with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=nearest):
            pass
    except OSError as error:
        raise UnwritableOutput(
            f"Nothing can be written to the folder {folder}: {error.strerror or error}.",
            "Choose another folder with -o, or check that it is not read-only or full.",
        ) from error


def write_atomically(path: Path, data: bytes) -> None:
    """Write to a temporary file in the same folder, flush it to disk and put it in place.

    A symbolic link at `path` is replaced, its target left alone. The file is readable by its owner only.

    Raises:
        UnwritableOutput: when the folder or the file cannot be written; nothing half-written stays.
    """
    with written_atomically(path) as file:
        file.write(data)


@contextlib.contextmanager
def written_atomically(path: Path) -> Iterator[BinaryIO]:
    """The same for what is too large to hold: a file to write to, put in place when the block ends.

    When the block fails, what stood at `path` stays.

    Raises:
        UnwritableOutput: when the folder or the file cannot be written; nothing half-written stays. Any
            `OSError` of the block counts as that, so it must catch those of the files it reads.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise UnwritableOutput(
            f"{path.name} cannot be written to {path.parent}: {error.strerror or error}.", _REMEDY
        ) from error
    finally:  # also when the user interrupts: then it is still there
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def remove_parts(folder: Path) -> None:
    """Remove what a killed run was writing to a folder or its sub-folders."""
    for part in folder.rglob(f"{_PREFIX}*{_SUFFIX}"):
        remove(part)


def rename(path: Path, new: Path) -> Path:
    """Give a file another name in its folder.

    Raises:
        UnwritableOutput: when it cannot be renamed, for example because it is open in Word.
    """
    try:
        return path.rename(new)
    except OSError as error:
        raise UnwritableOutput(
            f"{path.name} in {path.parent} was edited and cannot be set aside: {error.strerror or error}.",
            _REMEDY,
        ) from error


def remove(path: Path) -> None:
    """Remove a file; that it is gone already is no trouble.

    Raises:
        UnwritableOutput: when it cannot be removed, for example because it is open in Word.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise UnwritableOutput(
            f"{path.name} in {path.parent} is out of date and cannot be removed: {error.strerror or error}.",
            _REMEDY,
        ) from error
