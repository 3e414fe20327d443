"""Tells a learner about characters that not every machine can print, before anything is built."""

from __future__ import annotations

from collections.abc import Iterator

from ilmdocs.convert import describe_characters, doubtful_characters
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.submission import Submission, Value

CHARACTER_UNUSUAL = "character-unusual"
"""Id of the finding."""
_NEVER_PRINTED = frozenset({"Private"})
_SURELY_PRINTED = "\u024f"
"""Up to the end of Latin Extended-B every font has every letter; only what lies beyond is looked up."""


def unusual_characters(submission: Submission) -> Iterator[Finding]:
    """An info finding for each cell with characters that none of the supplied fonts can draw.

    The build itself proves what its engine drew and stops where a character would become an empty box.
    """
    for sheet in submission.sheets.values():
        if sheet.name in _NEVER_PRINTED:
            continue
        for row in sheet.rows:
            for field, typed in row.values.items():
                value = _said(submission, sheet.name, field, typed)
                if not value or max(value) <= _SURELY_PRINTED:
                    continue
                doubtful = sorted(doubtful_characters([value]))
                if doubtful:
                    yield Finding(
                        CHARACTER_UNUSUAL,
                        Severity.INFO,
                        row.at(field),
                        f"Not every computer can print {describe_characters(doubtful)}.",
                        "Write it in words, or look at the page once the portfolio is built.",
                        derived=True,
                    )


def _said(submission: Submission, sheet: str, field: str, value: Value) -> str:
    """The text of a cell, or of the Word document that it names."""
    if not isinstance(value, str):
        return ""
    document = submission.answers.get(value) if (sheet, field) == ("Narrative", "file") else None
    return value if document is None else "\n".join(block.text for block in document.blocks)
