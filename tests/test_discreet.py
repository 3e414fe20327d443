"""Findings repeat what was typed, but never a client's name, wherever a learner typed it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilmdocs.checking import check_workbook
from ilmdocs.library import load_library
from ilmdocs.report.data import finding_data
from ilmdocs.samples import rows_for
from ilmdocs.templates_path import templates_folder
from ilmdocs.workbook.create import create_workbook
from ilmdocs.workbook.schema import FIRST_ROW, SHEETS, sheet_schema

NAME = "Thandeka Okonjo"


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A complete workbook whose Private sheet names client C1."""
    library = load_library(templates_folder())
    path = tmp_path_factory.mktemp("discreet") / "learner.xlsx"
    units = [library.unit("8585-301")]
    rows = rows_for(["8585-301"])
    assert rows["Private"][0]["real_name"] == NAME
    path.write_bytes(create_workbook(units, rows=rows, required=library.required, used=library.used))
    return path


@pytest.mark.parametrize("sheet", [s.name for s in SHEETS if s.name != "Private" and s.layout == "rows"])
def test_no_message_names_a_client(sheet: str, blank: Path, tmp_path: Path) -> None:
    """The name stands in every cell of a row, in a heading and as the name of a sheet."""
    book = load_workbook(blank)
    page = book[sheet]
    for column, field in enumerate(sheet_schema(sheet).fields, start=1):
        if field.id not in ("supervisor", "observer"):  # a name that staff bear too is no secret
            page.cell(FIRST_ROW, column).value = NAME
    page.cell(FIRST_ROW - 1, page.max_column + 1).value = NAME
    page.cell(FIRST_ROW, page.max_column).value = "x"
    book.create_sheet(NAME)["A1"] = "x"
    path = tmp_path / "learner.xlsx"
    book.save(path)
    checked = check_workbook(path, load_library(templates_folder()), date(2026, 6, 30))
    told = "\n".join(str(finding_data(finding)) for finding in checked.findings)
    assert "sheet-unknown" in told
    assert "heading-unknown" in told
    assert "thandeka" not in told.casefold()
    assert "okonjo" not in told.casefold()
