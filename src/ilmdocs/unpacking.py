"""Unpacks the ZIPs of learners' folders in a worker: with limits, no link, nothing outside the folder.

All entries are looked at before the first is written. A ZIP with one that could do harm is refused whole: a
learner of whom a part is missing would only be told wrong things.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from ilmdocs.entries import folded_name
from ilmdocs.errors import DiskFull, IlmdocsError, UnreadableInput
from ilmdocs.guard import Guard
from ilmdocs.made import Task
from ilmdocs.orders import Bench, FormSource, one_by_one
from ilmdocs.unwritable import unwritable
from ilmdocs.zip_entries import (
    DAMAGE,
    holds_unsafe_characters,
    is_bomb,
    is_encrypted,
    is_link,
    is_placed,
    is_readable,
)

MOST_ENTRIES = 20_000
LARGEST_CONTENT = 2 << 30
"""Bytes; what a whole cohort with scans and photos needs, and what a disk has room for."""

_CHUNK = 1 << 20
_LEFT_FREE = 200 << 20
"""Bytes that stay free on the disk: for portfolios, and for everybody else."""
_LONGEST_NAME = 200
_LEFT_OUT = frozenset({"__macosx", ".ds_store", "thumbs.db", "desktop.ini"})
"""What macOS and Windows put into ZIPs by themselves."""
_AGAIN = "Make the ZIP again from the learner's folder, or drop the files themselves."


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What became of a ZIP: how many files came out of it, or why none did."""

    number: int
    files: int = 0
    error: IlmdocsError | None = None


@dataclass(slots=True)
class Budget:
    """What may still be unpacked: bytes and entries."""

    left_bytes: int
    left_entries: int = MOST_ENTRIES

    def takes(self, size: int, entries: int) -> bool:
        """Whether there is enough left for a ZIP; then it is spent."""
        if size > self.left_bytes or entries > self.left_entries:
            return False
        self.left_bytes -= size
        self.left_entries -= entries
        return True


@dataclass(frozen=True, slots=True)
class UnpackOrder:
    """To unpack ZIPs, which are the tasks here, each into a folder of its own name beside it.

    All ZIPs of a bench share one budget: many small ones must not do what a large one may not. So whoever
    orders gives all of them to one worker.

    Args:
        forms: said for every order; nothing of it is used.
        most_bytes: the most that all ZIPs together may unpack to.
    """

    forms: FormSource
    most_bytes: int = LARGEST_CONTENT

    def open(self) -> Bench[Unpacked]:
        """Nothing has to be loaded."""
        left = Budget(self.most_bytes)

        def work(task: Task, _: Path, guard: Guard) -> Unpacked:
            return Unpacked(task.number, unpack(task.workbook, left, guard))

        return one_by_one(self, work)

    def failed(self, task: Task, error: IlmdocsError) -> Unpacked:
        """A ZIP that was not unpacked."""
        return Unpacked(task.number, error=error)


def unpack(path: Path, budget: Budget, guard: Guard) -> int:
    """Unpack a ZIP into a new folder of its name; folders that hold all the others are left out.

    Returns:
        How many files it held.

    Raises:
        UnreadableInput: when it is no ZIP, is damaged or locked, or could do harm.
        UnwritableOutput: when there is no room for it.
    """
    target = path.with_suffix("")
    try:
        with guard.opening(path.name), ZipFile(path) as archive:
            entries = _harmless(path.name, archive.infolist(), budget)
        _require_room(path.parent, sum(info.file_size for info in entries.values()))
        with ZipFile(path) as archive:
            for place, info in entries.items():
                with guard.opening(path.name):  # each file anew: a large cohort takes its time
                    _require_room(path.parent, info.file_size)  # others write to the disk meanwhile
                    _write(archive, info, target / place, path.name)
    except DAMAGE as error:
        raise UnreadableInput(f"{path.name} is damaged, not fully downloaded, or no ZIP.", _AGAIN) from error
    return len(entries)


