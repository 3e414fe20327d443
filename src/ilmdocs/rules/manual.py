"""Writes the page that explains every finding (docs/findings.md) from the unit files and checks."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

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

READING: tuple[tuple[str, str, str, str], ...] = (
    (
        "workbook-unreadable",
        "must",
        "The file is not a workbook that can be read: damaged, protected, of another kind or too new.",
        "Do what the message says, for example save it again as .xlsx without a password.",
    ),
    (
        "sheet-missing",
        "must",
        "A sheet that your units need is not in the workbook.",
        "Start from a new workbook, or rename the sheet back.",
    ),
    (
        "sheet-unknown",
        "info",
        "A sheet is not one of the workbook's and was not read.",
        "Leave it, or move what belongs to your records to the right sheet.",
    ),
    (
        "heading-missing",
        "must",
        "A column that your units need is not on its sheet.",
        "Put the heading back as in a new workbook.",
    ),
    (
        "heading-unknown",
        "must",
        "A heading is not one of the sheet's; its column was not read.",
        "Use the suggested heading, or take the column out.",
    ),
    (
        "heading-duplicate",
        "must",
        "A heading stands twice on one sheet.",
        "Rename or remove one of the two columns.",
    ),
    (
        "value-type",
        "must",
        "What was typed is not of the kind that the cell holds, such as a text where a date belongs.",
        "Type it as in the example.",
    ),
    (
        "ambiguous-date",
        "must",
        "A date typed as text can be read in two ways.",
        "Type it as a real date, or write the month as a word.",
    ),
    (
        "date-from-number",
        "info",
        "A bare number was read as a date.",
        "Check the date; format the cell as a date.",
    ),
    (
        "ambiguous-duration",
        "must",
        "A length of time can be read in two ways, such as 1.3 or 90.",
        "Type hours and minutes, for example 1:30, or 90 min.",
    ),
    ("choice-unknown", "must", "What was typed is not one of the cell's choices.", "Choose from the list."),
    (
        "formula-without-value",
        "must",
        "A formula has no saved result.",
        "Open the workbook in Excel, save it and check again, or type the value.",
    ),
    ("error-value", "must", "The cell shows an error of Excel such as #N/A.", "Type the value itself."),
    (
        "cut-text",
        "should",
        "A text is exactly as long as Excel allows and may have been cut off.",
        "Check its end; put what does not fit into another row, or into a PDF under Evidence.",
    ),
    ("text-cleaned", "info", "Characters that cannot be printed were left out of a text.", "Check the text."),
    (
        "duration-from-number",
        "info",
        "A number of hours was read as a length of time, though the cell is formatted as a time.",
        "Check the length of time; type hours and minutes, for example 1:30.",
    ),
    (
        "merged-cells",
        "must",
        "Cells of several columns are merged, so it is unclear what the value is for.",
        "Split the merged cells and type each value into its own column.",
    ),
    (
        "merged-down",
        "info",
        "Cells merged over several rows were read as if the value stood in each of them.",
        "Check the rows they span.",
    ),
    (
        "character-unusual",
        "info",
        "A text holds a character that not every computer can print.",
        "Write it in words, or look at the page once the portfolio is built.",
    ),
    (
        "hidden-content",
        "info",
        "A hidden row or sheet was read like any other.",
        "Check that it belongs there.",
    ),
    ("macros-ignored", "info", "The workbook's macros were not run.", "Nothing needs to be done."),
    (
        "unknown-unit",
        "must",
        "A unit on the Units sheet is not known.",
        "Type it with its qualification, for example 8585-301.",
    ),
    ("unit-duplicate", "must", "A unit stands twice on the Units sheet.", "Remove one of the two rows."),
    ("no-unit", "must", "No unit is included.", "Set Include to Yes for at least one unit."),
    (
        "attachment-missing",
        "must",
        "A file that the workbook names is not beside it.",
        "Put it into the folder of the workbook, or correct the name.",
    ),
    (
        "attachment-unreadable",
        "must",
        "An attached file cannot be used: protected, damaged or of another kind.",
        "Save it again as PDF, JPEG or PNG without a password.",
    ),
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
