"""Headings and sheets: moved, renamed, doubled, missing, with odd spaces."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ilmdocs.workbook.fold import folded
from ilmdocs.workbook.headings import field_names
from ilmdocs.workbook.schema import FIRST_ROW, HEADER_ROW, SHEETS, SheetSchema, sheet_schema

from .build import address, cell, column, heading, only, read, told


@pytest.mark.parametrize("schema", SHEETS, ids=lambda schema: schema.name)
def test_headings_are_distinct(schema: SheetSchema) -> None:
    """No heading, id or alias of a sheet can be taken for another field's."""
    for item in schema.fields:
        for name in (item.heading, item.id, *item.aliases):
            assert field_names(schema)[folded(name)] == item.id


@given(st.sampled_from("Duration"), st.sampled_from(["\u00a0", "\u200b", "  ", "\n", " *", ":", "\u00ad"]))
def test_odd_spaces_do_not_matter(letter: str, noise: str) -> None:
    """Spaces of any kind, capitals and punctuation around a heading make no difference."""
    assert folded(noise + "Session  no".swapcase() + noise) == "session no"
    assert folded("Dura\u200btion") == "duration"
    assert letter in "Duration"


def test_columns_may_be_reordered(tmp_path: Path) -> None:
    """Two columns that changed places are read where they stand now."""

    def swap(book: Workbook) -> None:
        sheet = book["Sessions"]
        first, second = column("Sessions", "goal"), column("Sessions", "reality")
        for row in range(HEADER_ROW, HEADER_ROW + 5):
            a, b = sheet.cell(row, first), sheet.cell(row, second)
            a.value, b.value = b.value, a.value

    result = read(tmp_path, swap)
    session = result.submission.rows("Sessions")[0]
    assert (session.text("goal"), session.text("reality")) == ("Plan the week", "Too many meetings")
    assert str(session.at("goal")) == address("Sessions", "reality")
    assert told(result) == []


def test_rows_may_be_inserted_above(tmp_path: Path) -> None:
    """The heading row is found further down, and addresses follow."""
    result = read(tmp_path, lambda book: book["Sessions"].insert_rows(2, 3))
    session = result.submission.rows("Sessions")[0]
    assert session.number == FIRST_ROW + 3
    assert str(session.at("date")) == address("Sessions", "date", FIRST_ROW + 3)
    assert told(result) == []


def test_headings_with_odd_spaces_are_found(tmp_path: Path) -> None:
    """Non-breaking and zero-width spaces in headings and sheet names are no mistake."""

    def spoil(book: Workbook) -> None:
        heading(book, "Sessions", "session_no").value = " session\u00a0NO\u200b *"
        heading(book, "Sessions", "duration").value = "Dura\u200btion\n"
        book["Goals"].title = "goals "

    result = read(tmp_path, spoil)
    assert told(result) == []
    assert result.submission.rows("Sessions")[0].minutes("duration") == 90
    assert result.submission.rows("Goals")[0].text("goal") == "Delegate more"


def test_renamed_heading_of_a_needed_column(tmp_path: Path) -> None:
    """A misspelt heading is reported at its cell with the nearest; that it is missing is a consequence."""

    def rename(book: Workbook) -> None:
        heading(book, "Sessions", "duration").value = "Durration"

    result = read(tmp_path, rename)
    place = address("Sessions", "duration", HEADER_ROW)
    assert told(result) == [("heading-unknown", place), ("heading-missing", place)]
    assert '"Duration"' in only(result, "heading-unknown").remedy
    assert only(result, "heading-missing").caused_by == "heading-unknown"
    for row in result.submission.rows("Sessions"):
        assert not row.has("duration") and "duration" in row.defects


def test_heading_renamed_beyond_recognition(tmp_path: Path) -> None:
    """A heading that resembles nothing is still paired, by its place, with the column it was."""

    def rename(book: Workbook) -> None:
        heading(book, "Sessions", "duration").value = "How long it took us"

    result = read(tmp_path, rename)
    assert only(result, "heading-missing").caused_by == "heading-unknown"
    assert "duration" in result.submission.rows("Sessions")[0].defects


