"""The assessor's marks workbook: made for a learner, unit and attempt, and read again.

The centre's sufficiency descriptors, from a workbook of their own, can be put into it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ilmdocs.model.submission import Value
from ilmdocs.model.unit import Unit
from ilmdocs.workbook.create import made_from
from ilmdocs.workbook.data_sheet import SheetPlan
from ilmdocs.workbook.guide_texts import DESCRIPTORS_GUIDE, MARKS_GUIDE
from ilmdocs.workbook.marks_reading import MarksRead, needed_fields, read_descriptors, read_marks
from ilmdocs.workbook.schema import DESCRIPTORS_BOOK, MARKS, SheetSchema, WorkbookSchema

__all__ = ["MarksRead", "create_descriptors", "create_marks", "read_descriptors", "read_marks"]

_MARKS_ONLY = frozenset({"most_marks", "fewest_marks", "mark"})

Given = Mapping[str, Sequence[Mapping[str, Value]]]
"""Rows of values by sheet name."""


def create_marks(unit: Unit, head: Mapping[str, Value], filled: Given | None = None) -> bytes:
    """Make a marks workbook for a unit; the same input gives the same bytes.

    Args:
        unit: the unit that is assessed.
        head: what is known of the MarkSheet, by field id: the learner, the centre, the attempt.
        filled: further rows by sheet name: the centre's Descriptors, or the marks of a fictional assessor,
            where each row of Criteria or Sections is added to the one of the same criterion or section.

    Raises:
        KeyError: when a field does not exist.
        ValueError: when a text is longer than a cell can hold.
    """
    more = filled or {}
    descriptors = [dict(row) for row in more.get("Descriptors", ())]
    rows: dict[str, list[dict[str, Value]]] = {
        "MarkSheet": [{"unit": unit.id, **head}],
        "Criteria": _joined(_criteria(unit), more.get("Criteria", ()), "criterion"),
        "Sections": _joined(_sections(unit), more.get("Sections", ()), "section"),
        "Descriptors": _joined(_wordings(unit), descriptors, "criterion") if descriptors else [],
    }
    return made_from(MARKS, [unit], _plans(MARKS, unit, rows), MARKS_GUIDE)


def create_descriptors(unit: Unit) -> bytes:
    """Make a workbook for a centre's own sufficiency descriptors of a unit, with a row per criterion."""
    return made_from(
        DESCRIPTORS_BOOK,
        [unit],
        _plans(DESCRIPTORS_BOOK, unit, {"Descriptors": _wordings(unit)}),
        DESCRIPTORS_GUIDE,
    )


def _plans(schema: WorkbookSchema, unit: Unit, rows: Given) -> list[SheetPlan]:
    for name, sheet_rows in rows.items():
        sheet = next(sheet for sheet in schema.sheets if sheet.name == name)
        for row in sheet_rows:
            for field_id in row:
                sheet.field(field_id)  # a misspelt one would be lost without a word
    return [
        SheetPlan(
            sheet,
            needed_fields(sheet, unit) if sheet.name in schema.always_needed else frozenset(),
            _shown(sheet, unit, rows),
            rows.get(sheet.name, ()),
        )
        for sheet in schema.sheets
    ]


def _shown(sheet: SheetSchema, unit: Unit, rows: Given) -> frozenset[str]:
    """Everything but marks where a unit has none, and an empty sheet of descriptors."""
    everything = frozenset(item.id for item in sheet.fields)
    if sheet.name == "Criteria" and unit.total_marks is None:
        return everything - _MARKS_ONLY
    return everything if rows.get(sheet.name) else frozenset()


def _criteria(unit: Unit) -> list[dict[str, Value]]:
    rows: list[dict[str, Value]] = []
    for criterion in unit.criteria():
        row: dict[str, Value] = {"criterion": criterion.id, "wording": criterion.text}
        if criterion.marks is not None and criterion.least_marks is not None:
            row |= {"most_marks": criterion.marks, "fewest_marks": criterion.least_marks}
        rows.append(row)
    return rows


def _sections(unit: Unit) -> list[dict[str, Value]]:
    return [{"section": outcome.id, "title": outcome.title} for outcome in unit.outcomes]


def _wordings(unit: Unit) -> list[dict[str, Value]]:
    return [{"criterion": criterion.id, "wording": criterion.text} for criterion in unit.criteria()]


def _joined(
    rows: list[dict[str, Value]], more: Sequence[Mapping[str, Value]], name: str
) -> list[dict[str, Value]]:
    by_key = {row[name]: row for row in more}
    return [row | dict(by_key.get(row[name], {})) for row in rows]
