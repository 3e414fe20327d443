"""Annotated copies on disk: how they are named, and that none of a learner's work is ever written over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ilmdocs.atomic import write_atomically
from ilmdocs.errors import UnwritableOutput

COPIES_FOLDER = Path("output/to-fix")
"""Where copies go unless told otherwise: beside the portfolios, in none of their folders."""
_WHAT = "what to fix"
_COPY = re.compile(rf"(?P<own>.+?)(?: - {_WHAT}(?: \((?P<number>\d{{1,6}})\))?)+", re.IGNORECASE | re.DOTALL)
_LONGEST = 180
"""Bytes of a name: with the words of ours it stays below the 255 that file systems take."""


def own_stem(workbook: Path) -> str:
    """The name, without ending, of the workbook that an annotated copy was made from; else a file's own."""
    copy = _COPY.fullmatch(workbook.stem)
    return copy["own"] if copy else workbook.stem


def is_copy(workbook: Path) -> bool:
    """Whether a file is called like an annotated copy."""
    return _COPY.fullmatch(workbook.stem) is not None


def copy_number(workbook: Path) -> int:
    """Which copy of a workbook it is: 1, or what stands in brackets behind the name of a later one."""
    copy = _COPY.fullmatch(workbook.stem)
    return int(copy["number"] or 1) if copy else 0


def original_name(workbook: Path) -> str:
    """What the workbook is called from which a copy was made; a workbook that is no copy has its own name."""
    return f"{own_stem(workbook)}{workbook.suffix}"


def copy_name(workbook: Path) -> str:
    """What the annotated copy of a workbook is called: `Jones - what to fix.xlsx`.

    Args:
        workbook: the workbook's path as it may be told: no client's name in it.
    """
    stem = own_stem(workbook).replace("[", "(").replace("]", ")")  # Excel opens no names with such brackets
    cut = stem.encode("utf-8", "surrogateescape")[:_LONGEST].decode("utf-8", "ignore").rstrip(" .")
    return f"{cut or 'workbook'} - {_WHAT}.xlsx"


def alike(workbooks: Iterable[Path]) -> frozenset[str]:
    """Names, folded, that several workbooks share; their copies begin with the names of their folders."""
    stems = Counter(own_stem(path).casefold() for path in workbooks)
    return frozenset(stem for stem, count in stems.items() if count > 1)


def put_copy(target: Path, data: bytes) -> Path:
    """Write a copy where none is and tell where: what is there may hold corrections, so it stays.

    Where the very same copy is there already, nothing is written.

    Raises:
        UnwritableOutput: when it cannot be written.
    """
    number = 1
    while True:
        path = target if number == 1 else target.with_name(f"{target.stem} ({number}){target.suffix}")
        if not path.exists() and not path.is_symlink():
            write_atomically(path, data, new=True)
            return path
        if _holds(path, data):
            return path
        number += 1


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError as error:
        raise UnwritableOutput(
            f"{path} is there and cannot be read.", "Choose another place with -o."
        ) from error
