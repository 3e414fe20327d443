"""The intake workbook as Excel shows it."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from ilmdocs.workbook.create import Rows, create_workbook
from ilmdocs.workbook.kind import WorkbookKind, stored_kind
from ilmdocs.workbook.look import ACCENT, TINT
from ilmdocs.workbook.schema import (
    FIRST_ROW,
    GUIDE_SHEET,
    HEADER_ROW,
    LISTS_SHEET,
    PROGRESS_SHEET,
    ROW_STATE_HEADING,
    SHEETS,
    WORKINGS_SHEET,
)

from .build import REQUIRED, ROWS, SESSION, UNIT, UNITS, cell, column, heading, read, told, write

BOTH = [UNITS["8585-301"], UNITS["8585-302"]]


def blank() -> Workbook:
    """A blank workbook for both units."""
    return load_workbook(io.BytesIO(create_workbook(BOTH, required=REQUIRED)))


def test_sheets_in_order_with_headings() -> None:
    """Guide first, the learner's sheets in order, Lists last and out of sight."""
    book = blank()
    names = [schema.name for schema in SHEETS]
    assert book.sheetnames == [GUIDE_SHEET, PROGRESS_SHEET, *names, WORKINGS_SHEET, LISTS_SHEET]
    assert book[LISTS_SHEET].sheet_state == book[WORKINGS_SHEET].sheet_state == "hidden"
    for schema in SHEETS:
        if schema.layout == "rows":
            texts = [c.value for c in book[schema.name][HEADER_ROW]]
            assert texts == [*(item.heading for item in schema.fields), ROW_STATE_HEADING]
            assert book[schema.name].freeze_panes is not None
            assert book[schema.name].print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"


def test_needed_headings_stand_out() -> None:
    """Needed headings are dark, others light; cells to fill are tinted; one accent throughout."""
    book = blank()
    assert heading(book, "Sessions", "duration").fill.fgColor.rgb == f"00{ACCENT}"
    assert heading(book, "Sessions", "next_venue").fill.fgColor.rgb == "00FFFFFF"
    assert cell(book, "Sessions", "duration").fill.fgColor.rgb == f"00{TINT}"


def test_help_at_the_heading_and_at_the_cell() -> None:
    """A heading explains itself in a note, a cell in a prompt."""
    book = blank()
    note = heading(book, "Sessions", "duration").comment
    assert note is not None and note.text == "Needed. Hours and minutes, for example 1:30 or 90 min."
    prompts = {v.promptTitle: v.prompt for v in book["Sessions"].data_validations.dataValidation}
    assert prompts["Duration"] == "Hours and minutes, for example 1:30 or 90 min."


def test_formats_also_below_the_tinted_rows() -> None:
    """Dates and lengths of time have their format, numbers with leading zeros are text, far down too."""
    book = blank()
    assert cell(book, "Sessions", "date").number_format == "dd/mm/yyyy"
    assert cell(book, "Sessions", "duration").number_format == "[h]:mm"
    assert cell(book, "Learner", "centre_number").number_format == "@"
    letters = {"date": "dd/mm/yyyy", "duration": "[h]:mm"}
    for field_id, expected in letters.items():
        letter = cell(book, "Sessions", field_id).column_letter
        assert book["Sessions"].column_dimensions[letter].number_format == expected


def test_dropdowns_come_from_defined_names() -> None:
    """Choices, clients, sessions and units are offered from named lists."""
    book = blank()
    offered = {v.promptTitle: v for v in book["Sessions"].data_validations.dataValidation if v.type == "list"}
    assert offered["Client reference"].formula1 == "client_references"
    assert offered["Model used"].formula1 == "list_sessions_model"
    for schema in SHEETS:
        for validation in book[schema.name].data_validations.dataValidation:
            if validation.type == "list":
                assert validation.formula1 in book.defined_names
    target = book.defined_names["list_sessions_model"].attr_text
    sheet, _, cells = str(target).partition("!")
    models = [c.value for (c,) in book[sheet][cells.replace("$", "")]]
    assert models == ["GROW", "ARROW", "OSKAR", "OSCAR", "Skilled Helper", "other"]


def test_limits_are_checked_while_typing() -> None:
    """Ratings go from 1 to 10, sessions up to four hours."""
    book = blank()
    rating = next(
        v for v in book["CoacheeFeedback"].data_validations.dataValidation if v.promptTitle == "Is friendly"
    )
    assert (rating.type, rating.formula1, rating.formula2) == ("whole", "1", "10")


