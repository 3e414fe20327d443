"""`ilmdocs starter`: a folder with a file to double-click, which opens the page in the browser."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import click

from ilmdocs.cli.options import json_of, print_json, relative, shown
from ilmdocs.cli.parameters import InputPath, OutputFolder
from ilmdocs.errors import UsageProblem

_WHEEL = re.compile(r"ilmdocs-[\w.+-]+\.whl")
_HOW = (
    "In the folder of the program (the one with pyproject.toml) this makes one, in the folder wheels:  "
    "python -m pip wheel --no-deps -w wheels ."
)


@click.command("starter")
@click.argument("folder", type=OutputFolder(), metavar="FOLDER")
@click.option(
    "--wheel", type=InputPath(what="file", otherwise=_HOW), metavar="FILE",
    help="The program itself as a wheel (ilmdocs-….whl), so that the folder works on other computers too.",
)  # fmt: skip
@json_of("ilmdocs.starter/1")
def command(folder: Path, wheel: Path | None, as_json: bool) -> None:
    """Write a folder with a starter for Windows, macOS and Linux: a double-click opens the page.

    The starter uses the ilmdocs that is installed here. With --wheel, a computer that has no ilmdocs
    sets it up at the first start; it needs Python (or uv) and, that once, the internet. An example
    workbook about a fictional learner lies beside it, to try everything out.

    \b
    Examples:
      ilmdocs starter "Desktop/ilmdocs"
      ilmdocs starter "For our learners" --wheel wheels/ilmdocs-0.1.0-py3-none-any.whl
    """
    from ilmdocs.atomic import write_atomically
    from ilmdocs.starter import EXAMPLE, READ_ME, StarterFile, starter_files

    made = dict(starter_files(Path(sys.executable), os.environ, windows=os.name == "nt"))
    made[EXAMPLE] = StarterFile(_example())
    if wheel is not None:
        made[_wheel_name(wheel)] = StarterFile(wheel.read_bytes())
    is_new = not folder.exists()
    for name, file in made.items():
        write_atomically(folder / name, file.data, inside=folder)
        (folder / name).chmod(
            0o755 if file.runs else 0o644
        )  # nothing in it is confidential; it is handed out
    if is_new:
        folder.chmod(0o755)
    if as_json:
        from ilmdocs.report.data import envelope

        print_json(envelope("ilmdocs.starter/1", folder=relative(folder), files=sorted(made)))
        return
    click.echo(f"Written: {shown(folder)}")
    for name in made:
        click.echo(f"  {name}")
    click.echo(f"Next: open {shown(folder)} and double-click the starter. {READ_ME} explains it.")
    if wheel is None:
        click.echo("On another computer it needs the program as well: see --wheel.")


def _example() -> bytes:
    """The workbook of a fictional learner, complete, for the first unit that is assessed by a portfolio."""
    from ilmdocs.blank import sample_workbook
    from ilmdocs.library import load_library
    from ilmdocs.model.unit import Regime
    from ilmdocs.templates_path import templates_folder

    library = load_library(templates_folder())
    unit = next(unit for unit in library.units.values() if unit.regime is Regime.PORTFOLIO)
    return sample_workbook(library, [unit])


def _wheel_name(wheel: Path) -> str:
    """The name of a wheel as it goes into the folder.

    Raises:
        UsageProblem: when it is no wheel of ilmdocs; its name says which version it is.
    """
    if _WHEEL.fullmatch(wheel.name) is None:
        raise UsageProblem(
            f"{shown(wheel)} is not a wheel of ilmdocs.",
            _HOW,
        )
    return wheel.name