def _write(archive: ZipFile, info: ZipInfo, target: Path, name: str) -> None:
    """Write one entry; never more of it than it declares, whatever is packed there."""
    left = info.file_size
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        file = target.open("xb")
    except OSError as error:
        raise unwritable(error, f"{name} cannot be unpacked", target) from error
    with file, archive.open(info) as stream:
        while piece := stream.read(_CHUNK):
            left -= len(piece)
            if left < 0:
                raise ValueError("more than declared")
            try:
                file.write(piece)
            except OSError as error:
                raise unwritable(error, f"{name} cannot be unpacked", target) from error


def _require_room(folder: Path, size: int) -> None:
    """Leave room on the disk for what is made of the files, and for everybody else.

    Raises:
        DiskFull: when there is not enough.
    """
    if shutil.disk_usage(folder).free < size + _LEFT_FREE:
        raise DiskFull(
            "There is not enough room on the disk to unpack these files.",
            "Make room on the disk, or drop fewer learners at a time.",
        )


def _harmless(name: str, infos: list[ZipInfo], budget: Budget) -> Mapping[PurePosixPath, ZipInfo]:
    """The files of a ZIP by where they belong below its own folder.

    Raises:
        UnreadableInput: when one of them could do harm, is locked or cannot be stored.
    """
    files = {_name(info): info for info in infos if not info.is_dir() and not _is_left_out(_name(info))}
    declared = sum(info.file_size for info in files.values())
    if any(map(is_bomb, files.values())) or not budget.takes(declared, len(infos)):
        raise UnreadableInput(
            f"{name} unpacks to far more than learners' folders need, so it was not opened.",
            "Drop fewer learners at a time, or the folder itself in place of the ZIP.",
        )
    if any(map(is_encrypted, files.values())):
        raise UnreadableInput(
            f"{name} is protected with a password.", "Make the ZIP again without one, and drop that."
        )
    if any(map(is_link, infos)) or not all(map(is_readable, files.values())):
        raise UnreadableInput(f"{name} holds a link, or is packed in an unusual way.", _AGAIN)
    for place in files:
        refuse_name(place, name)
    if len({folded_name(place) for place in files}) < len(files):
        raise UnreadableInput(f"{name} holds two files of the same name in one place.", _AGAIN)
    if not files:
        raise UnreadableInput(f"{name} is empty.", "Put the learner's workbook into it, and drop it again.")
    return dict(_below_common_folders(files))


def refuse_name(place: str, source: str = "") -> None:
    """Refuse the name of a file that leads out of its folder, or that some system could not store.

    Args:
        place: the path of the file below its folder, with `/`.
        source: in which ZIP it is, if in any.

    Raises:
        UnreadableInput: when it is such a name.
    """
    is_long = len(place.encode(errors="replace")) > _LONGEST_NAME
    if is_long or holds_unsafe_characters(place) or not is_placed(place):
        where = f" in {source}" if source else ""
        raise UnreadableInput(
            f"The file {place[-_LONGEST_NAME:]}{where} has a name that cannot be stored safely.",
            "Give it a short name of letters, digits, spaces and hyphens, and drop it again.",
        )


def _below_common_folders(files: Mapping[str, ZipInfo]) -> Iterator[tuple[PurePosixPath, ZipInfo]]:
    paths = {PurePosixPath(place): info for place, info in files.items()}
    while len({path.parts[0] for path in paths}) == 1 and all(len(path.parts) > 1 for path in paths):
        paths = {PurePosixPath(*path.parts[1:]): info for path, info in paths.items()}
    yield from paths.items()


def _name(info: ZipInfo) -> str:
    """The path of an entry; some programs of Windows write it with backslashes."""
    return info.orig_filename.replace("\\", "/")


def _is_left_out(place: str) -> bool:
    return any(part.casefold() in _LEFT_OUT for part in place.split("/"))
