"""Every criterion of the unit has at least one piece of evidence in the portfolio.

Silent where another must finding on the criterion says already what is missing.

Hit: no part of the plan is evidence for 3.4. Miss: one supervision record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.location import Location
from ilmdocs.model.unit import PartRule, Rule
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the unit's row for each criterion without evidence."""
    own = case.rows("Units")
    place = own[0].at("unit_id") if own else Location(case.submission.file)
    for criterion in case.unit.criteria():
        if not case.plan.evidence_for(criterion.id):
            yield Found(
                place,
                f"Nothing in the portfolio is evidence for criterion {criterion.number} ({criterion.text}).",
                because_of=(*_answers(case, criterion.id), *_of_no_unit(case, criterion.id)),
                criterion=criterion.id,
                unless_explained=True,
            )


def fields(options: Options) -> Iterable[str]:
    """None in particular: the unit file says which answers are evidence."""
    return ()


def required(options: Options) -> Iterable[str]:
    """None: no single cell is asked for."""
    return ()


def _answers(case: Case, criterion: str) -> Iterator[Location]:
    """The empty cells that would have been evidence, and references that led their rows astray."""
    for part in case.unit.parts:
        if criterion in part.criteria:
            yield from _cells(case, part, criterion)


def _cells(case: Case, part: PartRule, criterion: str) -> Iterator[Location]:
    names = part.answers.get(criterion, (f"{part.sheet}.client_ref",) if part.sheet else ())
    for name in names:
        sheet, _, field_id = name.partition(".")
        yield case.submission.heading_at(sheet, field_id)
        yield from case.headings_of_empty(sheet)
        for row in case.rows(sheet):
            if not row.has(field_id):
                yield row.at(field_id)
        if sheet != "Clients":
            yield from (row.at("client_ref") for row in case.strays(sheet))
    yield from case.vanished


def _of_no_unit(case: Case, criterion: str) -> Iterator[Location]:
    """Cells that give what may be this evidence to a unit that does not exist."""
    for sheet in case.submission.sheets:
        for row in case.rows(sheet):
            if case.has_unknown_unit(row) and row.text("criterion") in ("", criterion):
                yield row.at("units")
