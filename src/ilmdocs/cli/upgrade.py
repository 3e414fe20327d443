"""`ilmdocs upgrade`: an older workbook becomes one of the newest version, with everything that was typed."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ilmdocs.cli.options import (
    json_of,
    print_json,
    relative,
    require_excel_name,
    shown,
    today_option,
    typed,
)
from ilmdocs.cli.parameters import InputPath
from ilmdocs.cli.settings import centre_options, same_options
from ilmdocs.errors import UnwritableOutput
from ilmdocs.model.centre import Centre

if TYPE_CHECKING:
    from ilmdocs.made import WorkbookUpgraded


@click.command("upgrade")
@click.argument("workbook", type=InputPath(what="file"))
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to write it.")
@centre_options
@today_option
@json_of("ilmdocs.upgrade/1")
def command(workbook: Path, output: Path | None, centre: Centre, today: date, as_json: bool) -> None:
    """Make a workbook of the newest version from an older one. The old one stays as it is.

    Every entry is kept as it was typed, with your own columns, sheets and notes. What else cannot be carried
    over is listed. Both workbooks are read and compared before the new one is written.

    \b
    Examples:
      ilmdocs upgrade my-workbook.xlsx
      ilmdocs upgrade my-workbook.xlsx -o new/my-workbook.xlsx
    """
    from ilmdocs.atomic import write_atomically
    from ilmdocs.executors import Crew
    from ilmdocs.made import Task
    from ilmdocs.orders import FormSource, UpgradeOrder
    from ilmdocs.templates_path import templates_folder
    from ilmdocs.workbook.schema import SCHEMA_VERSION

    target = output or workbook.with_name(f"{workbook.stem} (version {SCHEMA_VERSION}).xlsx")
    require_excel_name(target)
    order = UpgradeOrder(today, FormSource(templates_folder(), centre))
    with closing(Crew(1).run((Task(0, workbook),), order)) as crew:
        made = next(iter(crew))
    if made.error is not None:
        raise made.error
    if made.version == made.newest:
        _say_nothing_to_do(workbook, made, as_json=as_json)
        return
    if target.exists():
        raise UnwritableOutput(
            f"{shown(target)} exists already and is not overwritten.",
            "Choose another name with -o, or move it away.",
        )
    write_atomically(target, made.data, new=True)
    if as_json:
        _print_data(workbook, target, made)
        return
    click.echo(f"Written: {shown(target)}\n")
    click.echo(_told(made))
    if target.parent.resolve() == workbook.parent.resolve():
        click.echo(f"\nKeep one workbook in a learner's folder: move {shown(workbook)} away.")
    click.echo(f"Next:  ilmdocs check {typed(target)}{same_options()}")


def _say_nothing_to_do(workbook: Path, made: WorkbookUpgraded, *, as_json: bool) -> None:
    if as_json:
        _print_data(workbook, None, made)
        return
    click.echo(f"{shown(workbook)} is of the newest version ({made.newest}); nothing to do.")
    click.echo(f"Next:  ilmdocs check {typed(workbook)}{same_options()}")


def _told(made: WorkbookUpgraded) -> str:
    from ilmdocs.text.standing import plural

    own = [plural(made.notes, "note")] if made.notes else []
    own += [plural(made.columns, "column") + " of your own"] if made.columns else []
    own += (
        [f"your own {'sheet' if len(made.sheets) == 1 else 'sheets'} {', '.join(made.sheets)}"]
        if made.sheets
        else []
    )
    kept = ", ".join([plural(made.cells, "filled cell"), *own])
    was = f"version {made.version}" if made.version else "a workbook that does not say its version"
    return (
        f"From {was} to version {made.newest}.\n"
        f"Kept: {kept}.\n"
        f"{_not_carried(made)}"
        f"Compared: the same entries in the same order, the same {plural(made.findings, 'finding')}.\n"
        "New: the sheet Progress, which counts while you type; a column at the end of each sheet that\n"
        "says whether a row is complete; tinted cells where something is missing; locked headings.\n"
        "Your old workbook is as it was."
    )


def _not_carried(made: WorkbookUpgraded) -> str:
    return "".join(f"Not carried over: {what}.\n" for what in made.left_out)


def _print_data(workbook: Path, target: Path | None, made: WorkbookUpgraded) -> None:
    from ilmdocs.report.data import envelope

    print_json(
        envelope(
            "ilmdocs.upgrade/1",
            file=relative(workbook),
            written=relative(target) if target else None,
            from_version=made.version or None,
            to_version=made.newest,
            cells=made.cells,
            notes=made.notes,
            columns=made.columns,
            sheets=list(made.sheets),
            findings=made.findings,
            not_carried=list(made.left_out),
        )
    )
