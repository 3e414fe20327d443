"""Options that several commands share, and the few ways in which commands print."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ilmdocs.cli.parameters import Day, UnitName
from ilmdocs.errors import OurFault, UsageProblem, in_sight

if TYPE_CHECKING:
    from ilmdocs.library import Library
    from ilmdocs.model.centre import Centre

F = TypeVar("F", bound=Callable[..., Any])


def today_option(function: F) -> F:
    """`--today`: the day that checks take for today."""
    return click.option(
        "--today",
        type=Day(),
        default=lambda: datetime.now().astimezone().date(),
        show_default="the computer's date",
        help="The date that checks take for today. Never printed or stored.",
    )(function)


def drawn_on_option(function: F) -> F:
    """`--today` of something that is recorded with its day."""
    return click.option(
        "--today",
        type=Day(),
        default=lambda: datetime.now().astimezone().date(),
        show_default="the computer's date",
        help="The day of the draw, which the record names.",
    )(function)


def unit_option(function: F) -> F:
    """`--unit`: some of the units of a workbook."""
    return click.option(
        "--unit",
        "only",
        multiple=True,
        type=UnitName(),
        metavar="UNIT",
        help="Look at this unit only (may be repeated).",
    )(function)


class JsonOption(click.Option):
    """`--json` of a command that says which schema its data follow; the reference is written from it."""

    def __init__(self, *names: Any, schema: str, **settings: Any) -> None:
        super().__init__(*names, **settings)
        self.schema = schema


def json_of(schema: str) -> Callable[[F], F]:
    """`--json`: data alone on stdout, of this schema (such as `ilmdocs.check/1`)."""
    return click.option(
        "--json",
        "as_json",
        cls=JsonOption,
        schema=schema,
        is_flag=True,
        help=f"Print data for other programs ({schema}).",
    )


def engine_option(function: F) -> F:
    """`--engine`: what turns Word documents into PDF."""
    return click.option(
        "--engine",
        metavar="ENGINE",
        default="auto",
        show_default=True,
        help="What turns Word documents into PDF: auto, libreoffice or embedded.",
    )(function)


def jobs_option(function: F) -> F:
    """`--jobs`: how many worker processes."""
    return click.option(
        "--jobs",
        type=click.IntRange(1, 64),
        metavar="NUMBER",
        help="How many learners' portfolios are made side by side.  [default: one for each core]",
    )(function)


def print_json(data: Mapping[str, object]) -> None:
    """Print data, and nothing else, on stdout.

    Raises:
        OurFault: when the data do not follow the schema that the command's `--json` names.
    """
    context = click.get_current_context(silent=True)
    for option in context.command.params if context else ():
        if isinstance(option, JsonOption) and option.schema != data.get("schema"):
            raise OurFault(f"The data follow {data.get('schema')}, not {option.schema}.")
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def learners(paths: Sequence[Path], only: Sequence[str], centre: Centre) -> tuple[Library, tuple[Path, ...]]:
    """What a command that takes learners works with: units and forms, and the workbooks; notes are told."""
    from ilmdocs.library import load_library
    from ilmdocs.templates_path import templates_folder

    library = load_library(templates_folder(), centre)
    for unit_id in only:
        library.unit(unit_id)
    return library, workbooks_of(paths)


def workbooks_of(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The learners' workbooks that the command line names; what was passed over is told."""
    from ilmdocs.discover import find_workbooks

    found = find_workbooks(paths)
    for note in found.notes:
        click.echo(f"Note: {in_sight(note)}", err=True)
    return found.workbooks


def passed_over(files: Sequence[Path], units: tuple[str, ...], *, all_of_them: bool) -> None:
    """Say which workbooks `--unit` left out; when nothing is left, the command line was wrong."""
    asked = " or ".join(units)
    for file in files:
        click.echo(f"Note: {shown(file)} does not include {asked} and was left out.", err=True)
    if files and all_of_them:
        raise UsageProblem(
            f"Nothing includes the unit {asked}.", "Leave --unit out, or choose it on the sheet Units."
        )


def require_excel_name(target: Path) -> None:
    """Refuse a name for a new workbook that Excel would not open.

    Raises:
        UsageProblem: when it does not end in .xlsx.
    """
    if target.suffix.casefold() != ".xlsx":
        raise UsageProblem(
            f"{target} would not open in Excel.",
            f"Type a name that ends in .xlsx: {target.with_suffix('.xlsx')}",
        )


def typed(path: Path) -> str:
    """A path as it has to be typed on a command line: in quotation marks when it needs them."""
    word = shown(path)
    return word if re.fullmatch(r"[\w./:\\+-]+", word) else f'"{word}"'


def shown(path: Path) -> str:
    """A path for people's eyes: as `relative`, and nothing in it steers the terminal."""
    return in_sight(relative(path) or ".").replace("\n", "\ufffd")


def relative(path: Path | None) -> str | None:
    """A path as other programs get it: relative to the current folder where it can be, with `/`."""
    if path is None:
        return None
    absolute = path.resolve()
    here = Path.cwd().resolve()
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else absolute.as_posix()
