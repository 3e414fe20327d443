"""References to sessions (`C1-03`) in other sheets, and those that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.rules.case import Case

SESSION_FIELDS = (("Supervision", "sessions_discussed"), ("Observations", "session"), ("Evidence", "session"))
"""Where sessions are referred to in every unit with sessions."""
FURTHER_SESSION_FIELDS = (
    ("Tools", "session"),
    ("ProgressLog", "session"),
    ("Narrative", "sessions"),
    ("SelfReview", "evidence"),
)
"""Where sessions are referred to in some units."""


def session_references(row: Row, field_id: str) -> tuple[str, ...]:
    """The session references of a cell, whether it holds one or a list."""
    return row.items(field_id) or ((row.text(field_id),) if row.has(field_id) else ())


def known_sessions(case: Case) -> frozenset[str]:
    """Every session reference of the workbook, case-folded."""
    return frozenset(row.text("session_ref").casefold() for row in case.submission.rows("Sessions"))


def dangling(case: Case, client: Row) -> Iterator[Location]:
    """Cells that refer to a session of this client that has no row."""
    known = known_sessions(case)
    own = client.text("client_ref").casefold() + "-"
    for sheet, field_id in (*SESSION_FIELDS, *FURTHER_SESSION_FIELDS):
        for row in case.submission.rows(sheet):
            refs = [ref.casefold() for ref in session_references(row, field_id)]
            if any(ref.startswith(own) and ref not in known for ref in refs):
                yield row.at(field_id)


def labels_of_evidence(case: Case) -> frozenset[str]:
    """What a learner may call a piece of evidence: the label typed for it, or the one worked out."""
    typed = (row.text("evidence_ref") for row in case.submission.rows("Evidence"))
    made = (part.reference or "" for part in case.plan.parts)
    return frozenset(label.casefold() for label in (*typed, *made) if label)
