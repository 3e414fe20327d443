"""The units with criteria, hours, order and rules, each rule with the sentence it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ilmdocs.model.unit import Criterion, Rule, RuleBook, Unit
from ilmdocs.report.text import hours
from ilmdocs.rules.manual import check_summary
from navigation import toctree
from reference_pages.markdown import code, plain, quotation, table


def units_page(units: Sequence[Unit]) -> str:
    """The list of units."""
    rows = [
        (
            f"[{unit.id}](units/{unit.id}.md)",
            plain(unit.title),
            plain(unit.qualification_title),
            str(unit.level),
            _practice(unit),
            str(unit.total_marks or ""),
        )
        for unit in units
    ]
    return (
        "# Units\n\nEvery unit that ilmdocs knows, read from its unit file. `ilmdocs units 8585-301` shows"
        " one in a terminal; a centre can [add its own](../adding-a-unit.md).\n\n"
        + table(("unit", "title", "qualification", "level", "practice", "marks"), rows)
        + "\n"
        + toctree([f"units/{unit.id}" for unit in units], "hidden")
    )


def unit_pages(units: Sequence[Unit]) -> Mapping[str, str]:
    """A page for each unit, by its id."""
    return {unit.id: "\n".join(_page(unit)) for unit in units}


def _page(unit: Unit) -> Iterator[str]:
    yield f"# {plain(unit.name)}: {plain(unit.title)}\n"
    yield f"{plain(unit.qualification_title)}, level {unit.level}. Assessed as {unit.regime.value}.\n"
    yield table(("asked for", ""), _figures(unit))
    yield "## Criteria\n"
    for outcome in unit.outcomes:
        yield f"### {plain(outcome.title)}\n"
        for words in (outcome.heading and f"Sub-heading: {outcome.heading}", outcome.task):
            if words:
                yield f"{plain(words)}\n"
        yield table(("no.", "criterion", "marks"), map(_criterion, outcome.criteria))
    yield "## Order of the parts\n"
    for number, kind in enumerate(unit.order, start=1):
        titles = dict.fromkeys(plain(part.title) for part in unit.parts if part.kind is kind)
        yield f"{number}. {code(kind.value)}{': ' if titles else ''}{', '.join(titles)}"
    yield "\n## Rules\n"
    for rule in unit.rules:
        yield from _rule(rule)


def _figures(unit: Unit) -> Iterator[tuple[str, str]]:
    yield "practice", _practice(unit)
    if unit.hours is not None:
        counting = [
            f"clients at level {' or '.join(unit.hours.levels)}" if unit.hours.levels else "",
            "one to one" if unit.hours.one_to_one else "",
            "after the contract was signed" if unit.hours.contracted else "",
        ]
        yield "sessions that count", plain(", ".join(filter(None, counting))) or "all"
    if unit.total_marks is not None:
        yield "marks", f"{unit.total_marks} in total; each criterion needs at least half of its own"
    if unit.suggested_words is not None:
        yield "suggested length", "{:,} to {:,} words".format(*unit.suggested_words)
    if unit.effort_hours is not None:
        yield "suggested effort", f"{unit.effort_hours} hours"
    if unit.unknown_criteria:
        yield "not known", plain(unit.unknown_criteria)


def _practice(unit: Unit) -> str:
    return "none" if unit.hours is None else plain(hours(unit.hours.minutes))


def _criterion(criterion: Criterion) -> tuple[str, str, str]:
    marks = f"{criterion.marks}, at least {criterion.least_marks}" if criterion.marks else "pass or refer"
    return plain(criterion.number), plain(criterion.text), marks


def _rule(rule: Rule) -> Iterator[str]:
    whole = "the whole portfolio" if rule.workbook is RuleBook.INTAKE else "the assessor's marks"
    about = f"criterion {rule.criterion}" if rule.criterion else whole
    yield f"### {rule.id}\n"
    yield f"**{rule.severity.value}**, {about}. {plain(rule.meaning)}\n"
    if rule.source is not None:
        yield quotation(rule.source.quote, rule.source.file)
    else:
        yield f"> Our own rule: {plain(rule.derived or '')}\n"
    if rule.remedy:
        yield f"What to do: {plain(rule.remedy)}\n"
    options = [f"{code(key)} = {code(_value(value))}" for key, value in rule.options.items()]
    yield f"Checked by {code(rule.check)}: {plain(check_summary(rule))}\n"
    if options:
        yield f"With {', '.join(options)}.\n"


def _value(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
