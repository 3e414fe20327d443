"""What a draft is planned from when some of the learner's files cannot be used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ilmdocs.model.finding import Finding
from ilmdocs.model.submission import Row, Submission

_FILE = "file"


def without_unusable_files(submission: Submission, findings: Iterable[Finding]) -> Submission:
    """The submission without the file names that a finding stands on.

    A draft leaves such evidence out, and a form that a missing scan would have replaced is generated.

    Args:
        submission: as read.
        findings: all of the learner's; those on an Evidence row's file cell count.
    """
    sheet = submission.sheet("Evidence")
    bad = {finding.location for finding in findings if finding.location.sheet == "Evidence"}

    def usable(row: Row) -> Row:
        if row.at(_FILE) not in bad:
            return row
        return replace(row, values={name: value for name, value in row.values.items() if name != _FILE})

    evidence = replace(sheet, rows=tuple(usable(row) for row in sheet.rows))
    return replace(submission, sheets={**submission.sheets, "Evidence": evidence})
