"""`ilmdocs new`: a blank (or sample) intake workbook."""

from __future__ import annotations

from pathlib import Path

import click

from ilmdocs.cli.options import relative, templates_option, typed
from ilmdocs.errors import UnwritableOutput, UsageProblem


@click.command("new")
@click.argument("units", nargs=-1, required=True, metavar="UNIT...")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to write it.")
@templates_option
@click.option("--sample", is_flag=True, help="Fill it with a complete fictional learner.")
def command(units: tuple[str, ...], output: Path | None, centre: Path | None, sample: bool) -> None:
    """Make an intake workbook for one or more units.

    \b
    Examples:
      ilmdocs new 8585-301
      ilmdocs new 8585-301 8585-302 -o my-workbook.xlsx
      ilmdocs new 8585-301 --sample -o sample.xlsx
    """
    from ilmdocs.atomic import write_atomically
    from ilmdocs.library import load_library
    from ilmdocs.samples import rows_for
    from ilmdocs.templates_path import templates_folder
    from ilmdocs.workbook.create import create_workbook

    library = load_library(templates_folder(), centre)
    chosen = [library.unit(unit_id) for unit_id in dict.fromkeys(units)]
    target = output or Path(f"{'sample' if sample else 'intake'}-{'-'.join(u.id for u in chosen)}.xlsx")
    if target.suffix.casefold() != ".xlsx" and not target.is_dir():
        raise UsageProblem(
            f"{target} would not open in Excel.",
            f"Type a name that ends in .xlsx: {target.with_suffix('.xlsx')}",
        )
    if target.exists():
        raise UnwritableOutput(
            f"{target} exists already and is not {'a workbook' if target.is_dir() else 'overwritten'}.",
            "Choose another name with -o, or move it away.",
        )
    rows = rows_for([unit.id for unit in chosen]) if sample else None
    data = create_workbook(chosen, rows=rows, required=library.required, used=library.used)
    write_atomically(target, data)
    click.echo(f"Written: {relative(target)}")
    if sample:
        click.echo("The learner in it is fictional.")
    else:
        click.echo("Open it in Excel, read the sheet Guide, fill in the tinted cells and save it.")
    own = f" --templates {typed(centre)}" if centre else ""
    click.echo(f"Next:  ilmdocs check {typed(target)}{own}")
