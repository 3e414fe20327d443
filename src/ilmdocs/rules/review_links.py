"""Links from the development plan to entries of the self-review, and those that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.rules.case import Case


def entries_by_label(case: Case) -> dict[str, Row]:
    """The labelled entries of the self-review, by label, case-folded."""
    return {row.text("review_id").casefold(): row for row in case.rows("SelfReview") if row.has("review_id")}


def linked_to(row: Row) -> tuple[str, ...]:
    """The labels that a row of the plan names."""
    return row.items("linked_to")


def links_to_nothing(case: Case) -> Iterator[Location]:
    """Cells of the plan that name an entry which is not there: its row may be the one that is missing."""
    known = entries_by_label(case)
    for row in case.rows("CPD"):
        if any(ref.casefold() not in known for ref in linked_to(row)):
            yield row.at("linked_to")
