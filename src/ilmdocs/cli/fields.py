"""`ilmdocs fields`: the schema of the intake workbook."""

from __future__ import annotations

import click

from ilmdocs.cli.options import json_of, print_json
from ilmdocs.cli.settings import centre_options
from ilmdocs.model.centre import Centre


@click.command("fields")
@centre_options
@json_of("ilmdocs.fields/1")
def command(centre: Centre, as_json: bool) -> None:
    """Show every sheet and field of the intake workbook.

    \b
    Examples:
      ilmdocs fields
      ilmdocs fields --json   headings, cells, types and choices, for another program
    """
    from ilmdocs.forms import printed_fields
    from ilmdocs.library import load_library
    from ilmdocs.templates_path import templates_folder
    from ilmdocs.workbook.describe import fields_json

    library = load_library(templates_folder(), centre)
    printed = {unit.id: printed_fields(library.pack(unit), unit) for unit in library.units.values()}
    data = fields_json(library.required, library.used, printed)
    if as_json:
        print_json(data)
        return
    for sheet in data["sheets"]:
        click.echo(f"\n{sheet['name']}  ({sheet['layout']})")
        for field in sheet["fields"]:
            needed = f"  required for {', '.join(field['required_for'])}" if field["required_for"] else ""
            click.echo(f"  {field['id']:<26} {field['type']:<9} {field['heading']}{needed}")
