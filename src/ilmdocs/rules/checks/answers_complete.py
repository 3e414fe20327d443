"""Each criterion of a written unit has an answer: a text in a cell, or in the learner's Word document.

Options: `criteria` are those that must be answered; none named means all of the unit. A document of the
learner's own under Evidence for a criterion answers it as well, and with `items` a row of the ReportItems
sheet that has a text.

Hit: no Narrative row for 1.2, and no Word document that answers it. Miss: one with a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ilmdocs.model.finding import Lack
from ilmdocs.model.goals import AnswersGoal, Goal
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Criterion, Rule, Unit
from ilmdocs.rules.answers import answers_of
from ilmdocs.rules.case import Case, Found, is_blank
from ilmdocs.text.outline import Role
from ilmdocs.text.written import WrittenDocument, written_documents

_AT_ONCE = 12
"""Criteria that are counted together: a formula has room for no more."""


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    criteria: tuple[str, ...] = ()
    items: bool = False


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding for each criterion without an answer: at its empty text, or at the heading."""
    answered = {answer.criterion for answer in answers_of(case) if answer.text.strip()}
    items = case.rows("ReportItems") if options.items else ()
    answered |= {row.text("criterion") for row in items if row.has("text") or "text" in row.defects}
    told: set[Location] = set()
    for criterion in case.unit.criteria():
        wanted = criterion.id in options.criteria or not options.criteria
        if wanted and criterion.id not in answered and not _shown(case, criterion):
            found = _missing(case, criterion, items)
            # one cell without a criterion can be the answer to one criterion; the others still need a row
            yield replace(found, missing=_row(criterion)) if found.location in told else found
            told.add(found.location)


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    items = ("ReportItems.criterion", "ReportItems.text") if options.items else ()
    return (*(f"Narrative.{name}" for name in ("criterion", "kind", "text", "file")), *items)


def required(options: Options) -> Iterable[str]:
    """None: one row of many is asked for."""
    return ()


def goals(unit: Unit, options: Options) -> Iterable[Goal]:
    """An answer to each criterion."""
    criteria = options.criteria or tuple(criterion.id for criterion in unit.criteria())
    for first in range(0, len(criteria), _AT_ONCE):
        yield AnswersGoal(criteria[first : first + _AT_ONCE], options.items, documents=True)


def _shown(case: Case, criterion: Criterion) -> bool:
    """Whether the answer cannot be read (said elsewhere) or stands in a document of the learner's own."""
    unread = any(
        row.text("criterion") == criterion.id and {"text", "file"} & row.defects
        for row in case.rows("Narrative")
    )
    return unread or any(
        row.text("author") == "learner" and criterion.id in row.items("criteria") and row.has("file")
        for row in case.rows("Evidence")
    )


def _row(criterion: Criterion) -> tuple[Lack, ...]:
    return (Lack("Narrative", 1, (("criterion", criterion.id),)),)


def _missing(case: Case, criterion: Criterion, items: Sequence[Row]) -> Found:
    message = f"There is no answer for criterion {criterion.number} ({criterion.text})."
    rows = case.rows("Narrative")
    documents = written_documents(case.submission, case.unit)
    read = {written.row.number for written in documents}
    unread = [row for row in rows if row.has("file") and row.number not in read]
    because = (*_cells(unread), *_astray(rows))
    own = [row for row in rows if row.text("criterion") == criterion.id]
    if own:
        place = own[0].at("file" if own[0].text("file") in case.submission.answers else "text")
        return Found(place, message, because_of=_cells(unread), criterion=criterion.id)
    whole = [written for written in documents if written.is_for_unit]
    if whole:
        return _unwritten(criterion, whole, because)
    nameless = next((row for row in rows if _lost_its_criterion(row)), None)
    if nameless is not None and not unread:
        return Found(
            nameless.at("criterion"),
            f"This answer names no criterion, and there is none for {criterion.number}.",
            f"Type the criterion that it answers, for example {criterion.number}.",
            because_of=(nameless.at("criterion"),),
            criterion=criterion.id,
        )
    place = case.submission.heading_at("Narrative", "criterion")
    return Found(
        place,
        message,
        because_of=(*because, *_astray(items)),
        criterion=criterion.id,
        missing=_row(criterion),
    )


def _unwritten(
    criterion: Criterion, documents: Sequence[WrittenDocument], because: tuple[Location, ...]
) -> Found:
    """Nothing below its heading, or no such heading: then that is what has to be put right."""
    with_heading = [d for d in documents if d.outline is not None and d.outline.has_heading(criterion.id)]
    written = (with_heading or documents)[0]
    place = written.row.at("file")
    name = written.document.file
    message = f'There is no answer for criterion {criterion.number} ({criterion.text}) in "{name}".'
    if with_heading:
        return Found(
            place,
            message,
            f"Write it in the document below the heading {criterion.number}, or in a row of this sheet.",
            because_of=(*((place,) if _is_cut_off(written, criterion) else ()), *because),
            explains=False,
            criterion=criterion.id,
            missing=_row(criterion),
        )
    return Found(
        place,
        message,
        because_of=(place, *because),
        explains=False,
        criterion=criterion.id,
        missing=_row(criterion),
    )


def _is_cut_off(written: WrittenDocument, criterion: Criterion) -> bool:
    """Whether a sub-heading that stands there a second time took the text below the criterion's heading."""
    parts = written.outline.parts if written.outline is not None else ()
    sections = [part.wanted for part in parts if part.role is Role.SECTION]
    return any(
        part.criterion == criterion.id and after.text and sections.count(after.wanted) > 1
        for part, after in pairwise(parts)
    )


def _cells(rows: Iterable[Row]) -> tuple[Location, ...]:
    """The cells that name a document which could not be read, or do not say whose it is."""
    return tuple(row.at(name) for row in rows for name in ("file", "units"))


def _lost_its_criterion(row: Row) -> bool:
    return row.text("kind") in ("", "statement") and is_blank(row, "criterion") and row.has("text")


def _astray(rows: Iterable[Row]) -> Iterator[Location]:
    """Cells from which the answer may be missing: a criterion that is unknown or could not be read."""
    for row in rows:
        yield row.at("criterion")
        if row.sheet == "ReportItems" and not row.has("text"):
            yield row.at("text")
