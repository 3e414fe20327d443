"""Puts files that were chosen together, without their folders, where the workbook among them names them.

A browser's window for choosing files takes them from one folder only and tells nothing of it, so that
"photos/flip chart.jpg" comes in as "flip chart.jpg".
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from ilmdocs.entries import entry_named, folded_name
from ilmdocs.unwritable import unwritable
from ilmdocs.zip_entries import holds_unsafe_characters, is_placed


def place_named(folder: Path, missing: Sequence[str]) -> int:
    """Copy files to where cells name them, below the folder in which all of them lie.

    Nothing is placed when what came has folders of its own, and no file of which it is not certain that it is
    the one that is meant.

    Args:
        folder: what was dropped.
        missing: the names in the workbook's cells of which no file is there, as typed.

    Returns:
        How many files were placed.

    Raises:
        UnwritableOutput: when there is no room for them.
    """
    if not all(entry.is_file() for entry in folder.iterdir()):
        return 0
    placed = 0
    for place, file in _certain(folder, missing):
        target = folder.joinpath(*place.parts)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
            placed += 1
        except (FileExistsError, NotADirectoryError):
            continue  # a file that came has the name of the folder
        except OSError as error:
            raise unwritable(
                error, "The files cannot be put where the workbook names them", target
            ) from error
    return placed


def _certain(folder: Path, missing: Sequence[str]) -> Iterator[tuple[PurePosixPath, Path]]:
    """Where each file belongs of which one alone can be meant."""
    named = {folded_name(name): name for name in (typed.strip().replace("\\", "/") for typed in missing)}
    places = [PurePosixPath(name) for name in named.values() if _is_safe(name)]
    wanted = Counter(folded_name(place.name) for place in places)
    for place in places:
        file = entry_named(folder, place.name)
        if file is None or wanted[folded_name(place.name)] > 1:
            continue
        second = place.with_stem(f"{place.stem} (2)").name  # how a second one of the same name is called here
        if entry_named(folder, second) is None or folded_name(second) in wanted:
            yield place, file


def _is_safe(name: str) -> bool:
    return is_placed(name) and not holds_unsafe_characters(name)
