"""An introduction and a summary join the evidence of each section.

Hit: no summary for section 2. Miss: a Narrative row of kind summary for section 2 with text or a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Outcome, Rule
from ilmdocs.rules.case import Case, Found, is_blank
from ilmdocs.rules.columns import has_no_column, without_column
from ilmdocs.rules.narratives import has_text, section_of

_KINDS = ("introduction", "summary")


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding for each text that is missing: at its blank cell, or at the heading of the sections."""
    rows = case.rows("Narrative")
    gone = [name for name in ("section", "kind") if rows and has_no_column(rows[0], name)]
    for name in gone:
        message, remedy = without_column(case.submission, "Narrative", name, " to tell your texts apart")
        yield Found(rows[0].at(name), message, remedy)
    if gone:
        return
    unused = [row for row in rows if not row.has("criterion")]
    for outcome in case.unit.outcomes:
        for kind in _KINDS:
            own = [r for r in unused if r.text("kind") == kind and section_of(r, case.unit) == outcome.id]
            if any(has_text(row) for row in own):
                continue
            if own:
                yield Found(own[0].at("text"), f"The {kind} for section {outcome.id} has no text.")
                continue
            yield _without_row(case, unused, outcome, kind)


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return tuple(f"Narrative.{name}" for name in ("section", "kind", "criterion", "text", "file"))


def required(options: Options) -> Iterable[str]:
    """None: no must rule uses this check."""
    return ()


def _without_row(case: Case, rows: list[Row], outcome: Outcome, kind: str) -> Found:
    message = f"There is no {kind} for section {outcome.id}."
    for row in rows:
        if row.text("kind") == kind and is_blank(row, "section"):
            return Found(row.at("section"), f"This {kind} names no section. {message}")
        if is_blank(row, "kind") and section_of(row, case.unit) == outcome.id:
            return Found(
                row.at("kind"), f"It is not said whether this is an introduction or a summary. {message}"
            )
    cells = [row.at(name) for row in rows for name in ("section", "kind") if _unusable(case, row, name)]
    strange = [row.at("criterion") for row in case.rows("Narrative") if row.has("criterion")]
    return Found(case.submission.heading_at("Narrative", "section"), message, because_of=(*cells, *strange))


def _unusable(case: Case, row: Row, field_id: str) -> bool:
    return not row.has(field_id) or (field_id == "section" and section_of(row, case.unit) is None)
