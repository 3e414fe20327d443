"""A part of the plan becomes the data that its form may print, keyed by the workbook's field ids."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache, partial

from ilmdocs.forms.assignment import assignment
from ilmdocs.forms.bibliography import by_author, reference_text, source_record
from ilmdocs.forms.chart_pages import chart_records, unit_figures
from ilmdocs.forms.clients import client_record, session_records, unused_session
from ilmdocs.forms.listings import (
    contents,
    criteria_records,
    criterion_lines,
    criterion_root,
    matrix,
    narrative,
)
from ilmdocs.forms.mark_sheet import mark_sheet
from ilmdocs.forms.packs import SectionRule
from ilmdocs.forms.pictures import InlinePicture
from ilmdocs.forms.signature import own, signed
from ilmdocs.forms.values import (
    DATE_LINE,
    NAMED_SHEETS,
    NOT_APPLICABLE,
    Blank,
    Chosen,
    Record,
    Wording,
    Wordings,
    record,
)
from ilmdocs.model.portfolio import Layout, Part, Plan
from ilmdocs.model.submission import Row, Submission, unit_rows
from ilmdocs.model.unit import PartKind, PartRule, Per, Unit
from ilmdocs.workbook.schema import RATINGS

RATING_NUMBERS = range(1, 11)


@dataclass(frozen=True, slots=True)
class Sources:
    """What a form is filled from. Without a layout, page numbers are placeholders of the same width."""

    part: Part
    plan: Plan
    submission: Submission
    layout: Layout | None = None
    signature: InlinePicture | None = None
    sections: tuple[SectionRule, ...] = ()

    @property
    def unit(self) -> Unit:
        """The unit of the portfolio."""
        return self.plan.unit

    @property
    def form_rows(self) -> tuple[Row, ...]:
        """The part's rows of the sheet that its form is about, where they have no name of their own."""
        sheet = self._rule.sheet if self._rule else ""
        found = tuple(row for row in self.part.rows if row.sheet == sheet and sheet not in NAMED_SHEETS)
        return by_author(found) if sheet == "References" else found

    @property
    def is_for_one_row(self) -> bool:
        """Whether the form is filled once for each row."""
        return self._rule is not None and self._rule.per is Per.ROW

    @property
    def is_written(self) -> bool:
        """Whether the form is about what the learner wrote on the Narrative sheet."""
        return self._rule is not None and self._rule.sheet == "Narrative"

    @property
    def _rule(self) -> PartRule | None:
        return next((rule for rule in self.unit.parts if rule.form == self.part.form), None)


def build_context(sources: Sources, wanted: Collection[str] | None = None) -> Record:
    """What a form may print for a part, by root name.

    Args:
        sources: what it is filled from.
        wanted: the root names that the form mentions; None makes all that there are.
    """
    makers = _makers(sources)
    return {name: make() for name, make in makers.items() if wanted is None or name in wanted}


def _makers(sources: Sources) -> dict[str, Callable[[], object]]:
    """How each root that there is for the part is made, so that a form costs no more than it prints."""
    part, plan, submission = sources.part, sources.plan, sources.submission
    unit, layout, rows = plan.unit, sources.layout, sources.form_rows
    learner = cache(lambda: _learner(submission))
    sessions = cache(lambda: session_records(part, unit, submission))
    makers: dict[str, Callable[[], object]] = {
        "learner": learner,
        "unit": lambda: _unit(sources),
        "part": lambda: _part(part, unit, sessions()),
        "client": lambda: client_record(part, unit, submission, sources.signature),
        "sessions": sessions,
        "session_a": lambda: sessions()[0] if sessions() else unused_session(),
        "session_b": lambda: sessions()[1] if len(sessions()) > 1 else unused_session(),
        "references_text": lambda: reference_text(unit_rows(submission, unit.id, "References")),
    }
    evidence = cache(lambda: criteria_records(plan, layout, with_evidence=part.kind is PartKind.MATRIX))
    for criterion in unit.criteria():
        name = criterion_root(criterion.id)
        makers[name] = partial(_of, evidence, name)
    if sources.is_for_one_row and rows:
        makers["row"] = lambda: _row(rows[0], learner())
    elif rows:
        makers["rows"] = lambda: [_row(row, learner()) for row in rows]
    if sources.is_written:
        makers["narrative"] = lambda: narrative(rows, unit)
        makers["assignment"] = lambda: assignment(part, plan, rows, submission)
    named = [section for section in sources.sections if section.name]
    if named:
        makers["criteria_of"] = lambda: {
            section.name: criterion_lines(unit, section.criteria_for(unit, part.form)) for section in named
        }
    if part.kind is PartKind.MATRIX:
        makers["matrix"] = lambda: matrix(plan, layout)
    if part.kind is PartKind.MARK_SHEET:
        makers["marks"] = lambda: mark_sheet(part, unit, submission)
    if part.kind is PartKind.CHARTS:
        makers["charts"] = lambda: chart_records(unit_figures(submission, unit))
    if part.kind is PartKind.CONTENTS:
        makers["contents"] = lambda: contents(plan, layout)
    return makers


