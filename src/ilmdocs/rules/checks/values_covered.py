"""The rows of a sheet cover certain choices: each of them stands in at least one row.

Options: `sheet`, `field` holds the choice, `values` are the choices that must occur; `one|other` asks for one
of the two. `also` is a field elsewhere (`Sheet.field`) where a choice counts as well. With `within`, a second
field with a choice, those that occur at all must occur for each choice found there; that one occurs nowhere
is another rule's to say. With `backed_by`, a field, a value counts only where a row with it has that field
filled; further rows without it deserve a look. `form` as in `fields-filled`: a document in the form's place
silences the check.

Hit: rows on skills and knowledge, none on behaviours. Miss: a row on each of the three.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ilmdocs.model.finding import Lack, Severity
from ilmdocs.model.goals import ChoicesGoal, Goal
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.case import Case, Found, is_blank
from ilmdocs.rules.columns import is_missing
from ilmdocs.rules.review_links import links_to_nothing
from ilmdocs.rules.wording import listed


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    sheet: str
    field: str
    values: tuple[str, ...]
    within: str = ""
    backed_by: str = ""
    also: str = ""
    form: str = ""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding for absent values, at a blank choice or the heading, and for each unbacked row."""
    if options.form and case.replacements(options.form):
        return
    rows = case.rows(options.sheet)
    if not options.within:
        yield from _absent(case, rows, options, "")
    else:
        for group in dict.fromkeys(row.text(options.within) for row in rows if row.has(options.within)):
            yield from _absent(case, [r for r in rows if r.text(options.within) == group], options, group)
    if options.backed_by:
        for value in options.values:
            yield from _unbacked(case, [r for r in rows if r.text(options.field) == value], options)


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    names = (options.field, options.within, options.backed_by)
    own = tuple(f"{options.sheet}.{name}" for name in names if name)
    return (*own, options.also) if options.also else own


def required(options: Options) -> Iterable[str]:
    """None: one row of several is enough."""
    return ()


def goals(unit: Unit, options: Options) -> Iterable[Goal]:
    """Each choice in a row; what hangs on other rows or sheets cannot be counted."""
    if options.within or options.also:
        return ()
    return (ChoicesGoal(options.sheet, options.field, options.values, options.backed_by),)


def _absent(case: Case, rows: Sequence[Row], options: Options, group: str) -> Iterator[Found]:
    there = {row.text(options.field) for row in rows} | _elsewhere(case, options)
    anywhere = {row.text(options.field) for row in case.rows(options.sheet)}
    asked = [value for value in options.values if not group or anywhere.intersection(value.split("|"))]
    lacking = [value for value in asked if not there.intersection(value.split("|"))]
    if lacking:
        absent = [listed((f"“{one}”" for one in value.split("|")), "or") for value in lacking]
        about = f" about {group}" if group else ""
        blank = next((row for row in rows if is_blank(row, options.field)), None)
        heading = case.submission.heading_at(options.sheet, options.field)
        yield Found(
            blank.at(options.field) if blank else heading,
            f"No row of the sheet {options.sheet}{about} has {listed(absent, 'or')} under "
            f"{case.label(options.sheet, options.field)}.",
            because_of=(
                *_unclear(case, options),
                *case.headings_of_empty(options.sheet),
                *(() if group else (heading,)),
            ),
            missing=tuple(
                Lack(
                    options.sheet, 1, ((options.field, value), *(((options.within, group),) if group else ()))
                )
                for value in lacking[1 if blank else 0 :]  # a blank choice takes the first
            ),
        )


def _elsewhere(case: Case, options: Options) -> set[str]:
    sheet, _, field_id = options.also.partition(".")
    return {row.text(field_id) for row in case.rows(sheet)} if sheet else set()


def _unclear(case: Case, options: Options) -> Iterator[Location]:
    """Cells from which the value may be missing, since nothing that can be read stands there."""
    for row in case.rows(options.sheet):
        yield from (row.at(n) for n in (options.field, options.within) if n and not row.has(n))
    sheet, _, field_id = options.also.partition(".")
    yield from (row.at(field_id) for row in case.rows(sheet) if not row.has(field_id))
    if options.sheet == "SelfReview":
        yield from links_to_nothing(case)


def _unbacked(case: Case, rows: Sequence[Row], options: Options) -> Iterator[Found]:
    blank = [row for row in rows if is_missing(row, options.backed_by)]
    for number, row in enumerate(blank):
        alone = number == 0 and len(blank) == len(rows)
        yield Found(
            row.at(options.backed_by),
            f"{case.label(options.sheet, options.backed_by)} is missing for this row about "
            f"{row.text(options.field)}.",
            severity=None if alone else Severity.SHOULD,
        )
