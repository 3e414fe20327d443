"""The files that a workbook's cells name, as typed."""

from __future__ import annotations

from collections.abc import Iterator

from ilmdocs.model.submission import Submission
from ilmdocs.workbook.schema import file_fields


def typed_files(submission: Submission) -> Iterator[str]:
    """The names that the cells for files hold, each once, as typed."""
    named = (
        row.text(name) for sheet, name in file_fields() for row in submission.rows(sheet) if row.has(name)
    )
    return iter(dict.fromkeys(named))
