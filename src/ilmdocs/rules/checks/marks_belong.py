"""A marks workbook is about the learner and the unit beside which it lies.

The registration number tells learners apart; where one of the two is blank, the name does.

Hit: another learner's registration number. Miss: the learner's own, in other capitals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the unit, the registration number or the name that is another's."""
    for row in case.rows("MarkSheet"):
        unit = row.text("unit")
        if unit and _folded(unit) != _folded(case.unit.id):
            yield Found(row.at("unit"), f"These marks are for {unit}, not for {case.unit.id}.")
        field_id = _differing(row, case.submission.learner)
        if field_id:
            label = case.label("MarkSheet", field_id)
            yield Found(row.at(field_id), f"{label} is not that of the learner's workbook.")


def fields(options: Options) -> Iterable[str]:
    """Unit, registration number and name."""
    return ("MarkSheet.unit", "MarkSheet.ilm_registration_no", "MarkSheet.learner_name")


def required(options: Options) -> Iterable[str]:
    """None: what is blank is not another's."""
    return ()


def _differing(row: Row, learner: Row) -> str:
    """The field that tells that the marks are another learner's, or nothing."""
    for field_id in ("ilm_registration_no", "learner_name"):
        if row.has(field_id) and learner.has(field_id):
            return "" if _folded(row.text(field_id)) == _folded(learner.text(field_id)) else field_id
    return ""


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()
