"""What is said of a learner of whom nothing was noted down yet, while work on others goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from ilmdocs.errors import EngineFailure, UnreadableInput
from ilmdocs.model.finding import Severity
from ilmdocs.results import BuildResult
from ilmdocs.web.pages.board import board_row
from ilmdocs.web.pages.sentences import row_sentence, why
from ilmdocs.web.state import Row, Upload
from tests.report.cohorts import finding, learner, standing


def row(*results: dict[str, Any]) -> Row:
    """A row with results that differ from a good one."""
    good = {"path": Path("a.xlsx"), "learner": "Ann", "unit": "8585-301", "status": "built", "seconds": 1.0}
    return Row(0, Path("a.xlsx"), results=tuple(BuildResult(**{**good, **changes}) for changes in results))


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ([{}, {"unit": "8585-302"}], "Ready: nothing needs to be put right."),
        ([{}, {"status": "refused", "counts": {"points": 1}}], "Not ready: 1 point to fix."),
        ([{"status": "refused", "counts": {"points": 3}}], "Not ready: 3 points to fix."),
        ([{"status": "failed", "error": EngineFailure("No.")}], "Not ready: a portfolio could not be built."),
        (
            [{"unit": None, "status": "failed", "error": UnreadableInput("Damaged.", "Send it again.")}],
            "This workbook could not be read.",
        ),
    ],
)
def test_the_sentence_says_how_the_learner_stands(results: list[dict[str, Any]], said: str) -> None:
    """The same words as in the report that comes later."""
    assert row_sentence(row(*results)) == said


def test_why_a_workbook_could_not_be_read_is_said_with_what_to_do() -> None:
    """Both sentences of the reader."""
    error = UnreadableInput("Damaged.", "Send it again.")
    assert why(row({"unit": None, "status": "failed", "error": error})) == "Damaged. Send it again."


@pytest.mark.parametrize(
    ("many", "said"),
    [
        (0, "Nothing: hand it in."),
        (1, "1 point to look at, then hand it in."),
        (2, "2 points to look at, then hand it in."),
    ],
)
def test_who_is_ready_is_told_of_what_is_still_to_be_looked_at(tmp_path: Path, many: int, said: str) -> None:
    """As the board does: handing it in is not all there is to do."""
    found = tuple(finding(Severity.SHOULD, number=number) for number in range(many))
    ready = replace(row({}), standing=learner("Ann", standing(), findings=found))
    upload = Upload(1, tmp_path, datetime(2026, 3, 4, 9, 30), date(2026, 3, 4))
    made = html.fromstring(b"<table>" + board_row(upload, ready) + b"</table>")
    assert made.xpath("string(//td[2]/div)") == said
