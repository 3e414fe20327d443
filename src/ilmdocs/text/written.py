"""The Word documents that answer a unit: which rows of the Narrative sheet name them, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ilmdocs.model.answer import AnswerDocument
from ilmdocs.model.submission import Row, Submission, unit_rows
from ilmdocs.model.unit import Regime, Unit
from ilmdocs.text.outline import Outline, loose_text, outline_of


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """A Word document and the row that names it.

    `criterion` is set where the document is for that one alone. `outline` is None for an introduction or
    summary, which has no headings of the unit.
    """

    row: Row
    document: AnswerDocument
    criterion: str | None
    outline: Outline | None

    @property
    def is_for_unit(self) -> bool:
        """Whether it is meant to answer a whole unit, under its headings."""
        return self.outline is not None and self.criterion is None

    def answered(self, unit: Unit) -> tuple[str, ...]:
        """The criteria below whose headings something is written, in the unit's order."""
        if self.outline is None:
            return ()
        return tuple(c.id for c in unit.criteria() if self.outline.text_of(c.id))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it yet."""
        return not loose_text(self.document) if self.outline is None else self.outline.is_empty


def written_documents(submission: Submission, unit: Unit) -> tuple[WrittenDocument, ...]:
    """The Word documents that could be read and count for a unit, in the order of the Narrative sheet.

    One that has another unit's headings does not count.
    """
    return tuple(_written(submission, unit))


def names_whole_unit(row: Row) -> bool:
    """Whether a row with a file is for a whole unit: it names no criterion and is no linking text."""
    return not row.has("criterion") and row.text("kind") not in ("introduction", "summary")


def _written(submission: Submission, unit: Unit) -> Iterator[WrittenDocument]:
    for row in unit_rows(submission, unit.id, "Narrative"):
        document = submission.answers.get(row.text("file"))
        if document is None:
            continue
        criterion = row.text("criterion") or None
        if criterion is not None:
            if unit.criterion(criterion) is not None:
                yield WrittenDocument(row, document, criterion, outline_of(document, unit, criterion))
        elif not names_whole_unit(row):
            yield WrittenDocument(row, document, None, None)
        elif unit.regime is not Regime.PORTFOLIO and document.unit in ("", unit.id):
            yield WrittenDocument(row, document, None, outline_of(document, unit))
