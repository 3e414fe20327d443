"""What a learner typed into a file cell becomes a file inside the workbook's own folder, and nowhere else."""

from __future__ import annotations

import difflib
from pathlib import Path, PurePosixPath, PureWindowsPath

from ilmdocs.attachments.problem import AttachmentMissing, AttachmentUnreadable
from ilmdocs.entries import entries, entry_named

MAX_BYTES = 100 * 1024 * 1024
"""The largest file that is opened (our own limit: a 300-page scan stays well below it)."""

_OUTSIDE = (
    "Copy the file into the workbook's folder and type its name alone, for example scans/observation.pdf."
)


def locate(folder: Path, typed: str) -> Path:
    r"""Find the file that a cell names.

    Names are matched as Windows and macOS match them, whatever machine this is: capitals do not matter, nor
    does the way an accented letter is stored.

    Args:
        folder: the workbook's folder.
        typed: the cell, a name relative to it; `/` and `\` both part folders.

    Raises:
        AttachmentMissing: when there is no such file.
        AttachmentUnreadable: when it is a folder, empty, too large, or leads out of the folder.
    """
    name = typed.strip().replace("\\", "/")
    if "://" in name:
        raise AttachmentUnreadable(f'"{typed}" is a web address, not a file.', _OUTSIDE)
    if _leads_out(name):
        raise AttachmentUnreadable(f'"{typed}" is not inside the workbook\'s folder.', _OUTSIDE)
    try:
        return _inside(folder.resolve(), name, typed)
    except (OSError, ValueError, RuntimeError) as error:  # a name too long, a NUL, a loop of links
        raise AttachmentMissing(f'There is no file "{typed}".', _OUTSIDE) from error


def read_attachment(path: Path, name: str) -> bytes:
    """The bytes of a file that was located.

    Raises:
        AttachmentUnreadable: when it cannot be opened; `name` is what the learner typed.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise AttachmentUnreadable(
            f'"{name}" cannot be opened.', "Close it in other programs and check that you may read it."
        ) from error


def _leads_out(name: str) -> bool:
    windows = PureWindowsPath(name)
    return bool(windows.drive or windows.root) or ".." in PurePosixPath(name).parts


def _inside(root: Path, name: str, typed: str) -> Path:
    path = root
    for part in PurePosixPath(name).parts:
        path = _child(path, part, typed)
    target = path.resolve()
    if not target.is_relative_to(root):
        raise AttachmentUnreadable(
            f'"{typed}" is a link to a place outside the workbook\'s folder.', _OUTSIDE
        )
    if target.is_dir():
        raise AttachmentUnreadable(f'"{typed}" is a folder, not a file.', "Type the name of one file in it.")
    if not target.is_file():  # a device, a pipe, a link to nothing
        raise AttachmentUnreadable(
            f'"{typed}" is no ordinary file and holds nothing that can be read.', "Put the file itself there."
        )
    size = target.stat().st_size
    if size == 0:
        raise AttachmentUnreadable(f'"{typed}" is empty (0 bytes).', "Copy or download the file again.")
    if size > MAX_BYTES:
        raise AttachmentUnreadable(
            f'"{typed}" is too large ({size // 1024**2} MB).',
            f"Save it at a lower resolution or in parts; at most {MAX_BYTES // 1024**2} MB are taken.",
        )
    return target


def _child(folder: Path, part: str, typed: str) -> Path:
    found = entry_named(folder, part)
    if found is not None:
        return found
    near = difflib.get_close_matches(part, [entry.name for entry in entries(folder)], n=1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    raise AttachmentMissing(
        f'There is no file "{typed}" in the workbook\'s folder.',
        f"Put the file there, or correct the name in this cell.{hint}",
    )
