"""Break a perfect workbook in one place at a time, as the file on disk, and look at what is said.

The sample learner is fictional. Each case is one mistake that a learner really makes; the finding must name
its cell and its rule, and nothing else may be reported but consequences that say what caused them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from ilmdocs.checking import check_workbook
from ilmdocs.forms import printed_fields
from ilmdocs.library import Library, load_library
from ilmdocs.model.finding import Finding
from ilmdocs.samples import rows_for
from ilmdocs.templates_path import templates_folder
from ilmdocs.workbook.create import create_workbook
from ilmdocs.workbook.describe import fields_json

TODAY = date(2026, 11, 22)
UNIT = "8585-301"


@pytest.fixture(scope="module")
def library() -> Library:
    """The built-in units and packs."""
    return load_library(templates_folder())


@pytest.fixture(scope="module")
def fields(library: Library) -> dict[str, Any]:
    """The schema as other programs see it."""
    printed = {unit.id: printed_fields(library.pack(unit), unit) for unit in library.units.values()}
    return fields_json(library.required, library.used, printed)


@pytest.fixture(scope="module")
def perfect(library: Library) -> bytes:
    """The sample workbook for 8585-301."""
    return create_workbook(
        [library.unit(UNIT)], rows=rows_for([UNIT]), required=library.required, used=library.used
    )


class Book:
    """A workbook opened as a judge opens it: by heading, through the published schema."""

    def __init__(self, data: bytes, fields: dict[str, Any]) -> None:
        self.book = openpyxl.load_workbook(BytesIO(data))
        self.sheets = {sheet["name"]: sheet for sheet in fields["sheets"]}

    def cell(self, sheet: str, field: str, item: int = 0) -> Any:
        """The cell of a field in the item-th filled row (negative counts from the end)."""
        schema = self.sheets[sheet]
        page = self.book[sheet]
        found = next(f for f in schema["fields"] if f["id"] == field)
        if schema["layout"] == "form":
            return page[found["cell"]]
        column = next(c.column for c in page[schema["header_row"]] if c.value == found["heading"])
        if item < 0:
            item += self.count(sheet)
        return page.cell(schema["first_row"] + item, column)

    def count(self, sheet: str) -> int:
        """How many filled rows a sheet has."""
        schema = self.sheets[sheet]
        page = self.book[sheet]
        rows = 0
        while any(
            c.value not in (None, "") and c.data_type != "f"  # the last column is worked out
            for c in page[schema["first_row"] + rows]
        ):
            rows += 1
        return rows

    def drop(self, sheet: str, item: int) -> None:
        """Empty a whole row, leaving a gap."""
        schema = self.sheets[sheet]
        if item < 0:
            item += self.count(sheet)
        for cell in self.book[sheet][schema["first_row"] + item]:
            cell.value = None

    def save(self, path: Path) -> Path:
        """Write it out."""
        self.book.save(path)
        return path


def look(path: Path, library: Library) -> tuple[Finding, ...]:
    """Everything that is said about a workbook, infos aside."""
    return tuple(f for f in check_workbook(path, library, TODAY).findings if f.severity != "info")


def test_the_sample_has_nothing_to_put_right(
    perfect: bytes, fields: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """The sample is complete, also after another program has saved it."""
    assert look(Book(perfect, fields).save(tmp_path / "sample.xlsx"), library) == ()


REQUIRED = load_library(templates_folder()).required
REQUIRED_SHEETS = sorted({name.split(".")[0] for name in REQUIRED[UNIT]})
OTHERS = sorted(set(REQUIRED) - {UNIT})


def required_fields(fields: dict[str, Any], sheet: str) -> list[str]:
    (schema,) = (item for item in fields["sheets"] if item["name"] == sheet)
    return [field["id"] for field in schema["fields"] if UNIT in field["required_for"]]


def said_of_blank(
    data: bytes, name: str, fields: dict[str, Any], library: Library, path: Path
) -> tuple[str, list[tuple[str, str]]] | None:
    """Empty the first filled cell of a field: its address, and the findings that follow from no other."""
    sheet, _, field = name.partition(".")
    book = Book(data, fields)
    form = book.sheets[sheet]["layout"] == "form"
    items = range(1 if form else book.count(sheet))
    cell = next((c for i in items if (c := book.cell(sheet, field, i)).value not in (None, "")), None)
    if cell is None:
        return None
    cell.value = None
    found = look(book.save(path), library)
    return f"{sheet}!{cell.coordinate}", [
        (f.id, f"{f.location.sheet}!{f.location.cell}") for f in found if f.caused_by is None
    ]


@pytest.mark.parametrize("sheet", REQUIRED_SHEETS)
def test_each_required_cell_left_empty_is_reported_once_at_that_cell(
    sheet: str, perfect: bytes, fields: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """Empty a required cell, in turn every one of the schema: one finding, there, and no other cause."""
    wrong = []
    assert required_fields(fields, sheet)
    for field in required_fields(fields, sheet):
        book = Book(perfect, fields)
        if sheet != "Learner" and book.count(sheet) == 0:
            continue  # attachments: the sample needs none
        cell = book.cell(sheet, field)
        if cell.value in (None, ""):
            continue  # not needed in the first row (progress review of a first session)
        cell.value = None
        found = look(book.save(tmp_path / "broken.xlsx"), library)
        causes = [f for f in found if f.caused_by is None]
        if (
            len(causes) != 1
            or causes[0].location.cell != cell.coordinate
            or causes[0].location.sheet != sheet
        ):
            said = [(f.id, str(f.location), f.caused_by) for f in found]
            wrong.append(f"{sheet}.{field} at {cell.coordinate}: {said}")
    assert wrong == []


@pytest.mark.parametrize("unit", OTHERS)
def test_each_cell_that_only_another_unit_needs_is_reported_once_at_that_cell(
    unit: str, fields: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """Empty what 8585-301 does not ask for in each other unit's sample: one finding, there, no more."""
    data = create_workbook(
        [library.unit(unit)], rows=rows_for([unit]), required=library.required, used=library.used
    )
    assert look(Book(data, fields).save(tmp_path / "sample.xlsx"), library) == ()
    said = {
        name: said_of_blank(data, name, fields, library, tmp_path / "broken.xlsx")
        for name in sorted(REQUIRED[unit] - REQUIRED[UNIT])
    }
    wrong = {name: it for name, it in said.items() if it and [place for _, place in it[1]] != [it[0]]}
    assert wrong == {}


