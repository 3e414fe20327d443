"""What an assessor's marks come to: passed or not by criterion, the total and the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ilmdocs.model.cohort import Assessment
from ilmdocs.model.submission import Row, Submission
from ilmdocs.model.unit import Criterion, Unit


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """What stands in the marks workbook about one criterion; `row` is None when it has no row."""

    criterion: Criterion
    row: Row | None

    @property
    def mark(self) -> int | None:
        """The mark; None without one, and where the unit has no marks to give."""
        return self.row.integer("mark") if self.row and self.criterion.marks is not None else None

    @property
    def decision(self) -> str:
        """The decision as typed; empty without one."""
        return self.row.text("decision") if self.row else ""

    @property
    def passes(self) -> bool | None:
        """By the mark where there is one, else by the decision; None while there is neither."""
        if self.mark is not None:
            return self.reaches_half(self.mark)
        return self.decision == "Pass" if self.decision else None

    def reaches_half(self, mark: int) -> bool:
        """Whether a mark is at least half of the most ("at least half marks (e.g. min 10/20)")."""
        return mark >= (self.criterion.least_marks or 0)


@dataclass(frozen=True, slots=True)
class Marking:
    """The marks of one attempt, every criterion of the unit in printed order."""

    unit: Unit
    results: tuple[CriterionResult, ...]

    @property
    def total(self) -> int | None:
        """The sum of the marks; None unless every criterion has one."""
        marks = [result.mark for result in self.results if result.mark is not None]
        return sum(marks) if len(marks) == len(self.results) else None

    @property
    def margin(self) -> int | None:
        """How near the nearest mark is to the least that passes its criterion; None without marks."""
        distances = [
            abs(result.mark - result.criterion.least_marks)
            for result in self.results
            if result.mark is not None and result.criterion.least_marks is not None
        ]
        return min(distances, default=None)

    @property
    def referred(self) -> tuple[str, ...]:
        """The criteria that are not passed."""
        return tuple(result.criterion.id for result in self.results if result.passes is False)

    @property
    def outcome(self) -> str | None:
        """`PASS` or the unit's word for the opposite; None while a criterion has neither mark nor decision.

        One criterion that is not passed refers the unit, whatever the total.
        """
        if any(result.passes is None for result in self.results):
            return None
        passed, referral = self.unit.decisions
        return (referral if self.referred else passed).upper()


def marking_of(unit: Unit, rows: tuple[Row, ...]) -> Marking:
    """The marking that the rows of the sheet Criteria say; of two rows for a criterion the first counts."""
    by_id: dict[str, Row] = {}
    for row in rows:
        by_id.setdefault(row.text("criterion"), row)
    return Marking(unit, tuple(CriterionResult(c, by_id.get(c.id)) for c in unit.criteria()))


MARKS_SHEETS = ("MarkSheet", "Criteria", "Sections", "Descriptors")
"""The sheets of a marks workbook, in their order."""
DESCRIPTOR_TEXTS = ("referral", "passed", "good_pass")
"""The fields of the sheet Descriptors that hold a centre's own words."""


@dataclass(frozen=True, slots=True)
class AttemptMarks:
    """An assessor's marks workbook for one attempt (1 or 2), with the cell that each value came from."""

    attempt: int
    submission: Submission

    @property
    def rows(self) -> tuple[Row, ...]:
        """All its rows, sheet by sheet."""
        return tuple(row for sheet in MARKS_SHEETS for row in self.submission.rows(sheet))

    @property
    def has_descriptors(self) -> bool:
        """Whether the centre's own sufficiency descriptors are in it."""
        texts = self.submission.rows("Descriptors")
        return any(row.has(name) for row in texts for name in DESCRIPTOR_TEXTS)

    def marking(self, unit: Unit) -> Marking:
        """What its marks come to."""
        return marking_of(unit, self.submission.rows("Criteria"))


def assessments_of(marks: Sequence[AttemptMarks], unit: Unit) -> tuple[Assessment, ...]:
    """What an assessor's complete marks of a unit come to, attempt by attempt.

    Marks without an outcome are no assessment yet and left out.
    """
    return tuple(
        _assessment(attempt, marking, outcome)
        for attempt in marks
        for marking in (attempt.marking(unit),)
        for outcome in (marking.outcome,)
        if outcome is not None
    )


def _assessment(marks: AttemptMarks, marking: Marking, outcome: str) -> Assessment:
    head = next(iter(marks.submission.rows("MarkSheet")), None)
    total = marking.total
    return Assessment(
        attempt=marks.attempt,
        assessor=head.text("assessor") if head else "",
        assessed=head.day("assessor_signed") if head else None,
        outcome=outcome,
        passed=not marking.referred,
        total=total,
        most=None if total is None else marking.unit.total_marks,
        margin=marking.margin,
        quality_assured=head.day("qa_signed") if head and head.yes("qa_sampled") else None,
    )
