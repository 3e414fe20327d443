"""The first and the last point of a kind are what they have to be, as far as words can tell.

Options: `kind` of the ReportItems rows, which stand in their order; `first` and `last` are each written as
`what: word|word`, with the beginnings of words that show it. Fewer than two rows are another rule's.

Hit: the last stage of the process says nothing of evaluation. Miss: `Final evaluation with the sponsor`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    kind: str
    first: str
    last: str


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the text of the first or last point that seems to be something else."""
    rows = [row for row in case.rows("ReportItems") if row.text("kind") == options.kind and row.has("text")]
    if len(rows) < 2:
        return
    for end, row, said in (("first", rows[0], options.first), ("last", rows[-1], options.last)):
        what, _, stems = said.partition(":")
        text = row.text("text").casefold()
        if not any(stem.strip().casefold() in text for stem in stems.split("|")):
            yield Found(
                row.at("text"),
                f"The {end} point of the kind “{options.kind}” does not seem to be {what.strip()}.",
                because_of=tuple(r.at(name) for r in case.rows("ReportItems") for name in _UNCLEAR),
            )


_UNCLEAR = ("criterion", "kind", "text")
"""Cells of a row that may hide the point that should have been first or last."""


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("ReportItems.kind", "ReportItems.text")


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()
