"""Answers of the Narrative sheet: texts in cells share one form, each Word document is a part of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ilmdocs.model.portfolio import Part
from ilmdocs.model.submission import Row, Submission
from ilmdocs.model.unit import PartRule, Unit
from ilmdocs.text.written import written_documents

NARRATIVE = "Narrative"


def typed_texts(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows that a form prints: those that do nothing but name a Word document are left out."""
    return tuple(row for row in rows if row.has("text") or not row.has("file"))


def document_parts(
    rule: PartRule, rows: Sequence[Row], submission: Submission, unit: Unit
) -> tuple[Part, ...]:
    """A part for each Word document in which something is written.

    It is evidence for the criteria that it answers, as far as the rule allows any.
    """
    numbers = {row.number for row in rows}
    found: list[Part] = []
    for written in written_documents(submission, unit):
        if written.row.number not in numbers or written.is_empty:
            continue
        criteria = written.answered(unit)
        if rule.criteria:
            criteria = tuple(criterion for criterion in criteria if criterion in rule.criteria)
        found.append(
            Part(
                rule.kind,
                rule.title,
                f"{rule.form or rule.kind}-document-{len(found) + 1:02}",
                criteria=criteria,
                rows=(written.row,),
                attachment=written.row.text("file"),
            )
        )
    return tuple(found)


def with_own_criteria(
    form: Part, rule: PartRule, rows: Sequence[Row], documents: Sequence[Part], unit: Unit
) -> Part:
    """The form with texts in cells as evidence for what stands in it, not for what only a document answers.

    Args:
        form: as planned.
        rule: its rule; criteria that it names are the only ones.
        rows: what the form prints.
        documents: the Word documents beside it.
        unit: gives the order of criteria.
    """
    named = {row.text("criterion") for row in rows}
    elsewhere = {criterion for part in documents for criterion in part.criteria} - named
    kept = {*form.criteria, *(() if rule.criteria else named)} - elsewhere
    return replace(form, criteria=tuple(c.id for c in unit.criteria() if c.id in kept))


def in_criterion_order(parts: Sequence[Part], unit: Unit) -> tuple[Part, ...]:
    """Parts by the first criterion that they answer, those that answer none first; several are numbered."""
    place = {criterion.id: number for number, criterion in enumerate(unit.criteria())}
    ordered = sorted(parts, key=lambda part: min((place[c] for c in part.criteria if c in place), default=-1))
    if len(ordered) < 2:
        return tuple(ordered)
    return tuple(
        replace(part, title=f"{part.title} {number}") for number, part in enumerate(ordered, start=1)
    )
