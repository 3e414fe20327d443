"""The files that a unit is made of: its own, and those with what it has in common with others."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from ilmdocs.errors import UnreadableInput
from ilmdocs.units.table import Table

_SHARED = "shared"
"""Folder beside unit files with parts, rules and wording that several units include."""


def unit_files(path: Path) -> tuple[Path, ...]:
    """All files that a unit is made of: its own, then those that it includes, in their order.

    Raises:
        UnreadableInput: when one of them cannot be read.
    """
    return (path, *included_files(path, Table(read_toml(path), path.name)))


def read_toml(path: Path) -> dict[str, Any]:
    """What a unit file, or a file that it includes, says.

    Raises:
        UnreadableInput: when it is no TOML; names the file.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableInput(f"The unit file {path.name} cannot be read: {error}.") from error


def included_files(path: Path, table: Table) -> tuple[Path, ...]:
    """The shared files that a unit names: of its own qualification, else those that all units share.

    A shared file may name further ones; each counts once.

    Args:
        path: the unit's own file, which says where its qualification is.
        table: the file that names them.

    Raises:
        UnreadableInput: when there is no such file, or it cannot be read.
    """
    found: list[Path] = []
    for name in table.texts("include"):
        places = [path.parent / _SHARED / f"{name}.toml"]
        places += sorted(path.parents[2].glob(f"common/*/{_SHARED}/{name}.toml"), reverse=True)
        file = next((place for place in places if place.is_file()), None)
        if file is None:
            known = sorted({place.stem for place in path.parents[2].glob(f"*/*/{_SHARED}/*.toml")})
            raise table.unknown("include", name, known)
        found += [file, *included_files(path, Table(read_toml(file), file.name))]
    return tuple(dict.fromkeys(found))
