"""Progress never shows a learner as further than a check would: what it cannot count is listed here."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook

from ilmdocs.model.finding import Severity
from ilmdocs.model.unit import RuleBook
from ilmdocs.rules import aims_of
from ilmdocs.workbook.create import create_workbook
from ilmdocs.workbook.schema import PROGRESS_SHEET
from tests.builders import UNITS, Rows
from tests.gap.closing import musts, perfect

from .test_guidance import library

NOT_COUNTED = {
    # what is there but wrong: Progress counts what is there
    **dict.fromkeys(
        ("future-date", "sessions-overlap", "session-before-start", "date-against-sessions"),
        "how days fit together",
    ),
    **dict.fromkeys(
        ("session-number-unique", "unique-value", "number-in-range", "choice-among", "counted-twice"),
        "what a cell holds, not whether it is there",
    ),
    **dict.fromkeys(
        ("client-named", "reference-not-a-name", "placeholder-text"), "the words of a text, read by the check"
    ),
    **dict.fromkeys(
        ("unknown-reference", "citations-listed", "code-referenced"), "a label that leads to no row"
    ),
    "uncounted-sessions": "says why hours, which are counted, are too few",
    # what only the portfolio, a Word document or a person tells
    **dict.fromkeys(
        ("criterion-evidenced", "part-printed", "part-order", "matrix-first", "official-forms"),
        "the portfolio that is made of it",
    ),
    **dict.fromkeys(("answer-unit", "sub-headings"), "the headings of a Word document"),
    "judgement": "read by a person",
    # what hangs on another row
    "fields-filled": "an answer that one row of several must have",
    "plan-linked": "where a link leads",
}
"""Checks of must rules without a line on Progress, each with the reason."""
STILL_DONE = {
    "needs-identified": "one goal of each need says it for the others",
    "unknown-reference": "a label that leads to no row is there all the same",
    "sources-acknowledged": "a source that a text names and that is not listed",
}
"""Rules that may be broken by leaving something out while every line says Done."""


def test_every_must_rule_is_counted_or_it_is_said_why_not() -> None:
    """A new check either gives goals or is listed with its reason."""
    left = set()
    for unit in UNITS.values():
        counted = {aim.rule for aim in aims_of(unit)}
        left |= {
            rule.check
            for rule in unit.rules_about(RuleBook.INTAKE)
            if rule.severity is Severity.MUST and rule.id not in counted
        }
    assert left - set(NOT_COUNTED) == set()


def leaving_out(rows: Rows) -> Iterator[tuple[str, Rows]]:
    """The rows of a learner without one thing at a time: a sheet, the last answer."""
    for sheet, own in rows.items():
        if own and sheet not in ("Learner", "Units", "Private"):
            yield f"no {sheet}", {**rows, sheet: []}
    yield "no last answer", {**rows, "Narrative": rows.get("Narrative", [])[:-1]}


def to_do(rows: Rows, unit_id: str) -> set[str]:
    """The labels of the lines that are not done."""
    unit, known = library().unit(unit_id), library()
    data = create_workbook(
        [unit], rows=rows, required=known.required, used=known.used, aims=known.aims([unit])
    )
    sheet = load_workbook(io.BytesIO(data), data_only=True, read_only=True)[PROGRESS_SHEET]
    return {str(row[1]) for row in sheet.iter_rows(values_only=True) if len(row) > 5 and row[5] == "To do"}


@pytest.mark.parametrize("unit_id", ["8585-301", "8588-500"])  # one of each regime: each takes seconds
def test_whatever_a_learner_leaves_out_is_to_do(unit_id: str) -> None:
    """Each must rule broken once, by leaving something out: a line says To do, but for those listed."""
    rows = perfect(unit_id)
    assert to_do(rows, unit_id) == set()
    broken: set[str] = set()
    unseen = []
    for what, left in leaving_out(rows):
        found = {item.id for item in musts(left, unit_id) if item.caused_by is None} - STILL_DONE.keys()
        if found - broken and not to_do(left, unit_id):
            unseen.append((what, sorted(found)))
        broken |= found
    assert broken and unseen == []