def test_renamed_heading_of_a_column_nobody_needs(tmp_path: Path) -> None:
    """Where no unit needs the column, the unknown heading alone is reported."""

    def rename(book: Workbook) -> None:
        heading(book, "Sessions", "next_venue").value = "Where next"

    result = read(tmp_path, rename)
    assert told(result) == [("heading-unknown", address("Sessions", "next_venue", HEADER_ROW))]


def test_doubled_heading(tmp_path: Path) -> None:
    """A heading that stands twice is reported at the second; where both differ, neither value is taken."""

    def double(book: Workbook) -> None:
        heading(book, "Sessions", "reality").value = "Duration"

    result = read(tmp_path, double)
    place = address("Sessions", "reality", HEADER_ROW)
    assert told(result) == [("heading-duplicate", place), ("heading-missing", place)]
    assert only(result, "heading-missing").caused_by == "heading-duplicate"
    session = result.submission.rows("Sessions")[0]
    assert not session.has("duration") and {"duration", "reality"} <= session.defects
    assert str(result.submission.heading_at("Sessions", "duration")) == "Sessions"


def test_doubled_heading_over_an_empty_column(tmp_path: Path) -> None:
    """A second column without entries takes nothing away from the first."""

    def double(book: Workbook) -> None:
        heading(book, "Sessions", "next_venue").value = "Duration"

    result = read(tmp_path, double)
    assert told(result) == [("heading-duplicate", address("Sessions", "next_venue", HEADER_ROW))]
    assert result.submission.rows("Sessions")[0].minutes("duration") == 90


def test_deleted_column(tmp_path: Path) -> None:
    """A needed column that is gone is reported at its sheet, and rules stay silent about its cells."""

    def delete(book: Workbook) -> None:
        book["Sessions"].delete_cols(column("Sessions", "duration"))

    result = read(tmp_path, delete)
    assert told(result) == [("heading-missing", "Sessions")]
    assert only(result, "heading-missing").caused_by is None
    assert "duration" in result.submission.rows("Sessions")[0].defects


def test_deleted_column_that_nobody_needs(tmp_path: Path) -> None:
    """A column that no included unit needs may be deleted."""

    def delete(book: Workbook) -> None:
        book["Sessions"].delete_cols(column("Sessions", "next_venue"))

    assert told(read(tmp_path, delete)) == []


def test_heading_cleared_above_entries(tmp_path: Path) -> None:
    """Entries below an empty heading cell are not lost silently: the heading is asked for at its cell."""

    def clear(book: Workbook) -> None:
        heading(book, "Sessions", "duration").value = None

    result = read(tmp_path, clear)
    assert told(result) == [("heading-missing", address("Sessions", "duration", HEADER_ROW))]
    assert only(result, "heading-missing").caused_by is None
    assert "duration" in result.submission.rows("Sessions")[0].defects


def test_heading_cleared_above_an_empty_column(tmp_path: Path) -> None:
    """A needed heading that was cleared is asked for at its empty cell, also when the column is empty."""

    def clear(book: Workbook) -> None:
        heading(book, "Supervision", "outcomes").value = None
        cell(book, "Supervision", "outcomes").value = None

    result = read(tmp_path, clear)
    assert told(result) == [("heading-missing", address("Supervision", "outcomes", HEADER_ROW))]


def test_notes_beside_the_table(tmp_path: Path) -> None:
    """Entries in a column without a heading, beyond the table, are reported where they stand."""

    def scribble(book: Workbook) -> None:
        book["Sessions"].cell(6, 60).value = "remember the milk"

    result = read(tmp_path, scribble)
    assert told(result) == [("heading-unknown", "Sessions!BH4")]
    assert "Column BH" in only(result, "heading-unknown").message


def test_sheet_without_headings(tmp_path: Path) -> None:
    """A sheet whose heading row is gone is reported once, not once a column."""
    result = read(tmp_path, lambda book: book["Sessions"].delete_rows(HEADER_ROW))
    assert told(result) == [("heading-missing", "Sessions")]
    assert not result.submission.sheet("Sessions").present


