"""The files that a unit is made of: its own, and those with what it has in common with others."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ilmdocs.errors import UnreadableInput
from ilmdocs.units.table import Table

_SHARED = "shared"
"""Folder beside unit files with parts, rules and wording that several units include."""
_SHARED_KEYS = ("include", "wording", "parts", "rules")


def unit_files(path: Path, templates: Path) -> tuple[Path, ...]:
    """All files that a unit is made of: its own, then those that it includes, in their order.

    Args:
        path: the unit's own file, wherever it is.
        templates: the folder of built-in packs, where shared files are looked for as well.

    Raises:
        UnreadableInput: when one of them cannot be read.
    """
    table = Table(read_toml(path), path.name)
    return (path, *included_files(path, table, templates))


def centre_unit_files(centre: Path | None) -> tuple[Path, ...]:
    """The unit files of a centre's own folder: TOML files named after a unit, such as `9990-101.toml`."""
    return tuple(sorted(centre.glob("[0-9][0-9][0-9][0-9]-*.toml"))) if centre is not None else ()


def read_toml(path: Path) -> dict[str, Any]:
    """What a unit file, or a file that it includes, says.

    Raises:
        UnreadableInput: when it is no TOML; names the file.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableInput(f"The unit file {path.name} cannot be read: {error}.") from error


def included_files(
    path: Path, table: Table, templates: Path, read: Callable[[Path], dict[str, Any]] = read_toml
) -> dict[Path, Table]:
    """The shared files that a unit names: beside it, of its own qualification, or those that all units share.

    A shared file may name further ones; each counts once. `read` is `read_toml`, or remembers what it said.

    Returns:
        What each of them says, in their order.

    Raises:
        UnreadableInput: when there is no such file (suggests the nearest), or it cannot be read.
    """
    own = templates / table.text("qualification") / table.text("version")
    common = sorted(templates.glob("common/*"), reverse=True)
    found: dict[Path, Table] = {}
    _take_in(table, [folder / _SHARED for folder in (path.parent, own, *common)], found, read)
    return found


def _take_in(
    table: Table,
    folders: Sequence[Path],
    found: dict[Path, Table],
    read: Callable[[Path], dict[str, Any]],
) -> None:
    """Add what a file names and what that names in turn; a file that was met before is not opened again."""
    for name in table.texts("include"):
        places = (folder / f"{name}.toml" for folder in folders)
        file = next((place for place in places if place.is_file()), None)
        if file is None:
            known = sorted({place.stem for folder in folders for place in folder.glob("*.toml")})
            raise table.unknown("include", name, known)
        if file not in found:
            found[file] = Table(read(file), file.name, _SHARED_KEYS)
            _take_in(found[file], folders, found, read)
