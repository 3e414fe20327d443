"""`ilmdocs init`: a settings file for a centre, every setting explained and none in force."""

from __future__ import annotations

from pathlib import Path

import click

from ilmdocs.cli.options import json_of, print_json, relative, shown
from ilmdocs.cli.parameters import OutputFolder
from ilmdocs.errors import UnwritableOutput


@click.command("init")
@click.argument("folder", required=False, metavar="[FOLDER]", type=OutputFolder(), default=Path())
@json_of("ilmdocs.init/1")
def command(folder: Path, as_json: bool) -> None:
    """Write centre.toml, the settings of your centre, into FOLDER or the current folder.

    Every setting is explained in it and none is in force, so that nothing changes until you choose to. A file
    that is there already is kept as it is.

    \b
    Examples:
      ilmdocs init
      ilmdocs init "our centre"
    """
    from ilmdocs.atomic import write_atomically
    from ilmdocs.centre import starting_file
    from ilmdocs.model.centre import CENTRE_FILE

    target = folder / CENTRE_FILE
    if target.exists():
        raise UnwritableOutput(
            f"{shown(target)} exists already and is not overwritten.",
            "Change the settings in it, or move it away to start again.",
        )
    write_atomically(target, starting_file(), new=True)
    if as_json:
        from ilmdocs.report.data import envelope

        print_json(envelope("ilmdocs.init/1", file=relative(target)))
        return
    click.echo(f"Written: {shown(target)}")
    click.echo("Open it with Notepad and take away the # in front of each setting that you want to use.")
    click.echo("Then run ilmdocs in the same folder; it says when it uses the file.")
