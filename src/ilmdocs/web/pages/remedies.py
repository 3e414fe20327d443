"""What to do, in words that fit a page: where a command line names a command, the page has a link."""

from __future__ import annotations

from dataclasses import replace

from ilmdocs.errors import IlmdocsError
from ilmdocs.model.finding import Finding
from ilmdocs.report.html.markup import Child, joined, tag

_COMMAND = "ilmdocs new"
_PUT_THERE = "Put the file there, or"
_MISSING = "attachment-missing"


def remedy_of(error: IlmdocsError) -> Child:
    """What to do about an error."""
    if _COMMAND not in error.remedy:
        return error.remedy
    blank = tag("a", "download a blank one", href="/workbook")
    return joined(
        ("Choose the learner's workbook. If there is none yet, ", blank, " and copy the answers into it.")
    )


def on_the_page(finding: Finding) -> Finding:
    """A finding whose remedy fits the page: files do not lie in a folder, they are dropped."""
    if finding.id != _MISSING or not finding.remedy.startswith(_PUT_THERE):
        return finding
    rest = finding.remedy.removeprefix(_PUT_THERE)
    words = "Choose the whole folder, or choose the workbook together with its files; or"
    return replace(finding, remedy=words + rest)
