"""`ilmdocs templates`: list, check and explain form packs."""

from __future__ import annotations

from pathlib import Path

import click

from ilmdocs.cli.options import json_of, print_json
from ilmdocs.cli.parameters import InputPath
from ilmdocs.errors import ExitCode


@click.group("templates")
def command() -> None:
    """List form packs, check them, or show the fields a form may use.

    \b
    Examples:
      ilmdocs templates list
      ilmdocs templates check "our forms"
      ilmdocs templates fields
    """


@command.command("list")
@json_of("ilmdocs.templates/1")
def list_packs(as_json: bool) -> None:
    """List the built-in forms of every unit.

    \b
    Examples:
      ilmdocs templates list
      ilmdocs templates list --json
    """
    from ilmdocs.library import load_library
    from ilmdocs.report.data import envelope
    from ilmdocs.templates_path import templates_folder

    library = load_library(templates_folder())
    rows = [
        {"unit": unit.id, "form": form, "file": library.pack(unit).path(form).name,
         "official": form in library.pack(unit).official}
        for unit in library.units.values()
        for form in dict.fromkeys(part.form for part in unit.parts if part.form)
    ]  # fmt: skip
    if as_json:
        print_json(envelope("ilmdocs.templates/1", forms=rows))
        return
    for row in rows:
        kind = "official" if row["official"] else "equivalent"
        click.echo(f"{row['unit']:<10} {row['form']:<20} {row['file']:<28} {kind}")


@command.command("check", short_help="Check a folder of forms, or the built-in ones.")
@click.argument("folder", required=False, metavar="[FOLDER]", type=InputPath(what="folder"))
@json_of("ilmdocs.templates-check/1")
def check_folder(folder: Path | None, as_json: bool) -> None:
    """Check forms and units of a folder (or the built-in ones): every problem with its place, in one run.

    \b
    Examples:
      ilmdocs templates check
      ilmdocs templates check "our forms"
    """
    from ilmdocs.forms import check_pack
    from ilmdocs.library import load_library
    from ilmdocs.model.centre import Centre
    from ilmdocs.report.data import envelope
    from ilmdocs.templates_path import templates_folder

    shipped = templates_folder()
    own = folder if folder and not folder.resolve().is_relative_to(shipped.resolve()) else None
    library = load_library(shipped, Centre(pack=own), broken_forms=True)
    units = tuple(library.units.values())
    problems = check_pack(folder or library.templates, library.templates, units, library.used)
    if as_json:
        print_json(envelope("ilmdocs.templates-check/1", problems=[problem.data() for problem in problems]))
    elif problems:
        click.echo("\n".join(str(problem) for problem in problems))
    else:
        click.echo("All templates are in order.")
    raise SystemExit(int(ExitCode.MUST_FINDINGS if problems else ExitCode.OK))


@command.command("fields", short_help="Show every tag that a form may hold.")
@json_of("ilmdocs.template-fields/1")
def fields(as_json: bool) -> None:
    """Show every field that a form may print, with an example of its tag.

    \b
    Examples:
      ilmdocs templates fields
      ilmdocs templates fields --json
    """
    from ilmdocs.forms import template_vocabulary
    from ilmdocs.library import load_library
    from ilmdocs.report.data import envelope
    from ilmdocs.templates_path import templates_folder

    entries = template_vocabulary(tuple(load_library(templates_folder()).units.values()))
    if as_json:
        print_json(envelope("ilmdocs.template-fields/1", fields=[entry.data() for entry in entries]))
        return
    for entry in entries:
        click.echo(f"{{{{ {entry.tag} }}}}".ljust(44) + entry.meaning)
