"""Short labels of sources in texts, such as `[R1]`, told from the labels of clients, goals and evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ilmdocs.rules.case import Case
from ilmdocs.text.citations import cited_labels

_USUAL = "r"
"""What labels begin with as long as the sheet holds none: its help text suggests R1."""
_OTHERS = (
    ("Clients", "client_ref"),
    ("Goals", "goal_id"),
    ("SelfReview", "review_id"),
    ("Evidence", "evidence_ref"),
)


def unknown_labels(case: Case, text: str) -> tuple[str, ...]:
    """The bracketed labels of a text that can only be meant for a source and belong to none, as typed."""
    cited = cited_labels(text)
    if not cited:
        return ()
    known = {row.text("ref_id").casefold() for row in case.rows("References") if row.has("ref_id")}
    others = {row.text(name).casefold() for sheet, name in _OTHERS for row in case.submission.rows(sheet)}
    beginnings = ({_beginning(label) for label in known} or {_USUAL}) - {_beginning(name) for name in others}
    return tuple(
        shown
        for label, shown in cited
        if label.casefold() not in known and _beginning(label.casefold()) in beginnings
    )


def is_label_in(label: str, texts: Iterator[str]) -> bool:
    """Whether a text names a source by its label: in brackets, or as a word if it is no mere number."""
    word = None if label.isdecimal() else re.compile(rf"(?<!\w){re.escape(label)}(?!\w)", re.IGNORECASE)
    return any(
        bool(word and word.search(text))
        or any(cited.casefold() == label.casefold() for cited, _ in cited_labels(text))
        for text in texts
    )


def _beginning(label: str) -> str:
    return label.rstrip("0123456789")