SEVERAL = ["8585-302", "8585-303", "8588-500"]
SHARED: dict[str, tuple[str, str]] = {
    "a session without a date": ("Sessions.date", "session-complete"),
    "a session without a reflection": ("Sessions.refl_impact", "session-reflected"),
    "a plan without a way": ("CPD.how", "plan-span"),
    "a client without a reference": ("Clients.client_ref", "client-reference"),
    "a learner without a centre": ("Learner.centre_number", "header-complete"),
}


@pytest.fixture(scope="module")
def several(library: Library) -> bytes:
    """The sample workbook for three units, two of which share sessions and plan."""
    units = [library.unit(unit) for unit in SEVERAL]
    return create_workbook(units, rows=rows_for(SEVERAL), required=library.required, used=library.used)


@pytest.mark.parametrize("name", SHARED)
def test_a_cell_that_several_units_need_is_one_cause(
    name: str, several: bytes, fields: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """Units that say the same of a cell do not make two mistakes of one, nor touch another unit."""
    field, rule = SHARED[name]
    said = said_of_blank(several, field, fields, library, tmp_path / "broken.xlsx")
    assert said is not None
    assert said[1] == [(rule, said[0])]


@pytest.mark.parametrize("typed", [None, "8585-999"])
def test_a_lost_unit_is_one_cause_whatever_rows_name_it(
    typed: str | None, several: bytes, fields: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """A unit's cell on the Units sheet emptied or mistyped: rows that are for this unit only follow."""
    book = Book(several, fields)
    cell = book.cell("Units", "unit_id", 2)
    assert cell.value == "8588-500"
    cell.value = typed
    found = look(book.save(tmp_path / "broken.xlsx"), library)
    causes = [(f.id, f.location.cell) for f in found if f.caused_by is None]
    assert causes == [("unknown-unit", cell.coordinate)]


Break = Callable[[Book], Any]


def _set(sheet: str, field: str, value: Any, item: int = 0) -> Break:
    def change(book: Book) -> Any:
        cell = book.cell(sheet, field, item)
        cell.value = value
        return cell

    return change


def _shift(sheet: str, field: str, days: int, item: int = 0) -> Break:
    def change(book: Book) -> Any:
        cell = book.cell(sheet, field, item)
        cell.value = cell.value + timedelta(days=days)
        return cell

    return change


def _after_first_session(book: Book) -> Any:
    cell = book.cell("Clients", "client_signed")
    cell.value = book.cell("Sessions", "date").value + timedelta(days=1)
    return cell


def _start_after_first_session(book: Book) -> Any:
    book.cell("Clients", "start_date").value = book.cell("Sessions", "date").value + timedelta(days=1)
    return book.cell("Sessions", "date")


def _final_before_last_session(book: Book) -> Any:
    cell = book.cell("Clients", "final_client_signed")
    cell.value = book.cell("Sessions", "date", -1).value - timedelta(days=1)
    return cell


CASES: dict[str, tuple[Break, str]] = {
    "rating of 11": (_set("CoacheeFeedback", "rating_empathy", 11), "coachee-feedback"),
    "rating of 0": (_set("CoacheeFeedback", "rating_empathy", 0), "coachee-feedback"),
    "half a rating": (_set("CoacheeFeedback", "rating_empathy", 7.5), "value-type"),
    "low score": (lambda book: _low_score(book), "low-score-improvement"),
    "duration 90": (_set("Sessions", "duration", 90, 1), "ambiguous-duration"),
    "duration 1.3": (_set("Sessions", "duration", 1.3, 1), "ambiguous-duration"),
    "duration in words": (_set("Sessions", "duration", "about an hour", 1), "value-type"),
    "duration of nothing": (_set("Sessions", "duration", "0:00", 1), "duration-range"),
    "duration over four hours": (_set("Sessions", "duration", "4:01", 1), "duration-range"),
    "unknown client in a session": (_set("Sessions", "client_ref", "C7", 2), "unknown-reference"),
    "unknown client in a goal": (_set("Goals", "client_ref", "C7"), "unknown-reference"),
    "unknown client in feedback": (_set("CoacheeFeedback", "client_ref", "C7"), "unknown-reference"),
    "session in the future": (_set("Sessions", "date", date(2027, 5, 5), -1), "future-date"),
    "an unknown model": (_set("Sessions", "model", "GROWTH"), "choice-unknown"),
    "a date as 31 February": (_set("Sessions", "date", "31/02/2026", 1), "value-type"),
    "an American date": (_set("Sessions", "date", "04/13/2026", 1), "value-type"),
    "an error value": (_set("Clients", "venue", "#N/A"), "error-value"),
    "a formula nobody calculated": (_set("Clients", "venue", "=1+1"), "formula-without-value"),
    "placeholder": (_set("Clients", "conclusion", "tbc"), "placeholder-text"),
    "placeholder in capitals": (_set("Sessions", "reality", "XXX"), "placeholder-text"),
    "contract after the first session": (_after_first_session, "contract-before-sessions"),
    "session before the start date": (_start_after_first_session, "session-before-start"),
    "closed before the last session": (_final_before_last_session, "closing-date"),
    "review after more sessions than planned": (
        _set("Clients", "contract_review_after", 50),
        "contract-review",
    ),
    "review after no session": (_set("Clients", "contract_review_after", 0), "contract-review"),
    "session number twice": (_set("Sessions", "session_no", 2, 2), "session-numbers"),
    "website without date accessed": (lambda book: _blank_accessed(book), "website-access-date"),
    "paper without agreement": (lambda book: _paper(book), "electronic-route"),
    "scan that is not there": (lambda book: _missing_scan(book), "attachment-missing"),
    "path out of the folder": (lambda book: _missing_scan(book, "../other.pdf"), "attachment-missing"),
    "ILM's own service without its forms": (_set("Learner", "submission_route", "ILMA"), "official-forms"),
}


def _low_score(book: Book) -> Any:
    book.cell("CoacheeFeedback", "rating_empathy").value = 2
    cell = book.cell("CoacheeFeedback", "improve")
    cell.value = None
    return cell


def _paper(book: Book) -> Any:
    book.cell("Units", "submission_format").value = "paper"
    return book.cell("Units", "paper_agreed_on")


def _blank_accessed(book: Book) -> Any:
    for item in range(book.count("References")):
        if book.cell("References", "type", item).value == "website":
            cell = book.cell("References", "accessed", item)
            cell.value = None
            return cell
    raise AssertionError("the sample lists no website")


def _missing_scan(book: Book, name: str = "nothing.pdf") -> Any:
    item = book.count("Evidence")
    book.cell("Evidence", "title", item).value = "Notes of the workshop"
    book.cell("Evidence", "kind", item).value = "evidence"
    book.cell("Evidence", "criteria", item).value = "2.3"
    cell = book.cell("Evidence", "file", item)
    cell.value = name
    return cell


@pytest.mark.parametrize("name", CASES)
def test_one_mistake_gives_one_finding_at_its_cell(
    name: str, perfect: bytes, fields: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """A single mistake is named by its rule at its cell; all else that is said follows from it."""
    change, rule = CASES[name]
    book = Book(perfect, fields)
    cell = change(book)
    found = look(book.save(tmp_path / "broken.xlsx"), library)
    causes = [(f.id, f.location.sheet, f.location.cell) for f in found if f.caused_by is None]
    assert causes == [(rule, cell.parent.title, cell.coordinate)]


def test_a_heading_out_of_place_changes_nothing(
    perfect: bytes, fields: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """Columns may stand in any order, and headings may carry odd spaces and letters."""
    book = Book(perfect, fields)
    page = book.book["Sessions"]
    header = book.sheets["Sessions"]["header_row"]
    first = book.cell("Sessions", "goal").column
    second = book.cell("Sessions", "willingness").column
    for row in range(header, page.max_row + 1):
        one, two = page.cell(row, first), page.cell(row, second)
        one.value, two.value = two.value, one.value
    heading = page.cell(header, first)
    heading.value = "  " + str(heading.value).upper().replace(" ", "\u00a0") + "\u200b "
    assert look(book.save(tmp_path / "moved.xlsx"), library) == ()


def test_blank_rows_in_between_keep_addresses_true(
    perfect: bytes, fields: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """After a gap of three rows a mistake is still named at the cell where it stands."""
    book = Book(perfect, fields)
    page = book.book["Sessions"]
    schema = book.sheets["Sessions"]
    last = schema["first_row"] + book.count("Sessions") - 1
    for cell in page[last]:
        page.cell(last + 3, cell.column).value = cell.value
        page.cell(last + 3, cell.column).number_format = cell.number_format
        cell.value = None
    column = book.book["Sessions"].cell(schema["first_row"], 1).column
    duration = next(f["heading"] for f in schema["fields"] if f["id"] == "duration")
    column = next(c.column for c in page[schema["header_row"]] if c.value == duration)
    page.cell(last + 3, column).value = "90"
    found = look(book.save(tmp_path / "gap.xlsx"), library)
    causes = [(f.id, f.location.cell) for f in found if f.caused_by is None]
    assert causes == [("ambiguous-duration", f"{get_column_letter(column)}{last + 3}")]