def test_columns_nobody_uses_are_hidden_not_left_out() -> None:
    """What the chosen units do not look at is hidden; filled columns are shown all the same."""
    used = {UNIT: frozenset({"Sessions.client_ref", "Sessions.date", "Learner.learner_name"})}
    rows: Rows = {**ROWS, "Sessions": [{"client_ref": "C1", "venue": "Online"}]}
    book = load_workbook(io.BytesIO(create_workbook([UNITS[UNIT]], rows=rows, used=used)))
    hidden = {
        item.id: book["Sessions"].column_dimensions[cell(book, "Sessions", item.id).column_letter].hidden
        for item in next(schema for schema in SHEETS if schema.name == "Sessions").fields
    }
    assert not hidden["client_ref"] and not hidden["date"] and not hidden["venue"]
    assert hidden["model"] and hidden["units"]
    assert not book["Private"].column_dimensions["B"].hidden
    assert book["CPD"].sheet_state == "hidden"
    assert book["Learner"].row_dimensions[5].hidden
    assert heading(book, "Sessions", "model").value == "Model used"


def test_units_are_filled_in(tmp_path: Path) -> None:
    """A blank workbook already names its units, and reading includes them."""
    result = read(tmp_path, rows={})
    assert result.included == (UNIT,)
    row = result.submission.rows("Units")[0]
    assert (row.text("unit_id"), row.yes("include"), row.integer("attempt")) == (UNIT, True, 1)
    assert told(result) == []


def test_values_have_excels_own_types() -> None:
    """Dates, times and lengths of time are real ones that Excel can count with."""
    book = load_workbook(io.BytesIO(create_workbook([UNITS[UNIT]], rows=ROWS)))
    assert cell(book, "Sessions", "date").value == datetime(2026, 3, 4)
    assert cell(book, "Sessions", "duration").value in {timedelta(minutes=90)}
    assert cell(book, "Sessions", "session_no").value == 1
    assert cell(book, "Learner", "centre_number").value == "012345"
    assert cell(book, "Supervision", "sessions_discussed").value == "C1-01; C1-03"


NASTY = 'Smith & Sons <draft> "x" {{ 7*7 }} {% raw %} ŵŷ Łódź ☒ – 😀\n=HYPERLINK("x")\t_x000D_'


@pytest.mark.parametrize("text", [NASTY, "=1+1", "-cmd", "@x", "00123", "x" * 32767, "1:30", "04/03/2026"])
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    """No text becomes a formula, a number or a date, and none is shortened."""
    rows: Rows = {**ROWS, "Sessions": [{**SESSION, "reality": text}]}
    result = read(tmp_path, rows=rows)
    assert result.submission.rows("Sessions")[0].text("reality") == text


def test_too_long_and_misspelt_rows_are_refused() -> None:
    """A text that Excel would cut, and a field that does not exist, are faults of the caller."""
    with pytest.raises(ValueError, match="at most 32767"):
        create_workbook(BOTH, rows={"Sessions": [{"goal": "x" * 32768}]})
    with pytest.raises(KeyError, match=r"Sessions\.gaol"):
        create_workbook(BOTH, rows={"Sessions": [{"gaol": "x"}]})


def test_same_input_same_bytes() -> None:
    """Two workbooks of the same content are equal byte for byte; no clock and no user name is in them."""
    first, second = create_workbook(BOTH, rows=ROWS), create_workbook(BOTH, rows=ROWS)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert str(date.today().year) not in core or date.today().year == 2000
    assert "ilmdocs" in core


def test_kind_and_version_are_stored() -> None:
    """The workbook says of itself what it is, in its properties and on the Guide."""
    book = blank()
    assert stored_kind(book, ()) == WorkbookKind("intake", 3)
    texts = [str(c.value) for row in book[GUIDE_SHEET].iter_rows() for c in row if c.value]
    assert "ilmdocs intake workbook, schema 3" in texts


def test_guide_fits_a_laptop_screen() -> None:
    """The Guide is read without scrolling: 30 short rows and 1,150 pixels at most."""
    guide = blank()[GUIDE_SHEET]
    assert guide.max_row <= 30
    assert sum(guide.column_dimensions[letter].width for letter in "ABCDEFGH") * 7 <= 1150
    texts = " ".join(str(c.value) for row in guide.iter_rows() for c in row if c.value)
    for schema in SHEETS:
        assert schema.name in texts


def test_headings_fit_their_columns() -> None:
    """No word of a heading is cut off at its column's edge."""
    book = blank()
    for schema in SHEETS:
        for number, item in enumerate(schema.fields, start=1):
            if schema.layout == "rows":
                letter = get_column_letter(number)
                width = book[schema.name].column_dimensions[letter].width
                assert width > max(len(word) for word in item.heading.split())
                if item.long:
                    assert 45 <= width <= 60


def test_more_rows_than_are_tinted(tmp_path: Path) -> None:
    """A learner with many sessions gets all of them, and tinted cells below."""
    sessions = [{**SESSION, "session_no": number} for number in range(1, 61)]
    path = write(tmp_path, rows={**ROWS, "Sessions": sessions})
    sheet = load_workbook(path)["Sessions"]
    place = column("Sessions", "session_no")
    assert sheet.cell(FIRST_ROW + 59, place).value == 60
    assert sheet.cell(FIRST_ROW + 62, place).fill.fgColor.rgb == f"00{TINT}"
