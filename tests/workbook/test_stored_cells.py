"""Stored cells are what openpyxl, which the program no longer reads with, would say that they are."""

from __future__ import annotations

import math
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel, from_ISO8601, to_excel

from ilmdocs.errors import UnreadableInput
from ilmdocs.workbook.grid import WorkbookGrid, load_grid
from ilmdocs.workbook.number_formats import number_format
from ilmdocs.workbook.serials import EPOCH_1900, EPOCH_1904, from_iso, from_serial, to_serial

from .build import ROWS, write

EPOCHS = (EPOCH_1900, EPOCH_1904)
FORMATS = (
    *BUILTIN_FORMATS.values(), "dd/mm/yyyy", "[h]:mm", "[hh]:mm:ss.0", "[mm]", "[ss]", "[$-809]d mmm yy",
    '"days" 0', "[Red]0.0", "yyyy;@", "0;dd", "[>9]0", r"\d0", "_d0", "h:mm am/pm", "[H]:MM", "",
)  # fmt: skip
SERIALS = st.floats(-1e5, 3e6) | st.integers(-10, 3_000_000) | st.floats(0, 62)


def same_as_openpyxl(path: Path) -> WorkbookGrid:
    """The cells of a workbook, held against what openpyxl reads from it."""
    grid = load_grid(path)
    with warnings.catch_warnings():  # it warns of dates outside the calendar
        warnings.simplefilter("ignore")
        book = load_workbook(path, data_only=True)
    assert grid.epoch == book.epoch
    for sheet in grid.sheets:
        expected = {
            (cell.row, cell.column): (cell.value, cell.number_format, cell.data_type == "e")
            for row in book[sheet.name].iter_rows()
            for cell in row
            if cell.value is not None
        }
        found = {at: (c.value, c.number_format, c.is_error) for at, c in sheet.cells.items()}
        assert found == expected
        assert list(found) == sorted(found)
    return grid


def test_a_whole_workbook(tmp_path: Path) -> None:
    """Every sheet of a filled workbook but the lists, whose answers nobody reads."""
    grid = same_as_openpyxl(write(tmp_path, rows=ROWS))
    assert [sheet.name for sheet in grid.sheets][:2] == ["Guide", "Learner"]


@pytest.mark.parametrize("is_1904", [False, True])
def test_every_type_and_format(tmp_path: Path, is_1904: bool) -> None:
    """Numbers, days, times, lengths of time, truth, errors and texts, in every format and both calendars."""
    book = Workbook()
    sheet = book["Sheet"]
    if is_1904:
        book.epoch = CALENDAR_MAC_1904
    numbers = (0, 0.5, 1, 59.25, 60, 61.999999, 46085, 46085.4375, -1, 3e6, 1e20)
    values: tuple[float | str, ...] = (*numbers, True, "#N/A", " <text> ")
    for row, code in enumerate(FORMATS, start=1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column * 2, value)
            cell.number_format = code or "General"
    sheet["AZ1000"] = datetime(2026, 3, 4, 10, 30)
    sheet["AZ1001"] = timedelta(hours=25, minutes=30)
    sheet["AZ1002"] = time(10, 30)
    book.save(tmp_path / "types.xlsx")
    same_as_openpyxl(tmp_path / "types.xlsx")


def with_parts(path: Path, sheet: str, strings: str = "", styles: str = "") -> Path:
    """A workbook whose one sheet, shared texts and styles are written by hand, as other programs do."""
    Workbook().save(path)
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts = {
        "xl/worksheets/sheet1.xml": f"<worksheet {main}>{sheet}</worksheet>",
        "xl/sharedStrings.xml": f"<sst {main}>{strings}</sst>",
    }
    if styles:
        parts["xl/styles.xml"] = f"<styleSheet {main}>{styles}</styleSheet>"
    return swap(path, {name: text.encode() for name, text in parts.items()})


