"""Reading the Narrative sheet: which section a row belongs to, whether it holds a text."""

from __future__ import annotations

from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Unit


def section_of(row: Row, unit: Unit) -> str | None:
    """The id of the outcome that a row's section cell names: `1`, `Section 1`, `Section One`; else None."""
    typed = " ".join(row.text("section").casefold().split())
    for outcome in unit.outcomes:
        if typed in (outcome.id.casefold(), f"section {outcome.id}".casefold(), outcome.title.casefold()):
            return outcome.id
    return None


def has_text(row: Row) -> bool:
    """Whether a row holds an answer, in the cell or as a Word file, readable or not."""
    return any(row.has(name) or name in row.defects for name in ("text", "file"))
