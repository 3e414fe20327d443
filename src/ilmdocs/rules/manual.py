"""Writes the page that explains every finding (docs/findings.md) from the unit files and checks."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ilmdocs.model.reading import OF_ITS_FILES, OF_THE_WORKBOOK
from ilmdocs.model.reading_answers import OF_ANSWER_DOCUMENTS
from ilmdocs.model.reading_centre import OF_THE_CENTRE
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.engine import check_module
from ilmdocs.rules.wording import listed

_INTRO = """\
# Findings

Every finding names its cell, says what is wrong and what to do, and carries an id. This page explains
each id: what is required, what to do, and where the requirement comes from. **must** findings stop a
build (or mark it as a draft), **should** findings deserve a look, **info** is worth knowing. A finding
that follows from another one says so; put the other one right first.

This page is made from the unit files and the checks; a test keeps it current.
"""

READING: tuple[tuple[str, str, str, str], ...] = tuple(
    (item.id, item.severity.value, item.meaning, item.remedy)
    for item in (*OF_THE_WORKBOOK, *OF_ITS_FILES, *OF_ANSWER_DOCUMENTS, *OF_THE_CENTRE)
)
"""Findings of reading a workbook and its attachments: id, severity, meaning, what to do."""


def findings_page(units: Iterable[Unit]) -> str:
    """The page as Markdown: a heading for every id, in the order of the unit files."""
    lines = [_INTRO, "## Requirements", ""]
    rules = [(unit, rule) for unit in units for rule in unit.rules]
    ids = list(dict.fromkeys(rule.id for _, rule in rules))
    for rule_id in ids:
        lines += _entry(rule_id, [(unit, rule) for unit, rule in rules if rule.id == rule_id])
    lines += ["## Reading the workbook", ""]
    for name, severity, meaning, remedy in READING:
        lines += [f"### {name}", "", f"{meaning} **{severity}**", "", f"What to do: {remedy}", ""]
    return "\n".join(lines).rstrip() + "\n"


def check_summary(rule: Rule) -> str:
    """The first sentence of the manual of the check that decides a rule."""
    return (inspect.cleandoc(check_module(rule).__doc__ or "")).split("\n\n")[0].replace("\n", " ")


def _entry(rule_id: str, rules: Sequence[tuple[Unit, Rule]]) -> Iterator[str]:
    meaning = next(rule.meaning for _, rule in rules if rule.meaning)
    severities = list(dict.fromkeys(rule.severity.value for _, rule in rules))
    criteria = list(dict.fromkeys(rule.criterion for _, rule in rules if rule.criterion))
    about = f", criterion {listed(criteria)}" if criteria else ""
    yield from (f"### {rule_id}", "")
    yield from (f"{meaning} **{listed(severities, 'or')}**{about}", "")
    yield from ("What to do:", "")
    yield from (f"- {text}" for text in dict.fromkeys(rule.remedy for _, rule in rules))
    yield from ("", "Where it comes from:", "")
    yield from dict.fromkeys(_origin(rule) for _, rule in rules)
    yield from ("", "How it is checked:", "")
    for check, same in groupby(sorted(rules, key=lambda item: item[1].check), key=lambda item: item[1].check):
        rule = next(same)[1]
        yield f"- `{check}`: {check_summary(rule)}"
    yield from ("", f"Units: {listed(dict.fromkeys(unit.id for unit, _ in rules))}", "")


def _origin(rule: Rule) -> str:
    if rule.source is not None:
        return f"- “{' '.join(rule.source.quote.split())}” (`{rule.source.file}`)"
    return f"- Our own rule: {rule.derived}"
