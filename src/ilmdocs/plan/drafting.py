"""What a draft is planned from when some of the learner's files cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row, Sheet, Submission

_FILE, _PAGES = "file", "page_range"


def without_unusable_files(submission: Submission, findings: Iterable[Finding]) -> Submission:
    """The submission without the file names that a finding stands on.

    A draft leaves such evidence out, and a form that a missing scan would have replaced is generated.

    Args:
        submission: as read.
        findings: all of the learner's; must findings on an Evidence row's file or pages count, and those that
            a client is named in a Word document.
    """
    must = [finding for finding in findings if finding.severity is Severity.MUST]
    named = {finding.location for finding in must if finding.id == "client-named"}
    evidence = _without(submission.sheet("Evidence"), {finding.location for finding in must}, (_FILE, _PAGES))
    narrative = _without(submission.sheet("Narrative"), named, (_FILE,))
    return replace(submission, sheets={**submission.sheets, "Evidence": evidence, "Narrative": narrative})


def _without(sheet: Sheet, bad: Set[Location], fields: tuple[str, ...]) -> Sheet:
    """A sheet without the file names of rows on whose fields something bad stands."""

    def usable(row: Row) -> Row:
        if not bad & {row.at(name) for name in fields}:
            return row
        return replace(row, values={name: value for name, value in row.values.items() if name != _FILE})

    return replace(sheet, rows=tuple(usable(row) for row in sheet.rows))
