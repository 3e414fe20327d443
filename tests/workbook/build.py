"""Makes small fictional workbooks for tests: created from rows, then edited with openpyxl."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date, time
from functools import cache
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.location import column_letters
from ilmdocs.model.submission import Value
from ilmdocs.model.unit import Unit
from ilmdocs.templates_path import templates_folder
from ilmdocs.units import load_units
from ilmdocs.workbook.create import Rows, create_workbook
from ilmdocs.workbook.read import ReadResult, read_workbook
from ilmdocs.workbook.schema import FIRST_ROW, FORM_FIRST_ROW, HEADER_ROW, sheet_schema

UNITS: Mapping[str, Unit] = load_units(templates_folder())
UNIT = "8585-301"
REQUIRED = {
    UNIT: frozenset(
        {
            "Learner.learner_name", "Learner.centre_number", "Clients.client_ref", "Goals.goal",
            "Sessions.client_ref", "Sessions.session_no", "Sessions.date", "Sessions.duration",
            "Sessions.goal", "Sessions.reality", "Supervision.outcomes",
        }
    )
}  # fmt: skip
"""A stand-in for what the unit's rules need: enough to tell needed columns from others."""

SESSION: Mapping[str, Value] = {
    "client_ref": "C1",
    "session_no": 1,
    "date": date(2026, 3, 4),
    "start_time": time(10, 30),
    "duration": 90,
    "one_to_one": True,
    "model": "GROW",
    "goal": "Plan the week",
    "reality": "Too many meetings",
}

ROWS: dict[str, list[Mapping[str, Value]]] = {
    "Learner": [{"learner_name": "Robin Fictional", "centre_number": "012345", "refuse_ilm_use": False}],
    "Units": [{"unit_id": UNIT, "include": True, "attempt": 1, "learner_signed": date(2026, 6, 1)}],
    "Clients": [
        {"client_ref": "C1", "profile": "Team leader in a fictional bakery", "planned_session_hours": 60}
    ],
    "Goals": [{"goal_id": "G1", "client_ref": "C1", "goal": "Delegate more"}],
    "Sessions": [
        SESSION,
        {**SESSION, "session_no": 2, "date": date(2026, 3, 18)},
        {**SESSION, "session_no": 3, "date": date(2026, 4, 1)},
    ],
    "Supervision": [
        {
            "date": date(2026, 4, 8),
            "supervisor": "Sam Invented",
            "sessions_discussed": ("C1-01", "C1-03"),
            "outcomes": "Ask more open questions",
        }
    ],
    "Evidence": [
        {
            "title": "Observation",
            "kind": "evidence",
            "file": "scans/observation.pdf",
            "criteria": ("2.3", "3.3"),
        }
    ],
    "Private": [{"client_ref": "C1", "real_name": "Quentin Madeup"}],
}
"""One complete fictional learner: nobody of these names or places exists."""

Edit = Callable[[Workbook], None]


def write(folder: Path, edit: Edit | None = None, rows: Rows | None = None, name: str = "robin.xlsx") -> Path:
    """A workbook file with the fictional learner, after an edit."""
    data = _complete() if rows is None else create_workbook([UNITS[UNIT]], rows=rows, required=REQUIRED)
    path = folder / name
    if edit is None:
        path.write_bytes(data)
        return path
    book = load_workbook(io.BytesIO(data))
    edit(book)
    book.save(path)
    return path


@cache
def _complete() -> bytes:
    return create_workbook([UNITS[UNIT]], rows=ROWS, required=REQUIRED)


def read(folder: Path, edit: Edit | None = None, rows: Rows | None = None) -> ReadResult:
    """Read the fictional learner's workbook after an edit."""
    return read_workbook(write(folder, edit, rows), UNITS, REQUIRED)


def column(sheet: str, field_id: str) -> int:
    """The column in which a fresh workbook has a field."""
    return [item.id for item in sheet_schema(sheet).fields].index(field_id) + 1


def cell(book: Workbook, sheet: str, field_id: str, row: int = FIRST_ROW) -> Cell:
    """The cell of a field in a freshly made workbook; in the form the row is the field's own."""
    schema = sheet_schema(sheet)
    number = [item.id for item in schema.fields].index(field_id)
    at = (FORM_FIRST_ROW + number, 2) if schema.layout == "form" else (row, number + 1)
    found = book[sheet].cell(*at)
    assert isinstance(found, Cell)
    return found


def heading(book: Workbook, sheet: str, field_id: str) -> Cell:
    """The heading cell of a field in a freshly made workbook."""
    return cell(book, sheet, field_id, HEADER_ROW)


def address(sheet: str, field_id: str, row: int = FIRST_ROW) -> str:
    """`Sheet!F8` of a field in a freshly made workbook."""
    schema = sheet_schema(sheet)
    number = [item.id for item in schema.fields].index(field_id)
    at = (FORM_FIRST_ROW + number, 2) if schema.layout == "form" else (row, number + 1)
    return f"{sheet}!{column_letters(at[1])}{at[0]}"


def told(result: ReadResult, *, info: bool = False) -> list[tuple[str, str]]:
    """The findings as (id, place), without the merely informing ones unless asked."""
    return [(f.id, str(f.location)) for f in result.findings if info or f.severity is not Severity.INFO]


def only(result: ReadResult, id_: str) -> Finding:
    """The one finding with an id."""
    found = [finding for finding in result.findings if finding.id == id_]
    assert len(found) == 1, [f.id for f in result.findings]
    return found[0]
