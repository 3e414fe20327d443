"""All findings at a glance: id, severity, what is required, units; the page of each has the rest."""

from __future__ import annotations

from collections.abc import Sequence

from ilmdocs.model.unit import Unit
from ilmdocs.rules.manual import READING
from reference_pages.markdown import code, plain, table

_INTRODUCTION = """\
# All findings at a glance

Written from the unit files and the checks. Each id leads to its explanation: what is required, what to do,
and the sentence it comes from.
"""


def findings_overview(units: Sequence[Unit]) -> str:
    """The whole page as Markdown."""
    rules = [(unit, rule) for unit in units for rule in unit.rules]
    rows = []
    for name in dict.fromkeys(rule.id for _, rule in rules):
        mine = [(unit, rule) for unit, rule in rules if rule.id == name]
        rows.append(
            (
                _link(name),
                " or ".join(dict.fromkeys(rule.severity.value for _, rule in mine)),
                plain(next(rule.meaning for _, rule in mine if rule.meaning)),
                ", ".join(dict.fromkeys(code(rule.check) for _, rule in mine)),
                ", ".join(dict.fromkeys(f"[{unit.id}](units/{unit.id}.md#{name})" for unit, _ in mine)),
            )
        )
    reading = [(_link(name), severity, plain(meaning)) for name, severity, meaning, _ in READING]
    return "\n".join(
        [
            _INTRODUCTION,
            "## What the units ask for\n",
            table(("finding", "severity", "what is required", "checked by", "units"), rows),
            "## What reading a workbook can find\n",
            table(("finding", "severity", "what it means"), reading),
        ]
    )


def _link(name: str) -> str:
    return f"[{name}](../findings.md#{name})"
