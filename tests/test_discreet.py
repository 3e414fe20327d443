"""Findings repeat what was typed, but never a client's name, wherever a learner typed it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilmdocs.checking import check_workbook
from ilmdocs.discreet import discreet_error, shown_path
from ilmdocs.errors import EngineFailure
from ilmdocs.library import load_library
from ilmdocs.report.data import finding_data
from ilmdocs.samples import rows_for
from ilmdocs.templates_path import templates_folder
from ilmdocs.text.names import private_terms
from ilmdocs.workbook.create import create_workbook
from ilmdocs.workbook.schema import FIRST_ROW, SHEETS, sheet_schema
from tests.builders import check_rows, perfect_rows, place, submission

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
    for column in range(1, len(sheet_schema(sheet).fields) + 1):
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


STAFF = [("Learner", "tutor_assessor"), ("Supervision", "supervisor"), ("Observations", "observer")]


@pytest.mark.parametrize(("sheet", "field"), STAFF)
def test_nobody_is_client_and_staff(sheet: str, field: str) -> None:
    """A client typed as supervisor is told apart from a name in an answer, and stops the build."""
    rows = perfect_rows()
    rows[sheet][0][field] = "Zebedee Quixby"
    found = [f for f in check_rows(rows).findings if f.id == "client-named"]
    assert [(f.severity, f.location) for f in found] == [("must", place(sheet, 0, field))]
    assert "is client C1 on the Private sheet: the same person cannot be both" in found[0].message
    assert "Quixby" not in found[0].message + found[0].remedy


def test_a_client_with_the_learners_name_cannot_be_looked_for() -> None:
    """The learner's own name has to be printed, so somebody else has to look."""
    rows = perfect_rows()
    rows["Private"][0]["real_name"] = rows["Learner"][0]["learner_name"]
    found = [f for f in check_rows(rows).findings if f.id == "client-named"]
    assert {f.severity for f in found} == {"should"}
    (own,) = [f for f in found if f.location == place("Learner", 0, "learner_name")]
    assert "has the same name as you" in own.message


def test_errors_and_paths_name_no_client() -> None:
    """What goes wrong with a document is told without the words in it."""
    made = submission(perfect_rows())
    error = discreet_error(EngineFailure("“Zebedee said” is not found.", "Look."), private_terms(made))
    assert isinstance(error, EngineFailure)
    assert error.message == "“[a client’s name] said” is not found."
    assert shown_path(Path("in/Zebedee_Quixby/a.xlsx"), made) == Path("in/[a client’s name]/a.xlsx")
    assert shown_path(Path("in/ffion/a.xlsx"), made) == Path("in/ffion/a.xlsx")
