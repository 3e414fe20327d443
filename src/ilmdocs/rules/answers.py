"""What a learner wrote for a unit, wherever it stands, with the cell that a finding about it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.rules.case import Case
from ilmdocs.rules.narratives import section_of


@dataclass(frozen=True)
class Answer:
    """A text of the Narrative sheet.

    `criterion` and `section` (an outcome's id) say what it answers, None where it names none; `kind` is
    `introduction`, `statement` or `summary`. `place` is the cell that holds the text, or names the file that
    does (`file` is then its name). `counted` says whether its words count.
    """

    criterion: str | None
    section: str | None
    kind: str
    text: str
    place: Location
    counted: bool = True
    file: str = ""


def answers_of(case: Case) -> tuple[Answer, ...]:
    """Every text that the learner wrote for the unit, in the order of the Narrative sheet."""
    return tuple(_typed(case, row) for row in case.rows("Narrative") if row.has("text"))


def _typed(case: Case, row: Row) -> Answer:
    return Answer(
        criterion=row.text("criterion") or None,
        section=section_of(row, case.unit),
        kind=row.text("kind") or ("statement" if row.has("criterion") else "introduction"),
        text=row.text("text"),
        place=row.at("text"),
        counted=row.values.get("include_in_count") is not False,
    )
