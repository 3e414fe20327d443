"""`ilmdocs units`: the units and every rule with the sentence it comes from."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from ilmdocs.cli.options import json_of, print_json
from ilmdocs.cli.settings import centre_options
from ilmdocs.model.centre import Centre
from ilmdocs.model.unit import Rule, RuleBook, Unit


@click.command("units")
@click.argument("unit_id", metavar="[UNIT]", required=False)
@centre_options
@json_of("ilmdocs.units/1")
def command(unit_id: str | None, centre: Centre, as_json: bool) -> None:
    """Show all units, or the criteria and rules of UNIT.

    \b
    Examples:
      ilmdocs units
      ilmdocs units 8585-301
    """
    from ilmdocs.library import load_library
    from ilmdocs.report.data import envelope, unit_data
    from ilmdocs.templates_path import templates_folder

    library = load_library(templates_folder(), centre)
    units = [library.unit(unit_id)] if unit_id else list(library.units.values())
    if as_json:
        print_json(envelope("ilmdocs.units/1", units=[unit_data(unit) for unit in units]))
    elif unit_id:
        click.echo(_details(units[0]))
    else:
        for unit in units:
            click.echo(_line(unit))


def _line(unit: Unit) -> str:
    head = f"{unit.id:<12} Level {unit.level}  "
    title = f"{unit.title} (printed as {unit.name})" if unit.name != unit.id else unit.title
    return textwrap.fill(head + title, 79, subsequent_indent=" " * len(head))


def _details(unit: Unit) -> str:
    lines = [*_wrapped(f"{unit.name}  {unit.title}"), f"{unit.qualification_title}, level {unit.level}"]
    lines += [line for text in _figures(unit) for line in _wrapped(text)]
    lines.append("")
    for outcome in unit.outcomes:
        lines += _wrapped(outcome.title)
        for words in (outcome.heading and f"Sub-heading: {outcome.heading}", outcome.task):
            lines += _wrapped(words, first=2) if words else []
        for criterion in outcome.criteria:
            marks = f" ({criterion.marks} marks, {criterion.least_marks} needed)" if criterion.marks else ""
            lines += _wrapped(f"{criterion.number}  {criterion.text}{marks}", first=2, then=7)
    lines += ["", "Rules", ""]
    for rule in unit.rules:
        lines += _rule(rule)
    return "\n".join(lines)


def _figures(unit: Unit) -> Iterator[str]:
    """What the unit asks for in numbers, a sentence each."""
    from ilmdocs.report.text import hours

    if unit.name != unit.id:
        yield f"Called {unit.id} in files and workbooks."
    if unit.hours is not None:
        which = [
            f"with clients at level {' or '.join(unit.hours.levels)}" if unit.hours.levels else "",
            "one to one" if unit.hours.one_to_one else "",
            "after the contract was signed" if unit.hours.contracted else "",
        ]
        counting = ", ".join(word for word in which if word)
        yield f"Practice: {hours(unit.hours.minutes)}" + (
            f"; sessions count {counting}." if counting else "."
        )
    if unit.total_marks is not None:
        yield f"Marks: {unit.total_marks} in total; each criterion needs at least half of its own."
    if unit.suggested_words is not None:
        yield "Suggested length: {:,} to {:,} words.".format(*unit.suggested_words)
    if unit.effort_hours is not None:
        yield f"Suggested effort: {unit.effort_hours} hours."
    yield f"Parts, in their order: {', '.join(unit.order)}."
    if unit.unknown_criteria:
        yield unit.unknown_criteria


def _rule(rule: Rule) -> Iterator[str]:
    whole = "whole portfolio" if rule.workbook is RuleBook.INTAKE else "assessor's marks"
    about = f"AC {rule.criterion}" if rule.criterion else whole
    options = ", ".join(f"{key} = {_plain(value)}" for key, value in rule.options.items())
    yield f"{rule.id}  [{rule.severity}]  {about}"
    yield from _wrapped(f"Checked by {rule.check}" + (f": {options}" if options else ""), first=4)
    said = f"“{rule.source.quote}”  ({rule.source.file})" if rule.source else f"Our own rule: {rule.derived}"
    yield from _wrapped(said, first=4)
    yield ""


def _wrapped(text: str, *, first: int = 0, then: int | None = None) -> list[str]:
    following = " " * (first if then is None else then)
    return textwrap.wrap(text, 79, initial_indent=" " * first, subsequent_indent=following)


def _plain(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
