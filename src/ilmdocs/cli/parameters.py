"""What may be typed for an argument or an option: paths, units, days."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from ilmdocs.errors import UnreadableInput, UnwritableOutput


class InputPath(click.ParamType[Path]):
    """A file or folder that is read, so it must be there; every command says so in the same words."""

    name = "path"

    def __init__(self, *, what: str = "file or folder", otherwise: str = "") -> None:
        """Say what is wanted and, where nothing is there yet, how somebody comes by it (`otherwise`)."""
        self._what = what
        self._otherwise = f" {otherwise}" if otherwise else ""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Refuse what is not there."""
        path = Path(value)
        if not path.exists():
            raise UnreadableInput(
                f"There is no {self._what} {path}.",
                f"Check the spelling.{_neighbour(path)}{self._otherwise}",
            )
        if (self._what == "folder" and not path.is_dir()) or (self._what == "file" and path.is_dir()):
            raise UnreadableInput(f"{path} is not a {self._what}.", "Check the spelling.")
        if not path.is_file() and not path.is_dir():  # a device or a pipe would keep its reader waiting
            raise UnreadableInput(f"{path} is neither a file nor a folder.", "Check the spelling.")
        return path

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Leave it to the shell, which knows the files."""
        return [CompletionItem(incomplete, type="dir" if self._what == "folder" else "file")]


def _neighbour(path: Path) -> str:
    """` Did you mean X?` with what lies where the path leads, or an empty string."""
    from ilmdocs.suggest import suggestion

    try:
        there = [entry.name for entry in path.parent.iterdir() if not entry.name.startswith((".", "~$"))]
    except OSError:
        return ""
    return suggestion(path.name, there)


class OutputFolder(click.ParamType[Path]):
    """A folder that is written to; it need not be there yet."""

    name = "folder"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Refuse a file of that name."""
        path = Path(value)
        if path.exists() and not path.is_dir():
            raise UnwritableOutput(f"{path} is a file, not a folder.", "Choose another name.")
        return path

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Leave it to the shell, which knows the folders."""
        return [CompletionItem(incomplete, type="dir")]


class NewFile(click.ParamType[Path]):
    """A file that is to be written."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Take any name; whether it can be written shows when it is."""
        return Path(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Leave it to the shell, which knows the files."""
        return [CompletionItem(incomplete, type="file")]


class UnitName(click.ParamType[str]):
    """A unit's id; whether there is such a unit is decided where a centre's own ones are known."""

    name = "unit"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take it as it is typed."""
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The built-in units whose id holds what was typed so far: 301 is enough for 8585-301."""
        from ilmdocs.library import load_library
        from ilmdocs.templates_path import templates_folder

        units = load_library(templates_folder()).units.values()
        return [CompletionItem(unit.id, help=unit.title) for unit in units if incomplete in unit.id]


class Day(click.ParamType[date]):
    """A day, typed as people or programs write it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Refuse what is no day."""
        if isinstance(value, date):
            return value
        for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(value, pattern).date()
            except ValueError:
                continue
        self.fail(f"{value} is not a date. Type it as 2026-03-04 or 04/03/2026.", param, ctx)