def test_missing_sheet(tmp_path: Path) -> None:
    """A needed sheet that is gone is reported; one that nobody needs is not."""

    def remove(book: Workbook) -> None:
        del book["Sessions"]
        del book["CPD"]

    result = read(tmp_path, remove)
    assert told(result) == [("sheet-missing", "Sessions")]
    assert not result.submission.sheet("Sessions").present


def test_names_are_never_left_unsearched_in_silence(tmp_path: Path) -> None:
    """Without the Private sheet, or under another name, no client would be looked for."""

    def remove(book: Workbook) -> None:
        del book["Private"]

    def rename(book: Workbook) -> None:
        book["Private"].title = "Privat"

    assert told(read(tmp_path, remove)) == [("sheet-missing", "Private")]
    assert "rename it to Private" in only(read(tmp_path, rename), "sheet-missing").remedy


def test_missing_units(tmp_path: Path) -> None:
    """Without the Units sheet, or its column of units, that alone is said."""

    def remove(book: Workbook) -> None:
        del book["Units"]

    result = read(tmp_path, remove)
    assert result.included == ()
    assert told(result) == [("sheet-missing", "Units")]

    def rename(book: Workbook) -> None:
        heading(book, "Units", "unit_id").value = "Wich unyt"

    result = read(tmp_path, rename)
    assert result.included == ()
    assert told(result) == [("heading-unknown", "Units!A4"), ("heading-missing", "Units!A4")]


def test_renamed_sheet(tmp_path: Path) -> None:
    """A renamed sheet is not guessed; the finding says which sheet may be meant."""

    def rename(book: Workbook) -> None:
        book["Sessions"].title = "My sessions"

    result = read(tmp_path, rename)
    assert told(result) == [("sheet-missing", "Sessions")]
    assert "rename it to Sessions" in only(result, "sheet-missing").remedy
    assert only(result, "sheet-unknown").caused_by == "sheet-missing"


def test_sheet_of_ones_own(tmp_path: Path) -> None:
    """A learner's own sheet is passed over, and said so."""

    def add(book: Workbook) -> None:
        book.create_sheet("Shopping")["A1"] = "milk"

    result = read(tmp_path, add)
    assert told(result) == []
    assert told(result, info=True) == [("sheet-unknown", "Shopping")]


def test_labels_may_move_down(tmp_path: Path) -> None:
    """On the Learner sheet a line is found by its label wherever it stands."""
    result = read(tmp_path, lambda book: book["Learner"].insert_rows(5, 2))
    learner = result.submission.learner
    assert learner.text("centre_number") == "012345"
    assert str(learner.at("centre_number")) == address("Learner", "centre_number").replace("B9", "B11")
    assert told(result) == []


def test_renamed_label(tmp_path: Path) -> None:
    """A renamed label on the Learner sheet is reported like a heading."""

    def rename(book: Workbook) -> None:
        book["Learner"]["A4"] = "What are you called"

    result = read(tmp_path, rename)
    assert told(result) == [("heading-unknown", "Learner!A4"), ("heading-missing", "Learner!A4")]
    assert "learner_name" in result.submission.learner.defects


def test_a_blank_form_still_has_its_cells(tmp_path: Path) -> None:
    """A missing value on the Learner sheet can be pointed at, because its cell is known."""
    result = read(tmp_path, rows={})
    assert str(result.submission.learner.at("learner_name")) == "Learner!B4"
    assert not result.submission.learner.values


def test_aliases_and_ids_are_headings_too(tmp_path: Path) -> None:
    """Headings of older workbooks, and the field ids themselves, are understood."""

    def rename(book: Workbook) -> None:
        heading(book, "Sessions", "client_ref").value = "Coachee reference"
        heading(book, "Sessions", "session_no").value = "session_no"

    result = read(tmp_path, rename)
    assert told(result) == []
    assert result.submission.rows("Sessions")[2].text("session_ref") == "C1-03"
    assert sheet_schema("Sessions").field("session_no").heading == "Session no"
