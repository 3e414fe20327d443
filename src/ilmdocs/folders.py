"""Folders that are written to: made for their owner alone, and never left through a link inside them."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

from ilmdocs.errors import UnwritableOutput
from ilmdocs.unwritable import unwritable

_OWNER_ALONE = 0o777 if sys.platform == "win32" else 0o700
"""On Windows a new folder is open to whoever may look into the one that it is in."""
_JUNCTION = 0xA0000003
"""What Windows calls a folder that is another folder (IO_REPARSE_TAG_MOUNT_POINT)."""


def make_folder(folder: Path, inside: Path | None = None) -> None:
    """Make a folder, and those above it, that only their owner can look into; what is there stays as it is.

    Args:
        folder: the folder.
        inside: the folder, named by the user, that must not be left: no link below it is followed.

    Raises:
        UnwritableOutput: when a link stands in the way.
        OSError: when it cannot be made.
    """
    if inside is not None:
        refuse_links(folder, inside)
    for place in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
        place.mkdir(mode=_OWNER_ALONE, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(20, "a file stands where a folder should be")


def refuse_links(folder: Path, inside: Path) -> None:
    """Refuse a folder that a link leads to: what is written there would lie somewhere else.

    Raises:
        UnwritableOutput: when a folder on the way from `inside`, itself left out, is a link.
    """
    place = inside
    for part in folder.relative_to(inside).parts:
        place = place / part
        if _is_link(place):
            raise UnwritableOutput(
                f"{place.name} in {place.parent} is a link to another place, so nothing is written there.",
                "Remove the link, or choose another folder with -o.",
            )


def require_writable(folder: Path) -> None:
    """Find out before long work whether files can be written to a folder; makes and leaves nothing.

    Raises:
        UnwritableOutput: when they cannot.
    """
    nearest = next(place for place in (folder, *folder.absolute().parents) if os.path.lexists(place))
    try:
        if not nearest.is_dir():
            raise NotADirectoryError(20, "a file stands where a folder should be")
        with tempfile.TemporaryDirectory(prefix=".ilmdocs-", dir=nearest):
            pass
    except OSError as error:
        raise unwritable(error, f"Nothing can be written to the folder {folder}", folder) from error


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk as well, where the system can do that."""
    if sys.platform == "win32":  # it keeps a journal of names by itself and opens no folders
        return
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:  # some network file systems cannot
        return
    finally:
        os.close(handle)


def _is_link(place: Path) -> bool:
    try:
        found = place.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION
