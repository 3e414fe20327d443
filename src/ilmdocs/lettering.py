"""Tells a learner about characters that not every machine can print, before anything is built."""

from __future__ import annotations

from collections.abc import Iterator

from ilmdocs.convert import describe_characters, doubtful_characters
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.submission import Submission

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
            for field, value in row.values.items():
                if not isinstance(value, str) or not value or max(value) <= _SURELY_PRINTED:
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
