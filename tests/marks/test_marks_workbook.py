"""The marks workbook as an assessor meets it, and files of the wrong kind."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilmdocs.errors import UnreadableInput
from ilmdocs.library import Library
from ilmdocs.workbook.marks import create_descriptors, create_marks, read_descriptors, read_marks
from ilmdocs.workbook.read import read_workbook
from ilmdocs.workbook.schema import INTAKE, MARKS

from .fictional import FULL, MOST, UNIT, desk


def test_learner_and_criteria_are_filled_in_already(tmp_path: Path, library: Library) -> None:
    """An assessor finds whose it is, every criterion, the most marks and the fewest that pass."""
    made = desk(tmp_path, library)
    book = load_workbook(made.give({}))
    head = {
        book["MarkSheet"].cell(row, 1).value: book["MarkSheet"].cell(row, 2).value for row in range(4, 17)
    }
    assert head["Learner name"] == "Ffion Example" and head["Centre number"] == "012345"
    rows = [[cell.value for cell in row[:5]] for row in book["Criteria"].iter_rows(5, 14)]
    assert rows[2] == ["1.3", "Explain bee number 1.3", 4, 2, None]
    assert [row[0] for row in rows] == list(MOST)
    assert book["Descriptors"].sheet_state == "hidden"


def test_excel_refuses_a_mark_above_the_most(tmp_path: Path, library: Library) -> None:
    """Excel itself compares a mark with the most marks of its row, and offers the unit's two decisions."""
    made = desk(tmp_path, library)
    sheet = load_workbook(made.give({}))["Criteria"]
    limits = {v.promptTitle: (v.type, v.formula1, v.formula2) for v in sheet.data_validations.dataValidation}
    assert limits["Mark"] == ("whole", "0", "$C5")
    assert limits["Decision"][:2] == ("list", "list_decisions")


def test_marks_are_hidden_where_a_unit_has_none(library: Library) -> None:
    """An 8585 assessor sees decisions alone, with the words Pass and Refer."""
    book = load_workbook(io.BytesIO(create_marks(library.units["8585-301"], {})))
    hidden = {letter for letter, column in book["Criteria"].column_dimensions.items() if column.hidden}
    assert {"C", "E"} <= hidden and "F" not in hidden
    words = {cell.value for row in book["Lists"].iter_rows() for cell in row}
    assert {"Pass", "Refer"} <= words and "Referral" not in words


def test_same_input_same_bytes(library: Library) -> None:
    """Two runs make the same file."""
    unit = library.units[UNIT]
    assert create_marks(unit, {"assessor": "A"}) == create_marks(unit, {"assessor": "A"})


def test_every_value_survives_writing_and_reading(tmp_path: Path, library: Library) -> None:
    """What an assessor typed is read back cell by cell."""
    made = desk(tmp_path, library)
    path = made.give(
        {**FULL, "1.1": {"mark": 8, "feedback": "Clear.\n\nGo on."}},
        sections={"2": {"section_comments": "Good.", "verification_comments": "Agreed."}},
    )
    read = read_marks(path, made.unit)
    assert read.findings == ()
    assert read.submission.rows("Criteria")[0].text("feedback") == "Clear.\n\nGo on."
    assert read.submission.rows("Sections")[1].text("verification_comments") == "Agreed."


def test_one_kind_of_workbook_in_place_of_another(tmp_path: Path, library: Library) -> None:
    """Marks given as an intake, and the other way round, are refused in plain words."""
    made = desk(tmp_path, library)
    marks = made.give({})
    with pytest.raises(UnreadableInput, match=r"an assessor's marks workbook, not a learner's intake") as one:
        read_workbook(marks, library.units)
    assert one.value.remedy == f"Use the {INTAKE.name}."
    with pytest.raises(UnreadableInput, match=r"a learner's intake workbook, not an assessor's marks") as two:
        read_marks(made.workbook, made.unit)
    assert two.value.remedy == f"Use the {MARKS.name}."


def test_descriptors_of_another_unit_are_refused(tmp_path: Path, library: Library) -> None:
    """A centre's texts for one unit never stand beside the criteria of another."""
    path = tmp_path / "ours.xlsx"
    path.write_bytes(create_descriptors(library.units["8585-301"]))
    with pytest.raises(UnreadableInput, match="another unit than 8585-302"):
        read_descriptors(path, library.units["8585-302"])
    assert len(read_descriptors(path, library.units["8585-301"]).submission.rows("Descriptors")) == 11
