"""Finds learners: which workbooks a path given on the command line stands for (design §4, "On disk")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ilmdocs.errors import UnreadableInput

SUFFIXES = frozenset({".xlsx", ".xlsm"})
_NOT_INTAKE = ("marks-", "descriptors-")


@dataclass(frozen=True, slots=True)
class Found:
    """The workbooks to work on, and plain notes on what was passed over."""

    workbooks: tuple[Path, ...]
    notes: tuple[str, ...]


def find_workbooks(paths: Iterable[Path]) -> Found:
    """Turn files and folders into intake workbooks.

    A folder with exactly one workbook is a learner's; in any other folder each workbook, and each
    sub-folder one level down, is a learner.

    Raises:
        UnreadableInput: when a path does not exist, may not be looked into or holds no workbook at all.
    """
    workbooks: list[Path] = []
    notes: list[str] = []
    for path in paths:
        if not path.exists():
            raise UnreadableInput(f"There is no file or folder {path}.", "Check the spelling.")
        if path.is_file():
            workbooks.append(path)
            continue
        here = list(_candidates(path, notes))
        below: list[Path] = []
        if len(here) != 1:
            for folder in (p for p in _listed(path) if p.is_dir() and not p.name.startswith(".")):
                below.extend(_candidates(folder, notes))
        if not here and not below:
            raise UnreadableInput(
                f"There is no workbook in {path}.", "A learner's workbook is an Excel file (.xlsx)."
            )
        workbooks.extend(here + below)
    return Found(tuple(dict.fromkeys(workbooks)), tuple(notes))


def workbooks_in(folder: Path) -> tuple[Path, ...]:
    """The learners' workbooks that lie in a folder itself.

    Raises:
        UnreadableInput: when it may not be looked into.
    """
    return tuple(_candidates(folder, []))


def _candidates(folder: Path, notes: list[str]) -> Iterator[Path]:
    for path in _listed(folder):
        if not path.is_file() or path.suffix.casefold() not in SUFFIXES:
            continue
        if path.name.startswith("~$"):
            notes.append(f"{path.name[2:]} is open in Excel; changes that are not saved yet are not seen.")
        elif path.name.startswith("."):
            notes.append(f"{path.name} is hidden and was passed over.")
        elif not path.name.casefold().startswith(_NOT_INTAKE):
            yield path


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise UnreadableInput(
            f"The folder {folder} cannot be looked into: {error.strerror or error}.",
            "Check that you may read it.",
        ) from error
