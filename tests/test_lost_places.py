"""Take whole columns, sheets and rows out of a perfect workbook: one cause, and consequences that say so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ilmdocs.forms import printed_fields
from ilmdocs.library import Library
from ilmdocs.model.finding import Finding
from ilmdocs.samples import rows_for
from ilmdocs.workbook.create import create_workbook
from ilmdocs.workbook.describe import fields_json
from tests.test_one_mistake import Book, fields, library, look, perfect

__all__ = ["fields", "library", "perfect"]


def causes(found: tuple[Finding, ...]) -> list[tuple[str, str | None, str | None]]:
    """Id, sheet and cell of what is reported for itself, once all consequences have named one of them."""
    own = [f for f in found if f.caused_by is None]
    assert {f.caused_by for f in found} - {None} <= {f.id for f in own}
    return [(f.id, f.location.sheet, f.location.cell) for f in own]


def take_column(book: Book, sheet: str, field: str) -> None:
    """Delete a column as a user does who thinks it is not needed."""
    book.book[sheet].delete_cols(book.cell(sheet, field).column)


COLUMNS = {
    ("Sessions", "progress_review"): "session-complete",
    ("Sessions", "next_venue"): "session-complete",
    ("Clients", "contract_recording"): "contract-scope",
    ("Clients", "goal_process_statement"): "goal-process",
    ("Observations", "areas_for_development"): "observation",
    ("CPD", "success"): "plan-span",
    ("Narrative", "kind"): "linking-text",
    ("References", "accessed"): "website-access-date",
}


@pytest.mark.parametrize(("sheet", "field"), COLUMNS)
def test_a_column_that_an_answer_needs_is_missed_once(
    sheet: str, field: str, perfect: bytes, fields: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """A requirement does not vanish with its column: its own rule says so, once, at the sheet."""
    book = Book(perfect, fields)
    heading = next(f["heading"] for f in book.sheets[sheet]["fields"] if f["id"] == field)
    take_column(book, sheet, field)
    found = look(book.save(tmp_path / "less.xlsx"), library)
    assert causes(found) == [(COLUMNS[sheet, field], sheet, None)]
    assert f"no column “{heading}”" in found[0].message


def test_a_lost_column_among_several_answers_is_said_once(library: Library, tmp_path: Path) -> None:
    """Two clients without learning style, because its column is gone: one finding, at the other answer."""
    units = [library.unit("8585-302")]
    data = create_workbook(units, rows=rows_for(["8585-302"]), required=library.required, used=library.used)
    printed = {unit.id: printed_fields(library.pack(unit), unit) for unit in library.units.values()}
    book = Book(data, fields_json(library.required, library.used, printed))
    assert book.count("Clients") > 1
    for item in range(book.count("Clients")):
        book.cell("Clients", "diagnostics_text", item).value = None
    take_column(book, "Clients", "learning_style")
    place = book.cell("Clients", "diagnostics_text").coordinate
    found = look(book.save(tmp_path / "less.xlsx"), library)
    assert causes(found) == [("diagnostics-recorded", "Clients", place)]


def test_a_column_that_no_row_needs_may_go(
    perfect: bytes, fields: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """Without a stakeholder nobody misses the day on which one signed."""
    book = Book(perfect, fields)
    for name in ("stakeholder_ref", "stakeholder_signed"):
        book.cell("Clients", name).value = None
        take_column(book, "Clients", name)
    book.drop("CoacheeFeedback", -1) if book.count("CoacheeFeedback") > 1 else None
    assert look(book.save(tmp_path / "less.xlsx"), library) == ()


@pytest.mark.parametrize(
    "sheet", ["Learner", "Clients", "Sessions", "CoacheeFeedback", "Supervision", "Observations", "Narrative"]
)
@pytest.mark.parametrize("how", ["removed", "renamed", "headless"])
def test_a_lost_sheet_is_one_finding(
    sheet: str, how: str, perfect: bytes, fields: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """All that is missing because the sheet is gone or has no headings follows from that."""
    book = Book(perfect, fields)
    if how == "removed":
        del book.book[sheet]
    elif how == "renamed":
        book.book[sheet].title = "Zq"
    elif book.sheets[sheet]["layout"] == "rows":
        book.book[sheet].delete_rows(book.sheets[sheet]["header_row"])
    else:
        book.book[sheet].delete_cols(1)
    expected = "heading-missing" if how == "headless" else "sheet-missing"
    found = look(book.save(tmp_path / "lost.xlsx"), library)
    assert causes(found) == [(expected, sheet, None)]


def test_no_session_at_all_is_one_finding(
    perfect: bytes, fields: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """The hours are missing; records, reflections and the process follow from that."""
    book = Book(perfect, fields)
    for item in range(book.count("Sessions")):
        book.drop("Sessions", item)
    duration = book.cell("Sessions", "duration")
    place = f"{duration.column_letter}{book.sheets['Sessions']['header_row']}"
    found = look(book.save(tmp_path / "none.xlsx"), library)
    assert causes(found) == [("delivered-hours", "Sessions", place)]


def test_only_a_peer_observed(
    perfect: bytes, fields: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """That nothing else shows the skills follows from the observer's role."""
    book = Book(perfect, fields)
    for item in range(book.count("Sessions")):
        book.cell("Sessions", "ksb_notes", item).value = None
    role = book.cell("Observations", "observer_role")
    role.value = "peer"
    found = look(book.save(tmp_path / "peer.xlsx"), library)
    assert causes(found) == [("observation", "Observations", role.coordinate)]


def test_a_name_as_client_of_a_session_is_one_finding(
    perfect: bytes, fields: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """The session's reference, worked out from it, is not reported at its own empty cell."""
    book = Book(perfect, fields)
    book.cell("Private", "client_ref").value = "C1"
    book.cell("Private", "real_name").value = "Zebedee Quixby"
    ref = book.cell("Sessions", "client_ref", 1)
    ref.value = "Zebedee"
    found = look(book.save(tmp_path / "named.xlsx"), library)
    assert causes(found) == [("client-named", "Sessions", ref.coordinate)]


def test_evidence_without_a_file_is_one_finding(
    perfect: bytes, fields: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """The empty cell is reported once."""
    book = Book(perfect, fields)
    book.cell("Evidence", "title").value = "Notes of a workshop"
    book.cell("Evidence", "kind").value = "evidence"
    book.cell("Evidence", "criteria").value = "2.3"
    place = book.cell("Evidence", "file").coordinate
    found = look(book.save(tmp_path / "fileless.xlsx"), library)
    assert causes(found) == [("evidence-complete", "Evidence", place)]


def test_a_stand_in_for_a_section_is_one_finding(
    perfect: bytes, fields: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """That there is no section `tbc` follows from the stand-in."""
    book = Book(perfect, fields)
    section = book.cell("Narrative", "section")
    section.value = "tbc"
    found = look(book.save(tmp_path / "tbc.xlsx"), library)
    assert causes(found) == [("placeholder-text", "Narrative", section.coordinate)]
