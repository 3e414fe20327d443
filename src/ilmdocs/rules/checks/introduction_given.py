"""An introduction puts the work in its context: in certain cells, or as an introduction of the learner's own.

Options: `sheet`, `fields` are the cells that the introduction can be made from.

Hit: the own role is blank, and there is no introduction. Miss: an introduction on the Narrative sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.answers import answers_of
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.columns import has_no_column, is_missing, without_column


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    sheet: str
    fields: tuple[str, ...]


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each blank cell when there is no introduction either."""
    if any(answer.kind == "introduction" and answer.text.strip() for answer in answers_of(case)):
        return
    for row in case.rows(options.sheet):
        for field_id in options.fields:
            if not is_missing(row, field_id):
                continue
            if has_no_column(row, field_id):
                yield Found(
                    row.at(field_id),
                    *without_column(case.submission, row.sheet, field_id, " for the introduction"),
                )
                continue
            label = case.label(row.sheet, field_id)
            yield Found(row.at(field_id), f"{label} is missing, and there is no introduction.")


def fields(options: Options) -> Iterable[str]:
    """The cells, and the introductions."""
    return (*(f"{options.sheet}.{name}" for name in options.fields), "Narrative.kind", "Narrative.text")


def required(options: Options) -> Iterable[str]:
    """None: an introduction stands in for them."""
    return ()
