"""`ilmdocs new`: a blank (or sample) intake workbook, and a Word document for each written unit."""

from __future__ import annotations

from pathlib import Path

import click

from ilmdocs.cli.options import json_of, print_json, relative, require_excel_name, shown, typed
from ilmdocs.cli.parameters import NewFile, UnitName
from ilmdocs.cli.settings import centre_options, same_options
from ilmdocs.errors import UnwritableOutput
from ilmdocs.model.centre import Centre
from ilmdocs.model.unit import Unit


@click.command("new")
@click.argument("units", nargs=-1, required=True, metavar="UNIT...", type=UnitName())
@click.option("-o", "--output", type=NewFile(), metavar="FILE", help="Where to write it.")
@centre_options
@click.option("--sample", is_flag=True, help="Fill it with a complete fictional learner.")
@click.option("--no-answers", is_flag=True, help="Make no Word documents: answers are typed into cells.")
@json_of("ilmdocs.new/1")
def command(
    units: tuple[str, ...],
    output: Path | None,
    centre: Centre,
    sample: bool,
    no_answers: bool,
    as_json: bool,
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
    from ilmdocs.blank import answers_name, blank_workbook, sample_workbook, workbook_name, written_units
    from ilmdocs.library import load_library
    from ilmdocs.templates_path import templates_folder

    library = load_library(templates_folder(), centre)
    chosen = [library.unit(unit_id) for unit_id in dict.fromkeys(units)]
    target = output or Path(workbook_name(chosen, kind="sample" if sample else "intake"))
    if not target.is_dir():
        require_excel_name(target)
    if target.exists():
        raise UnwritableOutput(
            f"{target} exists already and is not {'a workbook' if target.is_dir() else 'overwritten'}.",
            "Choose another name with -o, or move it away.",
        )
    written = [] if sample or no_answers else written_units(chosen)
    data = sample_workbook(library, chosen) if sample else blank_workbook(library, chosen, written)
    write_atomically(target, data, new=True)
    answers = [(target.parent / answers_name(unit), unit) for unit in written]
    made = [path for path, unit in answers if _write_answers(unit, path)]
    if as_json:
        from ilmdocs.report.data import envelope

        documents = [{"file": relative(path), "written": path in made} for path, _ in answers]
        print_json(envelope("ilmdocs.new/1", workbook=relative(target), documents=documents))
        return
    click.echo(f"Written: {shown(target)}")
    for path, _ in answers:
        if path in made:
            click.echo(f"Written: {shown(path)}, to write the answers in with Word")
        else:
            click.echo(f"Kept as it is: {shown(path)}")
    if sample:
        click.echo("The learner in it is fictional.")
    else:
        click.echo("Open it in Excel, read the sheet Guide, fill in the tinted cells and save it.")
    click.echo(f"Next:  ilmdocs check {typed(target)}{same_options()}")


def _write_answers(unit: Unit, path: Path) -> bool:
    """Write the document to answer in, unless one is there; whether it was written."""
    from ilmdocs.answers import create_answers
    from ilmdocs.atomic import write_atomically

    if path.exists():
        return False
    write_atomically(path, create_answers(unit), new=True)
    return True
