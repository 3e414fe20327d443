"""Why something cannot be written, in words for somebody who does not know what an error number is."""

from __future__ import annotations

import errno
import sys
import tempfile
from pathlib import Path

from ilmdocs.errors import DiskFull, UnwritableOutput

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_IN_USE = frozenset({5, 32, 33})
"""What Windows says of a file that another program has open: access denied, shared, locked."""
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
_AGAIN = "and run the same command again; what is finished already is kept."
_OURS = "ilmdocs-"
"""How the names of our temporary folders begin."""
VARIABLE = "TEMP" if sys.platform == "win32" else "TMPDIR"
"""The environment variable that says where temporary files go."""
_REASONS = {
    errno.ENOSPC: ("the disk is full", f"Make room on the disk {_AGAIN}"),
    errno.EDQUOT: ("your share of the disk is used up", f"Make room in your folders {_AGAIN}"),
    errno.EFBIG: ("files may not become that large there", "Choose a folder on another disk with -o."),
    errno.EROFS: ("the disk can only be read, not written", "Choose a folder on another disk with -o."),
    errno.EACCES: ("you may not write there", _OTHER_FOLDER),
    errno.EPERM: ("you may not write there", _OTHER_FOLDER),
    errno.ENOTDIR: ("a file stands where a folder should be", "Move it away, or choose another folder."),
    errno.EIO: ("the disk reports that it is damaged", "Choose a folder on another disk with -o."),
    errno.ELOOP: ("a link stands in its place", "Remove the link, which leads to another place."),
    errno.ENOENT: ("its folder was moved or removed in the meantime", f"Wait for other programs {_AGAIN}"),
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


def no_room(error: OSError) -> UnwritableOutput:
    """The exception that tells a user that temporary files find no room.

    It is no `DiskFull`: that folder may be on another disk, and a learner with smaller files may fit.
    """
    named = [Path(name) for name in (error.filename2, error.filename) if isinstance(name, str)]
    places = [_above_ours(path) for path in named]
    place = next((place for place in places if place is not None), tempfile.tempdir or "their folder")
    reason = _REASONS[errno.EDQUOT if error.errno == errno.EDQUOT else errno.ENOSPC][0]
    return UnwritableOutput(
        f"There is no room for temporary files in {place}: {reason}.",
        f"Make room there, or set {VARIABLE} to another folder, {_AGAIN}",
    )


def _above_ours(path: Path) -> Path | None:
    """The folder that the user knows, above the folders of ours, which are gone when this is read."""
    ours = [folder for folder in path.parents if folder.name.startswith(_OURS)]
    return ours[-1].parent if ours else None


def _why(error: OSError, path: Path) -> tuple[str, str]:
    if is_in_use(error) and not path.is_dir():
        program = _READERS.get(path.suffix.casefold(), "the program that uses it")
        return "it is open in another program", f"Close {path.name} in {program} {_AGAIN}"
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


def _is_too_long_for_windows(error: OSError, length: int) -> bool:
    number = getattr(error, "winerror", None)
    return number == _TOO_LONG or (
        number is not None and length >= _LONGEST_PATH and error.errno == errno.ENOENT
    )
