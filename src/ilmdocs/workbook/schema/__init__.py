"""The schemas of the workbooks: one source for creating, reading, `fields` and the documentation.

Field ids never change between versions; headings may. Which fields a unit requires is not said here:
that follows from the unit's own rules.
"""

from __future__ import annotations

from ilmdocs.workbook.schema.development import CPD, NETWORKS, PROGRESS_LOG, SELF_REVIEW
from ilmdocs.workbook.schema.fields import (
    FIRST_ROW,
    FORM_FIRST_ROW,
    FORM_LABEL_COLUMN,
    FORM_VALUE_COLUMN,
    HEADER_ROW,
    INTRO_ROW,
    TITLE_ROW,
    Field,
    FieldType,
    SheetSchema,
    WorkbookSchema,
)
from ilmdocs.workbook.schema.marks import CRITERIA, DESCRIPTORS, MARK_SHEET, SECTIONS
from ilmdocs.workbook.schema.others import FEEDBACK, OBSERVATIONS, RATINGS, SUPERVISION
from ilmdocs.workbook.schema.owing import KNOWN_FROM, Asked, Behind
from ilmdocs.workbook.schema.people import CLIENTS, LEARNER, SIGNATURE_MODES, UNITS
from ilmdocs.workbook.schema.practice import GOALS, SESSIONS, TOOLS
from ilmdocs.workbook.schema.writing import (
    EVIDENCE,
    FORM_NAMES,
    NARRATIVE,
    PRIVATE,
    REFERENCES,
    REPORT_ITEMS,
)

__all__ = [
    "ALL_SHEETS", "DESCRIPTORS_BOOK", "FIRST_ROW", "FORM_FIRST_ROW", "FORM_LABEL_COLUMN", "FORM_NAMES",
    "FORM_VALUE_COLUMN", "GUIDED_SINCE", "GUIDE_SHEET", "HEADER_ROW", "INTAKE", "INTAKE_KIND", "INTRO_ROW",
    "KNOWN_FROM", "LISTS_SHEET", "MARKS", "PROGRESS_SHEET", "RATINGS", "ROW_STATE_HEADING",
    "SCHEMA_VERSION", "SHEETS", "SIGNATURE_MODES", "TITLE_ROW", "UNREAD_SHEETS", "WORKINGS_SHEET", "Asked",
    "Behind", "Field", "FieldType", "SheetSchema", "WorkbookSchema", "file_fields", "sheet_schema",
]  # fmt: skip

SCHEMA_VERSION = 3
"""2 added the sheets of the written units, 3 what a workbook says while it is filled; older ones are read."""
GUIDED_SINCE = 3
"""The first version with the sheets Progress and Workings."""
INTAKE_KIND = "intake"

SHEETS: tuple[SheetSchema, ...] = (
    LEARNER,
    UNITS,
    CLIENTS,
    GOALS,
    SESSIONS,
    TOOLS,
    FEEDBACK,
    SUPERVISION,
    OBSERVATIONS,
    CPD,
    SELF_REVIEW,
    PROGRESS_LOG,
    NETWORKS,
    NARRATIVE,
    REPORT_ITEMS,
    REFERENCES,
    EVIDENCE,
    PRIVATE,
)
"""All sheets with learner's data, in workbook order. Guide comes first and Lists last; neither is read."""

INTAKE = WorkbookSchema(
    INTAKE_KIND,
    SCHEMA_VERSION,
    "intake workbook",
    "ilmdocs new",
    SHEETS,
    frozenset({"Learner", "Units", "Narrative", "Private"}),
)
"""Always needed, whatever the units require: without `Private` nobody would look for clients' names."""

MARKS = WorkbookSchema(
    "marks",
    1,
    "marks workbook",
    "ilmdocs mark new",
    (MARK_SHEET, CRITERIA, SECTIONS, DESCRIPTORS),
    frozenset({"MarkSheet", "Criteria"}),
)
"""The assessor's, one for each learner, unit and attempt."""

DESCRIPTORS_BOOK = WorkbookSchema(
    "descriptors",
    1,
    "workbook of descriptors",
    "ilmdocs mark descriptors",
    (DESCRIPTORS,),
    frozenset({"Descriptors"}),
)
"""A centre's own sufficiency descriptors for one unit."""

ALL_SHEETS: tuple[SheetSchema, ...] = (*SHEETS, *MARKS.sheets)

GUIDE_SHEET = "Guide"
PROGRESS_SHEET = "Progress"
WORKINGS_SHEET = "Workings"
LISTS_SHEET = "Lists"
UNREAD_SHEETS = frozenset({PROGRESS_SHEET, WORKINGS_SHEET, LISTS_SHEET})
"""What stands there is worked out from the other sheets, so it is never read."""
ROW_STATE_HEADING = "Row complete?"
"""Over the last column of each sheet, which is worked out too."""


def sheet_schema(name: str) -> SheetSchema:
    """The schema of a sheet.

    Raises:
        KeyError: when no sheet has this name.
    """
    for sheet in ALL_SHEETS:
        if sheet.name == name:
            return sheet
    raise KeyError(name)


def file_fields() -> tuple[tuple[str, str], ...]:
    """The fields of the intake workbook that name a file, as (sheet, field id)."""
    return tuple(
        (sheet.name, item.id) for sheet in SHEETS for item in sheet.fields if item.type is FieldType.FILE
    )
