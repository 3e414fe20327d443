"""The schema as other programs and readers of the documentation see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilmdocs.workbook.describe import fields_json
from ilmdocs.workbook.document import workbook_page
from ilmdocs.workbook.schema import SHEETS, FieldType

from .build import REQUIRED, UNIT, write

PAGE = Path(__file__).parents[2] / "docs" / "workbook.md"


def test_fields_follow_the_contract() -> None:
    """Every key of the contract is there, absent ones are null, and the data is JSON."""
    data = json.loads(json.dumps(fields_json(REQUIRED, REQUIRED, {})))
    assert data["schema"] == "ilmdocs.fields/1"
    sheets = {sheet["name"]: sheet for sheet in data["sheets"]}
    assert list(sheets) == [schema.name for schema in SHEETS]
    assert sheets["Sessions"].keys() == {"name", "layout", "header_row", "first_row", "fields"}
    assert (sheets["Sessions"]["header_row"], sheets["Sessions"]["first_row"]) == (4, 5)
    duration = next(field for field in sheets["Sessions"]["fields"] if field["id"] == "duration")
    assert duration == {
        "id": "duration", "heading": "Duration", "cell": None, "type": "duration", "required_for": [UNIT],
        "used_by": [UNIT], "printed_in": [], "choices": None, "refers_to": None, "min": 1, "max": 240,
        "help": "Hours and minutes, for example 1:30 or 90 min.",
    }  # fmt: skip
    client = next(field for field in sheets["Sessions"]["fields"] if field["id"] == "client_ref")
    assert client["refers_to"] == "Clients.client_ref"


def test_cells_and_headings_are_where_fields_says(tmp_path: Path) -> None:
    """A program that fills a fresh workbook by `fields` finds each heading and each cell."""
    book = load_workbook(write(tmp_path, rows={}))
    for sheet in fields_json({}, {}, {})["sheets"]:
        for number, field in enumerate(sheet["fields"], start=1):
            if sheet["layout"] == "form":
                value = book[sheet["name"]][field["cell"]]
                assert value.offset(0, -1).value == field["heading"]
            else:
                assert book[sheet["name"]].cell(sheet["header_row"], number).value == field["heading"]


def test_every_reference_leads_somewhere() -> None:
    """A field refers to a field that exists, and every type is one of the contract's."""
    known = {f"{schema.name}.{item.id}" for schema in SHEETS for item in schema.fields}
    for schema in SHEETS:
        for item in schema.fields:
            assert not item.refers_to or item.refers_to in known
            assert bool(item.refers_to) == (item.type in {FieldType.REF, FieldType.REFS})
            if item.type in {FieldType.CHOICE, FieldType.CHOICES}:
                assert item.choices or item.lookup


def test_documentation_is_current(pytestconfig: pytest.Config) -> None:
    """docs/workbook.md says what the schema says."""
    if pytestconfig.getoption("--update-golden"):
        PAGE.write_text(workbook_page(), encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == workbook_page()
