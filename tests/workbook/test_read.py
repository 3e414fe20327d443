"""A whole workbook is read: values with their own cells, mistakes as findings at the right cell."""

from __future__ import annotations

import time as clock
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from ilmdocs.model.finding import Severity
from ilmdocs.workbook.create import Rows
from ilmdocs.workbook.problems import READING_PROBLEMS
from ilmdocs.workbook.read import ReadResult, read_workbook
from ilmdocs.workbook.schema import FIRST_ROW

from .build import REQUIRED, ROWS, SESSION, UNIT, UNITS, address, cell, only, read, told, write


def test_everything_comes_back(tmp_path: Path) -> None:
    """What was written is read: every value, each with its own cell, without any finding."""
    result = read(tmp_path)
    assert result.findings == ()
    assert result.included == (UNIT,)
    assert result.submission.file == "robin.xlsx"
    assert result.submission.folder == str(tmp_path)
    for sheet, rows in ROWS.items():
        found = result.submission.rows(sheet)
        assert len(found) == len(rows)
        for number, (row, expected) in enumerate(zip(found, rows, strict=True)):
            values = {k: v for k, v in row.values.items() if k != "session_ref"}
            assert values == expected
            for field_id in expected:
                assert str(row.at(field_id)) == address(sheet, field_id, FIRST_ROW + number)


def test_blank_rows_keep_addresses(tmp_path: Path) -> None:
    """Rows left blank in between never shift an address and never end the table."""
    rows = {**ROWS, "Sessions": [SESSION, {}, {}, {**SESSION, "session_no": 2}]}
    sessions = read(tmp_path, rows=rows).submission.rows("Sessions")
    assert [row.number for row in sessions] == [FIRST_ROW, FIRST_ROW + 3]
    assert str(sessions[1].at("duration")) == address("Sessions", "duration", FIRST_ROW + 3)


def test_rows_of_spaces_and_defaults_are_blank(tmp_path: Path) -> None:
    """A row with nothing but spaces, or what a blank cell means anyway, is no row."""

    def residue(book: Workbook) -> None:
        cell(book, "Sessions", "goal", 9).value = " \u00a0\u200b "
        cell(book, "Sessions", "one_to_one", 10).value = "yes"
        cell(book, "Units", "include", 6).value = "Yes"
        cell(book, "Units", "attempt", 6).value = 1
        cell(book, "CoacheeFeedback", "given_by").value = "coachee"

    result = read(tmp_path, residue)
    assert len(result.submission.rows("Sessions")) == 3
    assert len(result.submission.rows("Units")) == 1
    assert result.submission.rows("CoacheeFeedback") == ()
    assert result.findings == ()


@pytest.mark.parametrize(
    ("field_id", "typed", "expected"),
    [
        ("duration", "a while", "value-type"),
        ("duration", "1.3", "ambiguous-duration"),
        ("date", "04/13/2026", "value-type"),
        ("date", "05/03/2026", "ambiguous-date"),
        ("session_no", "first", "value-type"),
        ("model", "GROWL", "choice-unknown"),
        ("one_to_one", "maybe", "value-type"),
        ("start_time", "early", "value-type"),
        ("duration", "#N/A", "error-value"),
        ("duration", "=1+1", "formula-without-value"),
        ("goal", "=A1", "formula-without-value"),
    ],
)
def test_bad_value_at_its_cell(tmp_path: Path, field_id: str, typed: str, expected: str) -> None:
    """One bad cell is one finding, at that cell; the value is absent and marked as a defect."""

    def spoil(book: Workbook) -> None:
        cell(book, "Sessions", field_id, 6).value = typed

    result = read(tmp_path, spoil)
    assert told(result) == [(expected, address("Sessions", field_id, 6))]
    row = result.submission.rows("Sessions")[1]
    assert not row.has(field_id)
    assert field_id in row.defects
    finding = only(result, expected)
    assert finding.severity is Severity.MUST
    assert finding.remedy


