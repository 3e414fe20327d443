"""LibreOffice and openpyxl open, calculate and save the workbook for real; nothing is lost and all agrees."""

from __future__ import annotations

import io
import warnings
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from ilmdocs.checking import check_workbook
from ilmdocs.model.finding import Finding
from ilmdocs.samples import rows_for
from ilmdocs.workbook.schema import PROGRESS_SHEET

from .office import saved_by_office, without_results
from .test_guidance import Row, library, made

TODAY = date(2026, 11, 1)
MISTAKES: dict[str, object] = {"F6": "1.3", "F7": "90 min", "F8": "1h15", "F9": 1.5, "D10": None, "N6": None}
"""On Sessions of the fictional learner: lengths of time in other words, a day and an answer missing."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A learner's workbook half-way, with slips, as openpyxl leaves it."""
    rows: dict[str, list[Row]] = {
        name: [dict(row) for row in found] for name, found in rows_for(["8585-301", "8585-302"]).items()
    }
    del rows["Supervision"][0]["actions"]
    units = [library().unit("8585-301"), library().unit("8585-302")]
    path = tmp_path_factory.mktemp("begun") / "begun.xlsx"
    path.write_bytes(made(units, {**rows, "CoacheeFeedback": []}))
    return path


def open_quietly(path: Path, *, values: bool = False) -> Workbook:
    """Open a workbook; that openpyxl passes over some of LibreOffice's looks is no news."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(path, data_only=values)


def with_slips(path: Path, target: Path) -> Path:
    """The workbook after somebody typed some cells in other ways, saved by openpyxl."""
    book = load_workbook(path)
    for cell, value in MISTAKES.items():
        book["Sessions"][cell].value = value
    book.save(target)
    return target


def results(path: Path) -> dict[str, object]:
    """What each cell with a formula shows, by sheet and cell."""
    formulas, values = open_quietly(path), open_quietly(path, values=True)
    return {
        f"{sheet.title}!{cell.coordinate}": values[sheet.title][cell.coordinate].value or ""
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def told(path: Path) -> list[tuple[str, str, str]]:
    """The findings of the whole check."""
    findings: tuple[Finding, ...] = check_workbook(path, library(), TODAY).findings
    return [(item.id, str(item.location.cell), item.message) for item in findings]


@pytest.mark.engine
def test_what_is_stored_is_what_libreoffice_works_out(begun: Path, tmp_path: Path) -> None:
    """Every formula of every sheet: with its results taken away, LibreOffice comes to the same."""
    stored = results(begun)
    again = results(saved_by_office(without_results(begun, tmp_path), tmp_path))
    assert len(stored) > 3000
    differ = {
        place: (value, again.get(place, ""))
        for place, value in stored.items()
        if value != again.get(place, "")
        and not (isinstance(value, float | int) and value == pytest.approx(again.get(place, 0) or 0))
    }
    assert differ == {}


@pytest.fixture(scope="module")
def saved(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The workbook after somebody typed on, and the same saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("saved")
    typed = with_slips(begun, folder / "typed.xlsx")
    return typed, saved_by_office(typed, folder)


@pytest.mark.engine
def test_libreoffice_counts_what_was_typed_since(saved: tuple[Path, Path]) -> None:
    """After typing, Progress says the new figures and what it cannot add, and a row what it lacks."""
    book = open_quietly(saved[1], values=True)
    lines = {row[1].value: row[3].value for row in book[PROGRESS_SHEET].iter_rows(min_row=5, max_row=9)}
    assert str(book[PROGRESS_SHEET]["B3"].value).startswith("1 row of Sessions with a length of time")
    assert lines["Delivered hours"] == "7 h 15 of 6 h"
    said = [str(row[29].value) for row in book["Sessions"].iter_rows(min_row=5, max_row=12)]
    assert said[5] == "1 to do: Date"
    assert said[1].startswith("1 to do: Reality / current situation")
    assert said[1].endswith("look at: Duration")
    assert said[0] == "Yes"


@pytest.mark.engine
def test_saved_by_libreoffice(saved: tuple[Path, Path]) -> None:
    """Entries, kind, protection, dropdowns, colours and formulas are there; the check finds the same."""
    assert told(saved[1]) == told(saved[0])
    _is_whole(open_quietly(saved[1]))


def test_saved_by_openpyxl(begun: Path, tmp_path: Path) -> None:
    """The same of a program that loads and saves it without calculating."""
    saved = tmp_path / "saved.xlsx"
    load_workbook(begun).save(saved)
    assert told(saved) == told(begun)
    _is_whole(load_workbook(saved))


def _is_whole(book: Workbook) -> None:
    sheet = book["Sessions"]
    assert sheet.protection.sheet and not sheet.protection.password
    assert sheet["F4"].protection.locked and not sheet["F5"].protection.locked
    assert not sheet["F90"].protection.locked or not sheet.column_dimensions["F"].protection.locked
    validated = {str(found.sqref).rstrip("0123456789") for found in sheet.data_validations.dataValidation}
    assert {"B5:B", "D5:D", "F5:F", "G5:G", "I5:I"} <= validated
    assert len(list(sheet.conditional_formatting)) >= 10
    assert book[PROGRESS_SHEET]["D6"].data_type == "f" and sheet["AD5"].data_type == "f"
    assert "ilmdocs intake workbook, schema 3" in {
        str(cell.value) for row in book["Guide"].iter_rows() for cell in row
    }


def test_the_same_input_gives_the_same_bytes() -> None:
    """Results and shared formulas included."""
    units = [library().unit("8585-301")]
    first, second = made(units, rows_for(["8585-301"])), made(units, rows_for(["8585-301"]))
    assert first == second
    assert load_workbook(io.BytesIO(first)).calculation.fullCalcOnLoad
