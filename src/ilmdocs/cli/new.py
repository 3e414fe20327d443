"""`ilmdocs new`: a blank (or sample) intake workbook, and a Word document for each written unit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from ilmdocs.cli.options import require_excel_name, shown, typed
from ilmdocs.cli.settings import centre_options, same_options
from ilmdocs.errors import UnwritableOutput
from ilmdocs.model.centre import Centre
from ilmdocs.model.submission import Value
from ilmdocs.model.unit import Regime, Unit


@click.command("new")
@click.argument("units", nargs=-1, required=True, metavar="UNIT...")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to write it.")
@centre_options
@click.option("--sample", is_flag=True, help="Fill it with a complete fictional learner.")
@click.option("--no-answers", is_flag=True, help="Make no Word documents: answers are typed into cells.")
def command(
    units: tuple[str, ...], output: Path | None, centre: Centre, sample: bool, no_answers: bool
) -> None:
    """Make an intake workbook for one or more units, and a Word document for the answers of each written one.

    A Word document that is there already is kept as it is.

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
    if not target.is_dir():
        require_excel_name(target)
    if target.exists():
        raise UnwritableOutput(
            f"{target} exists already and is not {'a workbook' if target.is_dir() else 'overwritten'}.",
            "Choose another name with -o, or move it away.",
        )
    written = [] if sample or no_answers else [unit for unit in chosen if unit.regime is not Regime.PORTFOLIO]
    rows = rows_for([unit.id for unit in chosen]) if sample else _known(written, centre)
    data = create_workbook(
        chosen, rows=rows, required=library.required, used=library.used, aims=library.aims(chosen)
    )
    write_atomically(target, data, new=True)
    click.echo(f"Written: {shown(target)}")
    for unit in written:
        _write_answers(unit, target.parent)
    if sample:
        click.echo("The learner in it is fictional.")
    else:
        click.echo("Open it in Excel, read the sheet Guide, fill in the tinted cells and save it.")
    click.echo(f"Next:  ilmdocs check {typed(target)}{same_options()}")


def _known(written: Sequence[Unit], centre: Centre) -> dict[str, list[dict[str, Value]]]:
    """What a blank workbook says already: the documents to write in, and the centre where it has settings."""
    own = {"centre_name": centre.name, "centre_number": centre.number}
    learner: dict[str, Value] = {name: value for name, value in own.items() if value}
    return {"Narrative": _named(written), **({"Learner": [learner]} if learner else {})}


def _named(units: Sequence[Unit]) -> list[dict[str, Value]]:
    """The rows of the Narrative sheet that name the documents; a unit is typed where there are several."""
    return [{"file": _file_name(unit), **({"units": (unit.id,)} if len(units) > 1 else {})} for unit in units]


def _write_answers(unit: Unit, folder: Path) -> None:
    from ilmdocs.answers import create_answers
    from ilmdocs.atomic import write_atomically

    path = folder / _file_name(unit)
    if path.exists():
        click.echo(f"Kept as it is: {shown(path)}")
        return
    write_atomically(path, create_answers(unit), new=True)
    click.echo(f"Written: {shown(path)}, to write the answers in with Word")


def _file_name(unit: Unit) -> str:
    return f"answers-{unit.id}.docx"