def test_a_finding_repeats_what_was_typed(tmp_path: Path) -> None:
    """The message names the heading and what was typed, the remedy what to type."""

    def spoil(book: Workbook) -> None:
        cell(book, "Sessions", "duration", 6).value = "1:75"

    finding = only(read(tmp_path, spoil), "value-type")
    assert finding.message == ('Duration has more than 59 minutes after the hours. You entered "1:75".')
    assert finding.remedy == "Type hours and minutes, for example 1:30 or 90 min."


def test_a_name_on_private_is_never_repeated(tmp_path: Path) -> None:
    """What stands on the Private sheet does not get into a message."""

    def spoil(book: Workbook) -> None:
        cell(book, "Private", "real_name").value = 12345678901234567890

    finding = only(read(tmp_path, spoil), "value-type")
    assert "123" not in finding.message


def test_text_dates_in_a_column_of_text(tmp_path: Path) -> None:
    """Where all dates are typed as text there is no doubt: day before month."""

    def retype(book: Workbook) -> None:
        for row, text in ((5, "04/03/2026"), (6, "05/03/2026"), (7, "6 March 2026")):
            cell(book, "Sessions", "date", row).value = text

    result = read(tmp_path, retype)
    assert result.findings == ()
    assert [row.day("date") for row in result.submission.rows("Sessions")] == [
        date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 6),
    ]  # fmt: skip


def test_text_date_that_reads_one_way_among_real_dates(tmp_path: Path) -> None:
    """13/04/2026 can only be the 13th of April, so it is accepted even among real dates."""

    def retype(book: Workbook) -> None:
        cell(book, "Sessions", "date", 6).value = "13/04/2026"

    result = read(tmp_path, retype)
    assert result.findings == ()
    assert result.submission.rows("Sessions")[1].day("date") == date(2026, 4, 13)


def test_date_number_in_general_format(tmp_path: Path) -> None:
    """A date stored as a number is read as that date and noted."""

    def spoil(book: Workbook) -> None:
        found = cell(book, "Sessions", "date", 6)
        found.value, found.number_format = 46100, "General"

    result = read(tmp_path, spoil)
    assert told(result) == []
    assert told(result, info=True) == [("date-from-number", address("Sessions", "date", 6))]
    assert result.submission.rows("Sessions")[1].day("date") == date(2026, 3, 19)