def swap(path: Path, changed: dict[str, bytes]) -> Path:
    """The workbook with other parts in place of its own."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (parts | changed).items():
            archive.writestr(name, data)
    return path


def test_texts_as_excel_stores_them(tmp_path: Path) -> None:
    """Shared texts, several looks in one, a guide to pronunciation, texts in the cell, formulas' results."""
    path = with_parts(
        tmp_path / "texts.xlsx",
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c t="s"><v>1</v></c><c r="D1" t="s"><v>2</v></c>'
        '</row><row><c t="inlineStr"><is><t>in </t><r><rPr><b/></rPr><t>place</t></r></is></c>'
        '<c t="str"><f>A1</f><v>made</v></c><c t="str"><f>A1</f><v></v></c><c><f>A1</f><v/></c>'
        '<c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c t="d"><v>2026-03-04</v></c><c t="n"/>'
        '</row><row r="7" hidden="1"><c r="b7"><v>4.5E1</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:A3"/></mergeCells>',
        "<si><t>plain</t></si><si><r><t xml:space='preserve'>two </t></r><r><rPr><i/></rPr><t>looks</t></r>"
        "<rPh sb='0' eb='1'><t>aloud</t></rPh></si><si><t>_x005F_x0041_ _x0041_</t></si>",
    )
    sheet = load_grid(path).sheets[0]
    assert {at: cell.value for at, cell in sheet.cells.items() if not cell.lacks_result} == {
        (1, 1): "plain", (1, 2): "two looks", (1, 4): "_x0041_ A", (2, 1): "in place", (2, 2): "made",
        (2, 5): True, (2, 6): "#REF!", (2, 7): date(2026, 3, 4), (7, 2): 45.0,
    }  # fmt: skip
    assert [at for at, cell in sheet.cells.items() if cell.lacks_result] == [(2, 4)]
    assert [at for at, cell in sheet.cells.items() if cell.is_error] == [(2, 6)]
    assert sheet.hidden_rows == {7}
    assert [(merge.last_row, merge.last_column) for merge in sheet.merges] == [(3, 1)]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="2"><c r="B2"><v>1</v></c><c r="B2"><v>2</v></c></row>',
        '<row r="2"><c r="B3"><v>1</v></c></row>',
        '<row r="2"><c r="somewhere"><v>1</v></c></row>',
        '<row r="2.5"><c><v>1</v></c></row>',
        '<row r="0"/>',
        '<row r="1048577"/>',
        '<row r="2"><c t="s"><v>7</v></c></row>',
        '<row r="2"><c t="s"><v>-1</v></c></row>',
        '<row r="2"><c><v>7</v></c>',
    ],
)
def test_a_sheet_that_contradicts_itself(tmp_path: Path, row: str) -> None:
    """Nothing is guessed: the part of the file that is broken is named."""
    path = with_parts(tmp_path / "broken.xlsx", f"<sheetData>{row}</sheetData>", "<si><t>one</t></si>")
    with pytest.raises(UnreadableInput, match=r"damaged.*sheet1\.xml"):
        load_grid(path)


def test_what_is_odd_and_clear_all_the_same(tmp_path: Path) -> None:
    """Rows in another order, truth in words, a style that is not there: nothing to guess, so nothing lost."""
    path = with_parts(
        tmp_path / "odd.xlsx",
        '<sheetData><row r="3"><c r="B3" t="b"><v>true</v></c><c r="A3" s="900"><v>7</v></c></row>'
        '<row r="1"><c r="A1" s="-1"><v>8</v></c></row></sheetData>',
    )
    cells = load_grid(path).sheets[0].cells
    assert [(at, cell.value) for at, cell in cells.items()] == [((1, 1), 8), ((3, 1), 7), ((3, 2), True)]


