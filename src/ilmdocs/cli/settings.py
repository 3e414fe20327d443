"""The options that say which centre's forms and settings hold: `--templates`, `--centre`, `centre.toml`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ilmdocs.cli.options import typed
from ilmdocs.cli.parameters import InputPath

if TYPE_CHECKING:
    from ilmdocs.model.centre import Centre

_TEMPLATES, _CENTRE = "templates", "centre_file"
_FILE: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--centre",
    _CENTRE,
    type=InputPath(what="file"),
    metavar="FILE",
    help="A centre's settings; without it, centre.toml of the current folder if there is one.",
)


def centre_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--templates` and `--centre`; the command gets them as one value, `centre`."""

    @wraps(function)
    def with_centre(*arguments: Any, templates: Path | None, centre_file: Path | None, **others: Any) -> Any:
        return function(*arguments, centre=_settings(templates, centre_file), **others)

    own_forms = click.option(
        "--templates",
        _TEMPLATES,
        type=InputPath(what="folder"),
        metavar="FOLDER",
        help="A centre's own forms and units; what it lacks comes from the built-in ones.",
    )
    return own_forms(_FILE(with_centre))


def centre_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--centre` alone, for a command that fills no forms; it gets the settings as `centre`."""

    @wraps(function)
    def with_centre(*arguments: Any, centre_file: Path | None, **others: Any) -> Any:
        return function(*arguments, centre=_settings(None, centre_file), **others)

    return _FILE(with_centre)


def same_options() -> str:
    """The options about the centre as they were typed, to be repeated in the next command."""
    given = click.get_current_context().params
    options = (("--templates", given.get(_TEMPLATES)), ("--centre", given.get(_CENTRE)))
    return "".join(f" {name} {typed(path)}" for name, path in options if path is not None)


def _settings(templates: Path | None, file: Path | None) -> Centre:
    """The centre's settings; forms named on the command line go before those in the file.

    Raises:
        UnreadableInput: when the file cannot be read or is not allowed as it is.
    """
    from ilmdocs.model.centre import CENTRE_FILE, NO_SETTINGS

    here = Path(CENTRE_FILE)
    if file is None and here.is_file():
        click.echo(f"Note: using {CENTRE_FILE} of this folder.", err=True)
        file = here
    settings = NO_SETTINGS
    if file is not None:
        from ilmdocs.centre import read_centre

        settings = read_centre(file)
    return settings if templates is None else replace(settings, pack=templates)
