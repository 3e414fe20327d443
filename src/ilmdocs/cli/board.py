"""`ilmdocs board`: how all learners of an output folder stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ilmdocs.cli.options import json_of, print_json, shown, today_option
from ilmdocs.cli.parameters import InputPath
from ilmdocs.cli.settings import centre_option
from ilmdocs.model.centre import Centre


@click.command("board")
@click.argument("output", type=InputPath(what="folder"), default=Path("output"), metavar="[FOLDER]")
@centre_option
@today_option
@json_of("ilmdocs.cohort/1")
def command(output: Path, centre: Centre, today: date, as_json: bool) -> None:
    """Bring the cohort board of an output folder up to date: cohort.html and cohort.xlsx.

    Every build of several learners does so too; this counts the days to submission anew.

    \b
    Examples:
      ilmdocs board                  the learners in the folder output
      ilmdocs board output --json    for another program
    """
    from ilmdocs.board import write_board
    from ilmdocs.journal import STATE, Journal, cohort_of
    from ilmdocs.lock import output_lock
    from ilmdocs.report.cohort import cohort_data
    from ilmdocs.text.standing import cohort_sentence

    records = Journal(output).records
    cohort = cohort_of(records, output)
    if as_json:
        print_json(cohort_data(cohort, today))
        return
    with output_lock(output / STATE):
        paths = write_board(records, output, today, centre)
    click.echo(cohort_sentence(cohort))
    for path in paths:
        click.echo(f"  {shown(path)}")
