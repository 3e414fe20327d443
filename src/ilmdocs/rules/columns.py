"""Columns that are not on a sheet, and answers that are missing because of it."""

from __future__ import annotations

from ilmdocs.model.submission import Row, Submission
from ilmdocs.workbook.schema import sheet_schema


def heading_of(submission: Submission, sheet: str, field_id: str) -> str:
    """A heading as it stands in the user's workbook, or as in a new one when it is not there."""
    if field_id in submission.sheet(sheet).headings:
        return submission.heading_text(sheet, field_id)
    return sheet_schema(sheet).field(field_id).heading


def is_missing(row: Row, field_id: str) -> bool:
    """Whether a row has no answer: its cell is empty, or there is no such column.

    A cell or column that could not be read is another finding's.
    """
    return not row.has(field_id) and field_id not in row.defects


def has_no_column(row: Row, field_id: str) -> bool:
    """Whether a row's sheet has no such column, and reading said nothing about it."""
    return field_id not in row.cells and field_id not in row.defects


def without_column(submission: Submission, sheet: str, field_id: str, why: str) -> tuple[str, str]:
    """Message and remedy for a column that is not there; `why` says who needs it."""
    heading = heading_of(submission, sheet, field_id)
    return (
        f"The sheet {sheet} has no column “{heading}”, which is needed{why}.",
        f"Add a column with the heading “{heading}” and fill it in.",
    )