def test_1904_calendar(tmp_path: Path) -> None:
    """Workbooks of the old Macintosh calendar give the same dates and durations, also as bare numbers."""

    def convert(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        found = cell(book, "Sessions", "date", 6)
        found.value, found.number_format = 46100 - 1462, "General"
        cell(book, "Sessions", "duration", 7).value = timedelta(hours=25, minutes=30)

    sessions = read(tmp_path, convert).submission.rows("Sessions")
    assert [row.day("date") for row in sessions] == [date(2026, 3, 4), date(2026, 3, 19), date(2026, 4, 1)]
    assert [row.minutes("duration") for row in sessions] == [90, 90, 1530]


def test_date_outside_the_calendar(tmp_path: Path) -> None:
    """A number that Excel cannot show as a date is a finding, not a fault or a warning on the screen."""

    def spoil(book: Workbook) -> None:
        found = cell(book, "Sessions", "date", 6)
        found.value, found.number_format = 9999999, "dd/mm/yyyy"

    assert told(read(tmp_path, spoil)) == [("error-value", address("Sessions", "date", 6))]


def test_formula_with_a_saved_result(tmp_path: Path) -> None:
    """A formula that Excel has calculated counts as its result, an empty text as blank."""
    path = write(tmp_path)
    place = address("Sessions", "session_no", 6).partition("!")[2]
    other = address("Sessions", "venue", 6).partition("!")[2]
    rewrite(path, "Sessions", place, f'<c r="{place}"><f>1+1</f><v>2</v></c>')
    rewrite(path, "Sessions", other, f'<c r="{other}" t="str"><f>IF(1,"")</f><v></v></c>')
    result = read_workbook(path, UNITS, REQUIRED)
    assert result.findings == ()
    assert result.submission.rows("Sessions")[1].integer("session_no") == 2
    assert not result.submission.rows("Sessions")[1].has("venue")


def test_leading_zeros_and_long_numbers(tmp_path: Path) -> None:
    """Zeros that a number format shows are kept; digits that Excel has lost are a finding."""

    def spoil(book: Workbook) -> None:
        centre = cell(book, "Learner", "centre_number")
        centre.value, centre.number_format = 123, "00000"
        cell(book, "Learner", "ilm_registration_no").value = 12345678901234567890

    result = read(tmp_path, spoil)
    assert result.submission.learner.text("centre_number") == "00123"
    assert told(result) == [("value-type", address("Learner", "ilm_registration_no"))]


def test_cells_merged_down_a_column(tmp_path: Path) -> None:
    """A client's reference merged over several sessions counts for each of them."""

    def merge(book: Workbook) -> None:
        book["Sessions"].merge_cells("B5:B7")

    result = read(tmp_path, merge)
    assert [row.text("client_ref") for row in result.submission.rows("Sessions")] == ["C1"] * 3
    assert told(result, info=True) == [("merged-down", "Sessions!B5")]


def test_cells_merged_below_the_last_row(tmp_path: Path) -> None:
    """Merging on into a million empty rows makes no rows and takes no time."""
    path = write(tmp_path)
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="B5:B1000000"/></mergeCells>'
    rewrite(path, "Sessions", None, merged, old="</sheetData>")
    started = clock.process_time()
    assert len(read_workbook(path, UNITS, REQUIRED).submission.rows("Sessions")) == 3
    assert clock.process_time() - started < 10


def test_cells_merged_across_columns(tmp_path: Path) -> None:
    """An entry over several columns is reported once; the covered columns count as unreadable, not blank."""
    goal, reality = address("Sessions", "goal"), address("Sessions", "reality")

    def merge(book: Workbook) -> None:
        book["Sessions"].merge_cells(f"{goal.partition('!')[2]}:{reality.partition('!')[2]}")

    result = read(tmp_path, merge)
    assert told(result) == [("merged-cells", goal)]
    session = result.submission.rows("Sessions")[0]
    assert session.text("goal") == "Plan the week"
    assert "reality" in session.defects


def test_hidden_rows_and_sheets_are_read(tmp_path: Path) -> None:
    """What is hidden counts like anything else, and is mentioned."""

    def hide(book: Workbook) -> None:
        book["Sessions"].row_dimensions[6].hidden = True
        book["Goals"].sheet_state = "veryHidden"

    result = read(tmp_path, hide)
    assert len(result.submission.rows("Sessions")) == 3
    assert len(result.submission.rows("Goals")) == 1
    assert told(result, info=True) == [("hidden-content", "Goals"), ("hidden-content", "Sessions")]


def test_text_with_escapes_and_control_characters(tmp_path: Path) -> None:
    """Excel's own notation for line breaks is decoded; what cannot be printed goes and is named."""

    def spoil(book: Workbook) -> None:
        cell(book, "Sessions", "goal", 6).value = "one_x000D_\ntwo_x0007_ _x005F_x000D_ _xD83D__xDE00_"

    result = read(tmp_path, spoil)
    assert result.submission.rows("Sessions")[1].text("goal") == "one\ntwo _x000D_ 😀"
    assert told(result, info=True) == [("text-cleaned", address("Sessions", "goal", 6))]
    assert "U+0007" in only(result, "text-cleaned").message


def test_text_at_excels_limit(tmp_path: Path) -> None:
    """A text of exactly Excel's limit is kept whole and suspected of being cut; one below is not."""
    long = "x" * 32766
    rows: Rows = {
        **ROWS,
        "Sessions": [{**SESSION, "goal": long + "y"}, {**SESSION, "session_no": 2, "goal": long}],
    }
    result = read(tmp_path, rows=rows)
    assert result.submission.rows("Sessions")[0].text("goal") == long + "y"
    assert told(result) == [("cut-text", address("Sessions", "goal", 5))]
    assert only(result, "cut-text").severity is Severity.SHOULD


def test_references_are_spelled_one_way(tmp_path: Path) -> None:
    """Clients are spelled as on their sheet, sessions as C1-03, units by their id; unknown ones stay."""

    def retype(book: Workbook) -> None:
        cell(book, "Sessions", "client_ref", 6).value = " c 1"
        cell(book, "Supervision", "sessions_discussed").value = "c1 3; C1-2, C1-03\nC9-1"
        cell(book, "Sessions", "units", 6).value = "8585 – 301"

    result = read(tmp_path, retype)
    session = result.submission.rows("Sessions")[1]
    assert session.text("client_ref") == "C1"
    assert session.text("session_ref") == "C1-02"
    assert session.items("units") == (UNIT,)
    discussed = result.submission.rows("Supervision")[0].items("sessions_discussed")
    assert discussed == ("C1-03", "C1-02", "C9-1")
    assert result.findings == ()


def test_a_session_with_its_own_reference(tmp_path: Path) -> None:
    """A reference that the learner typed is kept, and other spellings lead to it."""

    def retype(book: Workbook) -> None:
        cell(book, "Sessions", "session_ref", 7).value = "Session three"

    result = read(tmp_path, retype)
    assert result.submission.rows("Supervision")[0].items("sessions_discussed") == ("C1-01", "Session three")


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("301", "8585-301"),
        ("500", "8580-500 or 8588-500"),
        ("8581", "8581-L7-20H"),
        ("8585-32", "8585-302"),
        ("8585301x", "8585-301"),
    ],
)
def test_unknown_unit(tmp_path: Path, typed: str, hint: str) -> None:
    """A unit that is not known, or not fully named, is reported with the nearest; nothing is guessed."""

    def retype(book: Workbook) -> None:
        cell(book, "Units", "unit_id").value = typed

    result = read(tmp_path, retype)
    assert result.included == ()
    assert told(result) == [("unknown-unit", "Units!A5")]
    assert f"Did you mean {hint}?" in only(result, "unknown-unit").remedy