def _of(records: Callable[[], Record], name: str) -> object:
    return records()[name]


def _learner(submission: Submission) -> Record:
    learner = record("Learner", submission.learner)
    learner["coach_display_name"] = learner["coach_display_name"] or learner["learner_name"]
    return learner


def _unit(sources: Sources) -> Record:
    unit, signature = sources.unit, sources.signature
    row, attempt = sources.submission.registration(unit.id), sources.submission.attempt(unit.id)
    mode = row.text("signature_mode") if row else ""
    days = {
        name: row.day(name) if row else None for name in ("learner_signed", "matrix_signed", "tutor_signed")
    }

    def line(name: str, who: str) -> str | Blank:
        return signed(mode, who, days[name], f"Units.{name}")

    return {
        **{
            name: Blank(value.field, DATE_LINE)
            if isinstance(value, Blank) and name.endswith("_signed")
            else value
            for name, value in record("Units", row).items()
        },
        "attempt": str(attempt),
        "submission": "First submission" if attempt == 1 else f"Resubmission (attempt {attempt})",
        "id": Wording(unit.name),
        "number": Wording(unit.name.split("-", 1)[-1]),
        "title": Wording(unit.title),
        "qualification": Wording(unit.qualification),
        "qualification_title": Wording(unit.qualification_title),
        **_task(unit),
        "wording": Wordings({name: Wording(text) for name, text in unit.wording.items()}),
        "learner_signature": own(signature, days["learner_signed"], line("learner_signed", "the learner")),
        "matrix_signature": own(signature, days["matrix_signed"], line("matrix_signed", "the learner")),
        "tutor_signature": line("tutor_signed", "the tutor"),
    }


def _task(unit: Unit) -> Record:
    """What the unit asks for: its sections with criteria and marks, the effort and words it suggests."""
    least, most = unit.suggested_words or (None, None)
    return {
        "sections": [
            {
                "heading": Wording(outcome.heading or outcome.title),
                "title": Wording(outcome.title),
                "criteria": criterion_lines(unit, [criterion.id for criterion in outcome.criteria]),
            }
            for outcome in unit.outcomes
        ],
        "effort_hours": _number(unit.effort_hours),
        "least_words": _number(least),
        "most_words": _number(most),
        "unknown_criteria": Wording(unit.unknown_criteria),
    }


def _number(value: int | None) -> Wording:
    return Wording("" if value is None else f"{value:,}")


def _part(part: Part, unit: Unit, sessions: list[Record]) -> Record:
    numbers = [str(session["session_no"]) for session in sessions if session["session_no"]]
    named = f"session {numbers[0]}" if numbers else ""
    if len(numbers) > 1:
        named = f"sessions {', '.join(numbers[:-1])} and {numbers[-1]}"
    return {
        "title": part.title,
        "reference": Wording(part.reference or ""),
        "sessions": named,
        "criteria": criterion_lines(unit, part.criteria),
    }


def _row(row: Row, learner: Record) -> Record:
    values = record(row.sheet, row)
    if row.sheet == "Supervision":
        values["supervisor"] = values["supervisor"] or learner["supervisor_default"] or values["supervisor"]
    if row.sheet == "CoacheeFeedback":
        values["scores"] = {name: _scores(row.integer(f"rating_{name}")) for name, _ in RATINGS}
        values["outside"] = {name: _outside(row, f"rating_{name}", values) for name, _ in RATINGS}
    if row.sheet == "References":
        values |= source_record(row)
        if row.text("type") != "website":
            values["accessed"] = values["accessed"] or Blank("", NOT_APPLICABLE)
    return values


def _scores(rating: int | None) -> list[str]:
    return [Chosen(number) if number == rating else Wording(number) for number in RATING_NUMBERS]


def _outside(row: Row, name: str, values: Record) -> object:
    """What cannot be marked in the grid: nothing, a missing rating, or one that is not 1 to 10."""
    return "" if row.integer(name) in RATING_NUMBERS else values[name]
