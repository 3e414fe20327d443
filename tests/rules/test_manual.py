"""docs/findings.md explains every finding there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilmdocs.attachments import NOT_SEARCHABLE
from ilmdocs.attachments.problem import AttachmentUnreadable
from ilmdocs.cli.check import WORKBOOK_UNREADABLE
from ilmdocs.lettering import CHARACTER_UNUSUAL
from ilmdocs.marking import MARKS_INCOMPLETE
from ilmdocs.model.reading_answers import OF_ANSWER_DOCUMENTS
from ilmdocs.model.reading_centre import OF_THE_CENTRE
from ilmdocs.rules.manual import READING, findings_page
from ilmdocs.units import load_units
from ilmdocs.workbook.problems import READING_PROBLEMS
from tests.builders import TEMPLATES

PAGE = Path(__file__).parents[2] / "docs" / "findings.md"


def test_the_page_is_current(request: pytest.FixtureRequest) -> None:
    """The page in the repository is what the unit files say now (`--update-golden` rewrites it)."""
    page = findings_page(load_units(TEMPLATES).values())
    if request.config.getoption("--update-golden"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page


def test_every_id_has_one_heading() -> None:
    """A reader finds each id of a rule or of reading exactly once."""
    headings = [line[4:] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("### ")]
    ids = {rule.id for unit in load_units(TEMPLATES).values() for rule in unit.rules}
    assert sorted(headings) == sorted(ids | {name for name, *_ in READING})


def test_the_page_explains_just_the_findings_that_reading_can_make() -> None:
    """The ids and severities of reading, attachments and lettering that no rule explains, and no other."""
    attachments: set[type[AttachmentUnreadable]] = {AttachmentUnreadable}
    while more := {sub for kind in attachments for sub in kind.__subclasses__()} - attachments:
        attachments |= more
    made = {name: severity.value for name, (severity, _) in READING_PROBLEMS.items()}
    ruled = {rule.id for unit in load_units(TEMPLATES).values() for rule in unit.rules}
    made |= {kind.finding: "must" for kind in attachments if kind.finding not in ruled}
    made |= {item.id: item.severity.value for item in (*OF_ANSWER_DOCUMENTS, *OF_THE_CENTRE)}
    made |= {CHARACTER_UNUSUAL: "info", WORKBOOK_UNREADABLE: "must", MARKS_INCOMPLETE: "should"}
    made |= {NOT_SEARCHABLE: "info"}
    assert {name: severity for name, severity, *_ in READING} == made
