"""A draft leaves out exactly the evidence whose file cannot be used."""

from __future__ import annotations

import pytest

from ilmdocs.model.finding import Finding, Severity
from ilmdocs.plan import without_unusable_files
from tests import builders as build


@pytest.mark.parametrize(
    ("field", "severity", "kept"),
    [
        ("file", Severity.MUST, False),
        ("page_range", Severity.MUST, False),
        ("file", Severity.INFO, True),
        ("title", Severity.MUST, True),
    ],
)
def test_a_must_finding_on_file_or_pages_leaves_the_file_out(
    field: str, severity: Severity, kept: bool
) -> None:
    """Pages that the file does not have stop it like a file that is not there; a note stops nothing."""
    made = build.submission({"Evidence": [{"title": "Scan", "file": "scan.pdf", "page_range": "9"}]})
    finding = Finding("attachment-missing", severity, build.place("Evidence", 0, field), "x", "y")
    (row,) = without_unusable_files(made, [finding]).rows("Evidence")
    assert row.has("file") is kept
    assert row.text("title") == "Scan"