def test_units_may_be_left_out(tmp_path: Path) -> None:
    """A unit with Include = No is not built, and one row is enough for each unit."""
    rows: Rows = {
        **ROWS,
        "Units": [
            {"unit_id": "8585-302", "include": False},
            {"unit_id": "8585–301"},
            {"unit_id": UNIT, "attempt": 2},
        ],
    }
    result = read(tmp_path, rows=rows)
    assert result.included == (UNIT,)
    assert result.submission.rows("Units")[1].text("unit_id") == UNIT
    assert told(result) == [("unit-duplicate", "Units!A7")]


def test_no_unit(tmp_path: Path) -> None:
    """A workbook without any included unit says so."""
    result = read(tmp_path, rows={**ROWS, "Units": [{"unit_id": UNIT, "include": False}]})
    assert result.included == ()
    assert told(result) == [("no-unit", "Units!B5")]


def test_no_unit_at_all(tmp_path: Path) -> None:
    """Without any row the heading of the units is the place."""
    result = read(tmp_path, rows={**ROWS, "Units": []})
    assert told(result) == [("no-unit", "Units!A4")]


def test_a_unit_that_cannot_be_read_is_one_finding(tmp_path: Path) -> None:
    """The cell itself says what is wrong; that no unit is left follows from it."""

    def spoil(book: Workbook) -> None:
        for item in range(len(ROWS["Units"])):
            cell(book, "Units", "unit_id", 5 + item).value = "#N/A"

    assert [name for name, _ in told(read(tmp_path, spoil))] == ["error-value"] * len(ROWS["Units"])


def test_criteria_of_the_included_units(tmp_path: Path) -> None:
    """A criterion that the included units do not have is reported at its cell."""

    def spoil(book: Workbook) -> None:
        cell(book, "Evidence", "criteria").value = "2.3; 7.1"

    assert told(read(tmp_path, spoil)) == [("choice-unknown", address("Evidence", "criteria"))]