@pytest.mark.parametrize(
    "cell",
    ["<c><v>seven</v></c>", "<c><v>NaN</v></c>", "<c><v>1e999</v></c>", f"<c><v>{'9' * 400}</v></c>",
     '<c t="b"><v>7</v></c>', '<c t="d"><v>yesterday</v></c>'],
)  # fmt: skip
def test_a_cell_that_is_not_of_its_kind(tmp_path: Path, cell: str) -> None:
    """One cell that holds something else than it says is an error at that cell; the others are read."""
    path = with_parts(tmp_path / "cell.xlsx", f"<sheetData><row>{cell}<c><v>1</v></c></row></sheetData>")
    first, second = load_grid(path).sheets[0].cells.values()
    assert first.is_error and second.value == 1


@pytest.mark.parametrize("encoding", ["cp037", "utf-7", "EBCDIC-CP-US"])
def test_an_encoding_that_hides_declarations(tmp_path: Path, encoding: str) -> None:
    """A part in an encoding in which nobody would see a declaration of entities is not opened."""
    path = with_parts(tmp_path / "hidden.xlsx", "")
    head = f'<?xml version="1.0" encoding="{encoding}"?><worksheet/>'
    swap(path, {"xl/worksheets/sheet1.xml": head.encode()})
    with pytest.raises(UnreadableInput, match=r"damaged.*sheet1\.xml"):
        load_grid(path)


def test_a_sheet_under_a_name_that_nobody_looked_into(tmp_path: Path) -> None:
    """A sheet that is stored as a picture would pass by the look for entities, so it is not opened."""
    path = with_parts(tmp_path / "renamed.xlsx", "")
    with zipfile.ZipFile(path) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels")
        sheet = archive.read("xl/worksheets/sheet1.xml")
    renamed = relations.replace(b"worksheets/sheet1.xml", b"media/sheet1.png")
    swap(path, {"xl/_rels/workbook.xml.rels": renamed, "xl/media/sheet1.png": sheet})
    with pytest.raises(UnreadableInput, match=r"damaged.*sheet1\.png"):
        load_grid(path)


def test_what_reading_does_not_need_may_be_odd(tmp_path: Path) -> None:
    """A colour that no program knows, or a rule for typing with a slip in it, loses no answer."""
    path = with_parts(
        tmp_path / "odd.xlsx",
        '<sheetData><row><c s="1"><v>0.0625</v></c></row></sheetData>'
        '<dataValidations><dataValidation type="guess" sqref="nowhere"/></dataValidations>',
        styles='<numFmts><numFmt numFmtId="200" formatCode="[h]:mm"/></numFmts>'
        '<fonts><font><color rgb="blue"/></font></fonts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>',
    )
    assert load_grid(path).sheets[0].cells[1, 1].value == timedelta(minutes=90)


@given(SERIALS, st.sampled_from(EPOCHS), st.booleans())
def test_date_numbers(number: float, epoch: datetime, is_duration: bool) -> None:
    """A date number stands for the same moment, also before March 1900, or is outside the calendar."""
    try:
        expected = from_excel(number, epoch, timedelta=is_duration)
    except (OverflowError, ValueError):
        with pytest.raises((OverflowError, ValueError)):
            from_serial(number, epoch, is_duration=is_duration)
    else:
        assert from_serial(number, epoch, is_duration=is_duration) == expected


@given(st.datetimes(datetime(1899, 1, 1), datetime(2100, 1, 1)) | st.times(), st.sampled_from(EPOCHS))
def test_date_numbers_back(value: datetime | time, epoch: datetime) -> None:
    """A moment has the same date number."""
    expected = to_excel(value, epoch)  # type: ignore[no-untyped-call]
    assert math.isclose(to_serial(value, epoch), expected, abs_tol=1e-12)


@pytest.mark.parametrize("text", ["2026-03-04", "2026-03-04T10:30:00.25Z", "10:30", "PT25H30M", "PT1.5S"])
def test_dates_in_words(text: str) -> None:
    """The way in which some programs write dates."""
    assert from_iso(text) == from_ISO8601(text)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("code", FORMATS)
def test_what_a_format_shows(code: str) -> None:
    """Whether a format shows a date or a length of time."""
    found = number_format(code)
    assert (found.is_date, found.is_duration) == (is_date_format(code), is_timedelta_format(code))
