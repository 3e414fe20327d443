"""Why something cannot be written, in words for somebody who does not know what an error number is."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from ilmdocs.errors import DiskFull, UnwritableOutput

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_IN_USE = frozenset({5, 32, 33})
"""What Windows says of a file that another program has open: access denied, shared, locked."""
_DENIED = 5
_NO_NAME = "No usable temporary"
"""How Python's own words begin after ten thousand names were refused: what Windows does in a folder where
nobody may write."""
_TOO_LONG = 206
_LONGEST_PATH = 260
"""Characters that a path on Windows may have, unless longer ones were switched on."""
_READERS = {
    ".pdf": "the PDF reader",
    ".docx": "Word",
    ".xlsx": "Excel",
    ".html": "the browser",
    ".zip": "the program that shows it",
}
_OTHER_FOLDER = "Choose another folder with -o, or see to it that you may write to this one."
AGAIN = "and run the same command again; what is finished already is kept."
"""The end of what a user is told to do."""
_REASONS = {
    errno.ENOSPC: ("the disk is full", f"Make room on the disk {AGAIN}"),
    errno.EDQUOT: ("your share of the disk is used up", f"Make room in your folders {AGAIN}"),
    errno.EFBIG: ("files may not become that large there", "Choose a folder on another disk with -o."),
    errno.EROFS: ("the disk can only be read, not written", "Choose a folder on another disk with -o."),
    errno.EACCES: ("you may not write there", _OTHER_FOLDER),
    errno.EPERM: ("you may not write there", _OTHER_FOLDER),
    errno.ENOTDIR: ("a file stands where a folder should be", "Move it away, or choose another folder."),
    errno.EIO: ("the disk reports that it is damaged", "Choose a folder on another disk with -o."),
    errno.ELOOP: ("a link stands in its place", "Remove the link, which leads to another place."),
    errno.ENOENT: ("its folder was moved or removed in the meantime", f"Wait for other programs {AGAIN}"),
}


def is_in_use(error: OSError) -> bool:
    """Whether Windows says that another program has the file open, if only for a moment."""
    return getattr(error, "winerror", None) in _IN_USE


def is_no_room(error: OSError) -> bool:
    """Whether the disk is full, or the user's share of it."""
    return error.errno in _FULL


def unwritable(error: OSError, said: str, path: Path) -> UnwritableOutput:
    """The exception that tells a user why a file or folder cannot be written.

    Args:
        error: what the system said.
        said: what cannot be done, without a full stop: `manifest.json cannot be written to output/Ann`.
        path: the file or folder.
    """
    reason, remedy = _why(error, path)
    kind = DiskFull if is_no_room(error) else UnwritableOutput
    return kind(f"{said}: {reason}.", remedy)


def _why(error: OSError, path: Path) -> tuple[str, str]:
    if _is_forbidden_on_windows(error, path):
        return _REASONS[errno.EACCES]
    if is_in_use(error) and not path.is_dir():
        program = _READERS.get(path.suffix.casefold(), "the program that uses it")
        return "it is open in another program", f"Close {path.name} in {program} {AGAIN}"
    if isinstance(error, FileExistsError | IsADirectoryError) or is_in_use(error):
        is_folder = path.is_dir()
        reason = f"a {'folder' if is_folder else 'file'} of that name is there already"
        return reason, "Move it away, or choose another name or folder with -o."
    length = len(str(path.absolute()))
    if error.errno == errno.ENAMETOOLONG or _is_too_long_for_windows(error, length):
        reason = f"its path is too long, {length} characters"
        return reason, "Choose a folder with a shorter path with -o, nearer to the top of the disk."
    fallback = (error.strerror or "the system gave no reason", _OTHER_FOLDER)
    return _REASONS.get(error.errno or 0, fallback)


def _is_forbidden_on_windows(error: OSError, path: Path) -> bool:
    """What is not there yet cannot be open in another program."""
    denied = getattr(error, "winerror", None) == _DENIED and not os.path.lexists(path)
    return denied or (error.strerror or "").startswith(_NO_NAME)


def _is_too_long_for_windows(error: OSError, length: int) -> bool:
    number = getattr(error, "winerror", None)
    return number == _TOO_LONG or (
        number is not None and length >= _LONGEST_PATH and error.errno == errno.ENOENT
    )
