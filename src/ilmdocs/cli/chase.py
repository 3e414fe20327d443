"""`ilmdocs chase`: a note for each person who still owes something."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ilmdocs.cli.options import json_of, print_json, shown, today_option
from ilmdocs.cli.parameters import InputPath
from ilmdocs.cli.settings import centre_option
from ilmdocs.model.centre import Centre


@click.command("chase")
@click.argument("output", type=InputPath(what="folder"), default=Path("output"), metavar="[FOLDER]")
@centre_option
@today_option
@json_of("ilmdocs.chase/1")
def command(output: Path, centre: Centre, today: date, as_json: bool) -> None:
    """Write a note for each person who still owes something to the learners of an output folder.

    E-mail drafts where the address is known, Word letters otherwise, and one page about all of them. A
    client is never named: a client's note goes through the learner.

    \b
    Examples:
      ilmdocs chase                  the learners in the folder output
      ilmdocs chase output --json    who owes what, for another program; writes nothing
    """
    from ilmdocs.chase import chase_notes
    from ilmdocs.chasing import CHASE, describe, named_notes, notes_data, write_notes
    from ilmdocs.journal import STATE, read_cohort
    from ilmdocs.lock import output_lock

    cohort = read_cohort(output)
    named = named_notes(chase_notes(cohort, centre, today=today))
    if as_json:
        print_json(notes_data(named))
        return
    with output_lock(output / STATE):
        overview, *_ = write_notes(cohort, centre, output / CHASE, today=today)
    click.echo(describe(named))
    click.echo(f"\nAll of them on one page:  {shown(overview)}")
