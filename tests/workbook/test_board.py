"""The cohort board as a workbook: real tables, typed values, and no text that becomes a formula."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from ilmdocs.model.cohort import Cohort, LearnerStanding
from ilmdocs.workbook.board import board_workbook
from ilmdocs.workbook.escapes import encode_escapes
from ilmdocs.workbook.table_sheet import CUT, shortened
from tests.report.cohorts import FORMULA, TODAY, cohort_of, finding, hostile, learner, standing, unreadable

LEARNERS = "Learners and units"


def opened(*learners: LearnerStanding) -> Workbook:
    return load_workbook(BytesIO(board_workbook(Cohort(learners), today=TODAY)))


def records(book: Workbook, name: str) -> list[dict[str, object]]:
    """The rows of a sheet's table by heading, as any program reads them."""
    head, *rows = list(book[name].iter_rows(values_only=True))
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_a_row_for_each_unit_with_real_numbers_and_dates() -> None:
    """Hours, counts and dates can be summed and sorted in Excel."""
    unit = standing(outcome="refused", statuses=("met", "partly"), planned=300, delivered=135, attempt=2)
    (row,) = records(
        opened(learner("Zoë Fernsby", unit, findings=(finding(),), registration="007")), LEARNERS
    )
    wanted = {
        "Learner": "Zoë Fernsby", "Registration": "007", "Unit": "8585-301", "Attempt": 2, "Ready": "no",
        "Result": "Not built: 1 point to fix", "Required hours": 6, "Planned hours": 5,
        "Delivered hours": 2.25, "Criteria met": 1, "Criteria in all": 2, "Points to fix": 1,
        "Points to look at": 0, "Submission": datetime(2026, 12, 4), "Days left": 12, "Portfolio": None,
    }  # fmt: skip
    assert {key: row[key] for key in wanted} == wanted


@pytest.mark.parametrize("count", [0, 1, 20])
def test_tables_are_valid(count: int) -> None:
    """Each table covers its rows, has each heading once and as the sheet shows it."""
    cohort = cohort_of(count)
    book = load_workbook(BytesIO(board_workbook(cohort, today=TODAY)))
    names = []
    for name in (LEARNERS, "Criteria", "Points"):
        sheet = book[name]
        (table,) = sheet.tables.values()
        headings = [cell.value for cell in sheet[1]]
        assert [column.name for column in table.tableColumns] == headings
        assert len(set(headings)) == len(headings)
        assert table.ref == f"A1:{get_column_letter(len(headings))}{max(2, sheet.max_row)}"
        assert sheet.freeze_panes == "B2"
        assert sheet.print_title_rows == "$1:$1"
        names.append(table.displayName)
    assert len(set(names)) == len(names)


def test_no_text_becomes_a_formula() -> None:
    """Names and answers that begin like a formula are texts, marked so that Excel keeps them as such."""
    data = board_workbook(Cohort((hostile(),)), today=TODAY)
    book = load_workbook(BytesIO(data))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert {cell.data_type for cell in texts} == {"s"}
    risky = [cell for cell in texts if str(cell.value).startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {str(cell.value)[0] for cell in risky} == {"=", "+", "-", "@"}
    assert all(cell.quotePrefix for cell in risky)
    assert FORMULA in {cell.value for cell in risky}
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in archive.read(name).split(b"</sheetData>")[0]


def test_links_stay_beside_the_workbook() -> None:
    """A link finds a portfolio with an odd name, and a hostile path becomes no other address."""
    sheet = opened(learner(), hostile())[LEARNERS]
    links = [str(c.hyperlink.target) for row in sheet.iter_rows() for c in row if c.hyperlink]
    assert "./Tarrant R FIC5001/8585-301(1)/portfolio #1 & 50%.pdf" in {unquote(link) for link in links}
    assert all(link.startswith("./") and ":" not in link and "#" not in link for link in links)


def test_texts_that_are_too_long_are_cut_and_say_so() -> None:
    """Excel holds 32,767 units in a cell; a longer text is cut there, never silently."""
    assert shortened("a" * 32767) == "a" * 32767
    for long in ("a" * 40000, "😀" * 20000, "_x0041_" * 6000):
        cut = shortened(long)
        assert cut.endswith(CUT)
        assert long.startswith(cut.removesuffix(CUT))
        assert 32700 < len(encode_escapes(cut).encode("utf-16-le")) // 2 <= 32767
    sheet = opened(learner("A", findings=(finding(),), file="a" * 40000))[LEARNERS]
    (value,) = (cell.value for cell in sheet[2] if isinstance(cell.value, str) and len(cell.value) > 30000)
    assert value.endswith(CUT)


def test_an_unreadable_workbook_has_its_row() -> None:
    """Nobody disappears from the list because their file cannot be opened."""
    (row,) = records(opened(unreadable()), LEARNERS)
    assert (row["Result"], row["Ready"], row["Unit"]) == ("Could not be read", "no", None)
    assert "Save it without one" in str(row["What went wrong"])
    assert row["Workbook"] == "intake/Protected workbook.xlsx"


def test_criteria_and_points_are_listed_one_by_one() -> None:
    """Everything on the board can be counted in a pivot table."""
    cohort = cohort_of(20)
    book = load_workbook(BytesIO(board_workbook(cohort, today=TODAY)))
    assert len(records(book, "Criteria")) == sum(len(unit.readiness.criteria) for _, unit in cohort.units())
    listed = records(book, "Points")
    assert len(listed) == sum(len(one.findings) for one in cohort.learners)
    ours = next(one for one in cohort.learners if one.findings)
    first = next(row for row in listed if row["Learner"] == ours.learner)
    assert (first["Sheet"], first["Cell"]) == (
        ours.findings[0].location.sheet,
        ours.findings[0].location.cell,
    )
    assert (first["What is wrong"], first["What to do"]) == (
        ours.findings[0].message,
        ours.findings[0].remedy,
    )


def test_the_same_cohort_gives_the_same_bytes() -> None:
    """No clock gets in; another day changes the days left and nothing is stored of today but that."""
    cohort = cohort_of(20)
    assert board_workbook(cohort, today=TODAY) == board_workbook(cohort, today=TODAY)
    assert board_workbook(cohort, today=TODAY) != board_workbook(cohort, today=date(2026, 11, 23))
