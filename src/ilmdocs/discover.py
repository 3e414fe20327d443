"""Finds learners: which workbooks a path given on the command line stands for (design §4, "On disk")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ilmdocs.copies import copy_number, is_copy, own_stem
from ilmdocs.errors import UnreadableInput
from ilmdocs.journal import STATE

SUFFIXES = frozenset({".xlsx", ".xlsm"})
_OTHER_SPREADSHEETS = frozenset({".xls", ".xlsb", ".ods", ".numbers", ".csv"})
"""What a learner may have saved the workbook as by mistake."""
_LOCK = ".~lock."
"""How LibreOffice names the file that says that a document is open: `.~lock.learner.xlsx#`."""
_TOLD = 3
"""Notes that are told where there is no workbook at all."""
_MARKS = "marks-"
_MARKS_NAME = re.compile(r"marks-[^\s()]+(\(2\))?( (?P<learner>.+))?\.xlsx", re.IGNORECASE)
"""How `mark new` names marks workbooks: unit, second attempt, learner where several share a folder."""
_NOT_INTAKE = (_MARKS, "descriptors-")


@dataclass(frozen=True, slots=True)
class Found:
    """The workbooks to work on, and plain notes on what was passed over."""

    workbooks: tuple[Path, ...]
    notes: tuple[str, ...]


def find_workbooks(paths: Iterable[Path]) -> Found:
    """Turn files and folders into intake workbooks.

    A folder with exactly one workbook is a learner's; in any other folder each workbook, and each
    sub-folder one level down, is a learner. Nobody is passed over in silence: a sub-folder without a
    workbook and a spreadsheet of another kind are noted. Folders that were built into are no learners.

    Raises:
        UnreadableInput: when a path does not exist, may not be looked into or holds no workbook at all.
    """
    workbooks: list[Path] = []
    notes: list[str] = []
    for path in paths:
        before = len(notes)
        if not path.exists():
            raise UnreadableInput(f"There is no file or folder {path}.", "Check the spelling.")
        if path.is_file():
            workbooks.append(path)
            notes += [*_copy_alone(path), *_open_elsewhere(path)]
            continue
        here = list(_candidates(path, notes))
        below: list[Path] = []
        if len(here) != 1:
            others = _other_spreadsheets(path)
            notes += [
                f"{file.name} is no Excel workbook and was passed over. {_as_excel(file)}" for file in others
            ]
            for folder in filter(_may_be_learner, _listed(path)):
                below += _learners_in(folder, notes)
            if not here and not below:
                raise UnreadableInput(f"There is no workbook in {path}.", _instead(path, notes[before:]))
        workbooks.extend(here + below)
    return Found(tuple(dict.fromkeys(workbooks)), tuple(notes))


def place_of(workbook: Path) -> str:
    """What tells a workbook from others: in a folder of learners, all may bear the same name."""
    return f"{workbook.absolute().parent.name}/{workbook.name}"


def workbooks_in(folder: Path) -> tuple[Path, ...]:
    """The learners' workbooks that lie in a folder itself.

    Raises:
        UnreadableInput: when it may not be looked into.
    """
    return tuple(_candidates(folder, []))


def _candidates(folder: Path, notes: list[str]) -> Iterator[Path]:
    files = _listed(folder)
    for path in files:
        if path.name.startswith(_LOCK) and Path(path.name.rstrip("#")).suffix.casefold() in SUFFIXES:
            book = path.name.removeprefix(_LOCK).rstrip("#")
            notes.append(_is_open(f"{folder.name}/{book}", "LibreOffice"))
        if path.suffix.casefold() not in SUFFIXES:
            continue
        if not path.is_file():
            notes.append(_no_file(path))
            continue
        if path.name.startswith("~$"):
            notes.append(_is_open(f"{folder.name}/{path.name[2:]}", "Excel"))
        elif path.name.startswith("."):
            notes.append(f"{folder.name}/{path.name} is hidden and was passed over.")
        elif not path.name.casefold().startswith(_NOT_INTAKE):
            if (taken := _instead_of_copy(path, files)) is None:
                yield path
            else:
                notes.append(_passed_copy(path, taken))
        elif path.name.casefold().startswith(_MARKS) and not _is_read(path, files):
            notes.append(
                f"{folder.name}/{path.name} was passed over: marks are read from files with names such as "
                "marks-8585-301.xlsx. If an assessor filled it in, give it that name in place of the other."
            )


def _instead_of_copy(path: Path, files: list[Path]) -> Path | None:
    """The workbook that is taken in place of an annotated copy beside it; None when the copy itself is taken.

    That is the learner's own workbook, and where it is not there, the copy that was made last.
    """
    if not is_copy(path):
        return None
    same = [
        file
        for file in files
        if own_stem(file).casefold() == own_stem(path).casefold()
        and file.suffix.casefold() in SUFFIXES
        and file.is_file()
    ]
    taken = max(same, key=lambda file: (not is_copy(file), copy_number(file)))
    return None if taken == path else taken


def _open_elsewhere(path: Path) -> list[str]:
    """What is said of a workbook that somebody is typing into right now."""
    marks = {"Excel": f"~${path.name}", "LibreOffice": f"{_LOCK}{path.name}#"}
    there = (program for program, mark in marks.items() if path.with_name(mark).is_file())
    return [_is_open(path.name, program) for program in there]


def _is_open(book: str, program: str) -> str:
    return f"{book} is open in {program}; changes that are not saved yet are not seen."


def _copy_alone(path: Path) -> list[str]:
    """What is said of a copy that lies where copies are put, far from the files that it names."""
    if not is_copy(path) or not all(map(is_copy, _listed(path.parent))):
        return []
    return [
        f"{path.name} is not in the learner's folder, so the files that it names cannot be found. "
        f"Corrected, put it there in place of {own_stem(path)}{path.suffix}."
    ]


def _passed_copy(copy: Path, taken: Path) -> str:
    what = "shows what to fix in" if not is_copy(taken) else "is an earlier copy than"
    return (
        f"{copy.parent.name}/{copy.name} {what} {taken.name} and was passed over: {taken.name} was taken. "
        f"If the corrections are in {copy.name}, put it in place of {taken.name}."
    )


def _is_read(marks: Path, files: list[Path]) -> bool:
    """Whether a marks workbook has its name: a copy such as `marks-8585-301 (1).xlsx` is nobody's marks."""
    name = _MARKS_NAME.fullmatch(marks.name)
    stems = {own_stem(file).casefold() for file in files if file.suffix.casefold() in SUFFIXES}
    return name is not None and (name["learner"] is None or name["learner"].casefold() in stems)


