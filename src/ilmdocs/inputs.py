"""The files that a portfolio is made from, with their hashes: found again without reading a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

from ilmdocs.entries import entry_named
from ilmdocs.hashing import file_hash

_MARKS = "marks-"
"""How the name of an assessor's marks workbook begins."""


def named_files(workbook: Path, typed: Iterable[str]) -> Iterator[tuple[str, Path | None]]:
    """The files that stand beside a workbook and belong to it, by the name under which it knows them.

    Args:
        workbook: the learner's workbook.
        typed: the names that its cells hold; one that leads nowhere, or out of the folder, has no file.
    """
    for name in typed:
        yield name, _found(workbook.parent, name)
    try:
        beside = sorted(workbook.parent.iterdir())
    except OSError:
        beside = []
    for path in beside:
        if path.name.casefold().startswith(_MARKS) and path.is_file():
            yield f"./{path.name}", path


def input_hashes(workbook: Path, typed: Iterable[str]) -> Mapping[str, str | None]:
    """The hashes of the files that belong to a workbook; None for one that is not there."""
    files = named_files(workbook, typed)
    return {name: None if path is None else file_hash(path) for name, path in files}


def typed_names(inputs: Iterable[str]) -> Iterator[str]:
    """Of the names of `input_hashes`, those that a cell holds."""
    return (name for name in inputs if not name.startswith(f"./{_MARKS}"))


def _found(folder: Path, typed: str) -> Path | None:
    """The file that a cell names, as `attachments.locate` finds it; None where that one refuses."""
    name = typed.strip().replace("\\", "/")
    windows = PureWindowsPath(name)
    parts = PurePosixPath(name).parts
    if not parts or windows.drive or windows.root or ".." in parts:
        return None
    place: Path | None = folder
    try:
        for part in parts:
            place = None if place is None else entry_named(place, part)
    except (OSError, ValueError):
        return None
    return place if place is not None and place.is_file() else None
