"""`ilmdocs units`: the units and every rule with the sentence it comes from."""

from __future__ import annotations

import textwrap

import click

from ilmdocs.cli.options import json_option, print_json
from ilmdocs.model.unit import RuleBook, Unit


@click.command("units")
@click.argument("unit_id", metavar="[UNIT]", required=False)
@json_option
def command(unit_id: str | None, as_json: bool) -> None:
    """Show all units, or the criteria and rules of UNIT.

    \b
    Examples:
      ilmdocs units
      ilmdocs units 8585-301
    """
    from ilmdocs.library import load_library
    from ilmdocs.report.data import envelope, unit_data
    from ilmdocs.templates_path import templates_folder

    library = load_library(templates_folder())
    units = [library.unit(unit_id)] if unit_id else list(library.units.values())
    if as_json:
        print_json(envelope("ilmdocs.units/1", units=[unit_data(unit) for unit in units]))
    elif unit_id:
        click.echo(_details(units[0]))
    else:
        for unit in units:
            click.echo(f"{unit.id:<12} Level {unit.level}  {unit.title}")


def _details(unit: Unit) -> str:
    lines = [f"{unit.id}  {unit.title}", f"{unit.qualification_title}, level {unit.level}", ""]
    for outcome in unit.outcomes:
        lines.append(outcome.title)
        for criterion in outcome.criteria:
            lines += textwrap.wrap(
                f"{criterion.id}  {criterion.text}", 79, initial_indent="  ", subsequent_indent="       "
            )
    lines += ["", "Rules", ""]
    for rule in unit.rules:
        whole = "whole portfolio" if rule.workbook is RuleBook.INTAKE else "assessor's marks"
        about = f"AC {rule.criterion}" if rule.criterion else whole
        options = ", ".join(f"{key} = {_plain(value)}" for key, value in rule.options.items())
        lines.append(f"{rule.id}  [{rule.severity}]  {about}")
        lines += textwrap.wrap(
            f"Checked by {rule.check}" + (f": {options}" if options else ""), 79,
            initial_indent="    ", subsequent_indent="    ",
        )  # fmt: skip
        said = (
            f"“{rule.source.quote}”  ({rule.source.file})" if rule.source else f"Our own rule: {rule.derived}"
        )
        lines += [*textwrap.wrap(said, 79, initial_indent="    ", subsequent_indent="    "), ""]
    return "\n".join(lines)


def _plain(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
