"""What a draft is planned from when some of the learner's files cannot be used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.submission import Row, Submission

_FILE, _PAGES = "file", "page_range"


def without_unusable_files(submission: Submission, findings: Iterable[Finding]) -> Submission:
    """The submission without the file names that a finding stands on.

    A draft leaves such evidence out, and a form that a missing scan would have replaced is generated.

    Args:
        submission: as read.
        findings: all of the learner's; must findings on an Evidence row's file or pages count.
    """
    sheet = submission.sheet("Evidence")
    bad = {finding.location for finding in findings if finding.severity is Severity.MUST}

    def usable(row: Row) -> Row:
        if not bad & {row.at(_FILE), row.at(_PAGES)}:
            return row
        return replace(row, values={name: value for name, value in row.values.items() if name != _FILE})

    evidence = replace(sheet, rows=tuple(usable(row) for row in sheet.rows))
    return replace(submission, sheets={**submission.sheets, "Evidence": evidence})