def _no_file(path: Path) -> str:
    """Why something that is called like a workbook is none."""
    is_gone = path.is_symlink() and not path.exists()
    what = "a link to nothing" if is_gone else "a folder" if path.is_dir() else "no ordinary file"
    return f"{path.parent.name}/{path.name} is {what} and was passed over."


def _learners_in(folder: Path, notes: list[str]) -> list[Path]:
    """The workbooks of a folder among others, which keeps nobody waiting when it is empty or closed."""
    try:
        found = list(_candidates(folder, notes))
    except UnreadableInput as closed:
        notes.append(f"{closed.message} It was passed over. {closed.remedy}")
        return []
    notes += () if found else [_without_workbook(folder)]
    return found


def _instead(folder: Path, notes: list[str]) -> str:
    """What a learner's workbook is, and what was found in its place: nobody else tells these notes."""
    said = ["A learner's workbook is an Excel file (.xlsx)."]
    if folder.suffix.casefold() in SUFFIXES:
        said.append("This is a folder, in spite of its name.")
    said += notes[:_TOLD]
    if len(notes) > _TOLD:
        said.append(f"And {len(notes) - _TOLD} more like these.")
    return " ".join(said)


def _may_be_learner(path: Path) -> bool:
    try:
        return path.is_dir() and not path.name.startswith(".") and not (path / STATE).is_dir()
    except OSError:  # it may not be looked into, which is told when it is
        return True


def _without_workbook(folder: Path) -> str:
    said = f"The folder {folder.name} holds no learner's workbook and was passed over."
    return " ".join([said, *map(_as_excel, _other_spreadsheets(folder))])


def _other_spreadsheets(folder: Path) -> list[Path]:
    suffixes = _OTHER_SPREADSHEETS
    return [
        path
        for path in _listed(folder)
        if path.suffix.casefold() in suffixes and path.is_file() and not path.name.startswith((".", "~$"))
    ]


def _as_excel(path: Path) -> str:
    return f"If {path.name} is a learner's workbook, save it as an Excel workbook (.xlsx)."


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise UnreadableInput(
            f"The folder {folder} cannot be looked into: {error.strerror or error}.",
            "Check that you may read it.",
        ) from error