def test_findings_come_in_workbook_order(tmp_path: Path) -> None:
    """Findings stand in the order in which the learner meets the cells."""

    def spoil(book: Workbook) -> None:
        cell(book, "Supervision", "date").value = "soon"
        cell(book, "Sessions", "duration", 7).value = "long"
        cell(book, "Sessions", "date", 5).value = "once"
        cell(book, "Sessions", "duration", 5).value = "long"
        cell(book, "Learner", "refuse_ilm_use").value = "perhaps"

    places = [place for _, place in told(read(tmp_path, spoil))]
    assert places == [
        address("Learner", "refuse_ilm_use"),
        address("Sessions", "date", 5),
        address("Sessions", "duration", 5),
        address("Sessions", "duration", 7),
        address("Supervision", "date"),
    ]


def test_a_far_away_cell_is_quick_and_reported(tmp_path: Path) -> None:
    """A stray entry in the last cell of the sheet costs no time and is named."""

    def stray(book: Workbook) -> None:
        book["Sessions"]["XFD1048576"] = "x"

    path = write(tmp_path, stray)
    started = clock.process_time()
    result = read_workbook(path, UNITS, REQUIRED)
    assert clock.process_time() - started < 10
    assert told(result) == [("heading-unknown", "Sessions!XFD4")]
    assert len(result.submission.rows("Sessions")) == 3


def test_many_formatted_empty_rows(tmp_path: Path) -> None:
    """Two hundred thousand formatted empty rows are no rows and no error."""
    path = write(tmp_path)
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(1000, 201000))
    rewrite(path, "Goals", None, rows + "</sheetData>", old="</sheetData>")
    started = clock.process_time()
    result = read_workbook(path, UNITS, REQUIRED)
    assert clock.process_time() - started < 20
    assert result.findings == ()


def test_a_stale_size_hides_nothing(tmp_path: Path) -> None:
    """What the file claims about its size is not believed."""
    path = write(tmp_path)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(part(path, "Sessions")).decode()
    start = xml.index("<dimension")
    old = xml[start : xml.index("/>", start) + 2]
    rewrite(path, "Sessions", None, '<dimension ref="A1:B2"/>', old=old)
    assert read_workbook(path, UNITS, REQUIRED).submission.rows("Sessions")[0].minutes("duration") == 90


def test_macros_are_ignored_and_mentioned(tmp_path: Path) -> None:
    """A workbook with macros is read without them."""
    path = write(tmp_path, name="robin.xlsm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"not really")
    assert told(read_workbook(path, UNITS, REQUIRED), info=True) == [("macros-ignored", "robin.xlsm")]


def test_every_problem_has_a_severity() -> None:
    """Reading's own ids are listed in one place with what they mean."""
    assert {"value-type", "heading-unknown", "formula-without-value"} <= READING_PROBLEMS.keys()
    assert all(meaning.endswith(".") for _, meaning in READING_PROBLEMS.values())


def test_reading_leaves_the_file_alone(tmp_path: Path) -> None:
    """The learner's file is the same, byte for byte, after reading."""
    path = write(tmp_path)
    before = path.read_bytes()
    result: ReadResult = read_workbook(path, UNITS, REQUIRED)
    assert result.included and path.read_bytes() == before
    assert load_workbook(path).sheetnames[0] == "Guide"


def part(path: Path, sheet: str) -> str:
    """The name of a sheet's part in the package."""
    return f"xl/worksheets/sheet{load_workbook(path).sheetnames.index(sheet) + 1}.xml"


def rewrite(path: Path, sheet: str, place: str | None, new: str, old: str = "") -> None:
    """Replace the XML of one cell (or any text) in a sheet's part."""
    name = part(path, sheet)
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    xml = parts[name].decode()
    if place is not None:
        start = xml.index(f'<c r="{place}"')
        short, long = xml.find("/>", start), xml.find("</c>", start)
        closed = short != -1 and "<" not in xml[start + 1 : short]
        old = xml[start : short + 2] if closed else xml[start : long + 4]
    assert old in xml
    parts[name] = xml.replace(old, new, 1).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in parts.items():
            archive.writestr(entry, data)
