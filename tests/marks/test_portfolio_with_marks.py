"""The mark sheet at the end of a portfolio, and portfolios whose marks are not complete."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from ilmdocs.library import Library
from ilmdocs.marking import MARKS_INCOMPLETE
from ilmdocs.results import BuildResult
from tests.builders import TODAY
from tests.building import build_here

from .fictional import FULL, Desk, changed, desk

pytestmark = pytest.mark.engine


def build(made: Desk, output: Path) -> BuildResult:
    """The portfolio of the one learner."""
    (result,) = build_here([made.workbook], made.library, output, TODAY)
    assert result.error is None
    return result


def test_complete_marks_come_last(tmp_path: Path, library: Library) -> None:
    """The mark sheet is the last part, carries no evidence number and says the outcome."""
    made = desk(tmp_path / "in", library)
    made.give(changed(ac_1_3=1))
    result = build(made, tmp_path / "out")
    assert result.status == "built" and result.portfolio is not None
    last = result.parts[-1]
    assert (last["kind"], last["title"], last["reference"]) == ("mark-sheet", "Mark sheet", None)
    assert "97 / 100 TOTAL MARKS" in " ".join(PdfReader(result.portfolio).pages[-1].extract_text().split())


def test_without_marks_there_is_no_mark_sheet(tmp_path: Path, library: Library) -> None:
    """Nothing is said about marks that nobody has given yet."""
    result = build(desk(tmp_path / "in", library), tmp_path / "out")
    assert [part["kind"] for part in result.parts] == ["authentication", "contents"]
    assert result.findings == ()


@pytest.mark.parametrize("broken", [False, True])
def test_marks_that_cannot_be_used_never_stop_a_learner(
    tmp_path: Path, library: Library, broken: bool
) -> None:
    """The portfolio is built without the mark sheet; a should finding and a note of the build say why."""
    made = desk(tmp_path / "in", library)
    path = made.give(changed(ac_2_2=None))
    if broken:
        path.write_bytes(b"not a workbook")
    result = build(made, tmp_path / "out")
    assert result.status == "built"
    assert "mark-sheet" not in [part["kind"] for part in result.parts]
    assert [(f.id, str(f.location), f.severity.value) for f in result.findings] == [
        (MARKS_INCOMPLETE, "marks-8580-999.xlsx", "should")
    ]
    for told in (result, build(made, tmp_path / "out")):
        (note,) = told.notes
        assert "marks-8580-999.xlsx" in note and "without its mark sheet" in note


def test_a_new_mark_makes_a_new_portfolio(tmp_path: Path, library: Library) -> None:
    """Unchanged means that the marks are unchanged too."""
    made = desk(tmp_path / "in", library)
    made.give(FULL)
    assert build(made, tmp_path / "out").status == "built"
    assert build(made, tmp_path / "out").status == "unchanged"
    made.give(changed(ac_1_1=5))
    assert build(made, tmp_path / "out").status == "built"


def test_the_second_attempt_keeps_the_first_record(tmp_path: Path, library: Library) -> None:
    """The first marks workbook stays byte for byte; the second portfolio carries both sheets in order."""
    first = desk(tmp_path / "in", library)
    record = first.give(changed(ac_1_3=1))
    before = record.read_bytes()
    second = desk(tmp_path / "in", library, attempt=2)
    assert second.give(FULL).name == "marks-8580-999(2).xlsx"
    result = build(second, tmp_path / "out")
    titles = [part["title"] for part in result.parts if part["kind"] == "mark-sheet"]
    assert titles == ["Mark sheet, attempt 1", "Mark sheet, attempt 2"]
    assert record.read_bytes() == before
    assert result.portfolio is not None and result.portfolio.name.endswith("8580-999(2).pdf")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(result.portfolio).pages).split())
    assert text.index("97 / 100 TOTAL") < text.index("100 / 100 TOTAL")


def test_each_learner_of_a_shared_folder_has_marks_of_their_own(tmp_path: Path, library: Library) -> None:
    """Where workbooks lie side by side, each is marked in a file that bears its name."""
    made = desk(tmp_path / "in", library)
    other = desk(tmp_path / "other", library, ilm_registration_no="XYZ789", learner_name="Gwil Example")
    neighbour = made.workbook.with_name("gwil.xlsx")
    neighbour.write_bytes(other.workbook.read_bytes())
    path = made.give(FULL)
    assert path.name == "marks-8580-999 ffion.xlsx"
    theirs = build(Desk(library, neighbour, made.unit), tmp_path / "out")
    ours = build(made, tmp_path / "out")
    assert "mark-sheet" in [part["kind"] for part in ours.parts]
    assert "mark-sheet" not in [part["kind"] for part in theirs.parts] and theirs.findings == ()
