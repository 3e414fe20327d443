"""`ilmdocs doctor`: what this machine has, what it lacks and how to get it."""

from __future__ import annotations

import click

from ilmdocs.cli.options import json_of, print_json
from ilmdocs.errors import ExitCode


@click.command("doctor")
@json_of("ilmdocs.doctor/1")
def command(as_json: bool) -> None:
    """Say which engines and fonts are here, what is missing and how to get it.

    \b
    Examples:
      ilmdocs doctor
      ilmdocs doctor --json
    """
    from ilmdocs.convert import doctor

    lines = doctor()
    if as_json:
        from ilmdocs.report.data import envelope

        print_json(
            envelope(
                "ilmdocs.doctor/1",
                checks=[
                    {"topic": line.topic, "ok": line.ok, "found": line.found, "remedy": line.remedy or None}
                    for line in lines
                ],
            )
        )
    for line in lines if not as_json else ():
        click.echo(f"{'ok ' if line.ok else '-- '} {line.topic:<22} {line.found}")
        if line.remedy:
            click.echo(f"{'':<27}{line.remedy}")
    usable = all(line.ok for line in lines if line.topic == "engine used (auto)")
    raise SystemExit(int(ExitCode.OK if usable else ExitCode.ENGINE))
