"""The folder with the double-click starter: a Python and perhaps a wheel → files, by their names."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePath, PureWindowsPath

READ_ME = "READ ME FIRST.txt"
WINDOWS = "Start ilmdocs.cmd"
MACOS = "start-ilmdocs.command"
LINUX = "start-ilmdocs.sh"
EXAMPLE = "Example workbook.xlsx"
"""A fictional learner's, to be dropped on the page."""

_PYTHON = "{{PYTHON}}"
_KNOWN_FOLDERS = ("LOCALAPPDATA", "APPDATA", "USERPROFILE", "ProgramFiles")
"""Folders of Windows, those within another first: named instead of spelled out, they need no letters that a
command file may get wrong, such as those of somebody's name."""


@dataclass(frozen=True, slots=True)
class StarterFile:
    """A file of the folder; `runs` says whether it must be allowed to run."""

    data: bytes
    runs: bool = False


def starter_files(
    python: PurePath, environment: Mapping[str, str], *, windows: bool
) -> Mapping[str, StarterFile]:
    """The files of a starter folder, by name.

    Args:
        python: the Python in which ilmdocs is installed, with its complete path.
        environment: the variables that name Windows' own folders.
        windows: whether `python` is one of Windows. The starter for the other systems then sets ilmdocs up.
    """
    own = _for_windows(python, environment) if windows else ""
    shell = _read("unix.sh").replace(_PYTHON, "''" if windows else shlex.quote(str(python)))
    script = StarterFile(shell.encode(), runs=True)
    return {
        WINDOWS: StarterFile(_lines_of_windows(_read("windows.cmd").replace(_PYTHON, own))),
        MACOS: script,
        LINUX: script,
        READ_ME: StarterFile(_lines_of_windows(_read("read-me.txt"))),
    }


def _read(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _lines_of_windows(text: str) -> bytes:
    """Text with the line ends that command files and old editors of Windows need."""
    return "\r\n".join(text.splitlines()).encode() + b"\r\n"


def _for_windows(python: PurePath, environment: Mapping[str, str]) -> str:
    """A path as it stands in a command file: below a folder that Windows knows where it can be."""
    path = PureWindowsPath(python)
    for name in _KNOWN_FOLDERS:
        folder = environment.get(name, "")
        if folder and path.is_relative_to(PureWindowsPath(folder)):
            return f"%{name}%\\{_doubled(str(path.relative_to(PureWindowsPath(folder))))}"
    return _doubled(str(path))


def _doubled(text: str) -> str:
    return text.replace("%", "%%")
