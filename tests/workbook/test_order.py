"""The order of columns, blank columns and odd spacing of headings change nothing of what is read or built."""

from __future__ import annotations

import io
import random
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.checking import check_workbook
from ilmdocs.library import Library, load_library
from ilmdocs.model.submission import Submission
from ilmdocs.samples import rows_for
from ilmdocs.templates_path import templates_folder
from ilmdocs.workbook.create import create_workbook
from ilmdocs.workbook.read import read_workbook
from ilmdocs.workbook.schema import HEADER_ROW, SHEETS

from .build import REQUIRED, UNITS, write

_NOISE = ("\u00a0", "  ", "\u200b", "\n", " *", ":", "\u00ad", "\ufeff")


def noisy(chance: random.Random, heading: str) -> str:
    """A heading as people retype it: other capitals, other spaces, something invisible at its end."""
    heading = heading.replace(" ", chance.choice((" ", "  ", "\u00a0", "\u2009", " \u200b")))
    changed = chance.choice((heading, heading.upper(), heading.lower(), heading.title()))
    return f"{chance.choice(('', ' '))}{changed}{chance.choice(_NOISE)}"


def shuffled(chance: random.Random, book: Workbook) -> None:
    """Put the columns of every table into another order, with blank ones in between and headings retyped."""
    for schema in SHEETS:
        sheet = book[schema.name]
        if schema.layout == "rows" and isinstance(sheet, Worksheet):
            _shuffle(chance, sheet)


def _shuffle(chance: random.Random, sheet: Worksheet) -> None:
    sheet.tables.clear()
    last, width = sheet.max_row, sheet.max_column
    columns = []
    for number in range(1, width + 1):
        cells = [sheet.cell(row, number) for row in range(HEADER_ROW, last + 1)]
        columns.append([(cell.value, cell.number_format) for cell in cells])
    chance.shuffle(columns)
    for _ in range(chance.randrange(4)):
        columns.insert(chance.randrange(len(columns)), [(None, "General")] * (last - HEADER_ROW + 1))
    for number, column in enumerate(columns, start=1):
        for row, (value, number_format) in enumerate(column, start=HEADER_ROW):
            cell = sheet.cell(row, number)
            if row == HEADER_ROW and isinstance(value, str):
                value = noisy(chance, value)
            cell.value, cell.number_format = value, number_format


def values(submission: Submission) -> dict[str, list[tuple[int, dict[str, object]]]]:
    """All values by sheet, with the numbers of their rows but not their columns."""
    return {
        name: [(row.number, dict(sorted(row.values.items()))) for row in sheet.rows]
        for name, sheet in submission.sheets.items()
    }


@pytest.mark.parametrize("seed", range(6))
def test_order_and_spacing_of_columns(tmp_path: Path, seed: int) -> None:
    """Shuffled columns give the same values without a single finding."""
    expected = read_workbook(write(tmp_path, name="plain.xlsx"), UNITS, REQUIRED)
    path = write(tmp_path, lambda book: shuffled(random.Random(seed), book), name="shuffled.xlsx")
    found = read_workbook(path, UNITS, REQUIRED)
    assert found.findings == ()
    assert values(found.submission) == values(expected.submission)
    assert found.included == expected.included


def test_shuffled_columns_print_the_same(tmp_path: Path) -> None:
    """Every form of the portfolio is the same file, byte for byte, whatever the order of the columns."""
    unit = "8580-500"
    library = load_library(templates_folder())
    plain = tmp_path / "learner.xlsx"
    plain.write_bytes(
        create_workbook([library.units[unit]], rows=rows_for([unit]), required=library.required)
    )
    book = load_workbook(plain)
    shuffled(random.Random(5), book)
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "learner.xlsx"
    book.save(other)
    assert printed(plain, library) == printed(other, library)


def printed(path: Path, library: Library) -> list[tuple[str, bytes]]:
    """The forms of a learner's portfolio as Word files."""
    checked = check_workbook(path, library, date(2026, 11, 30))
    (plan,) = checked.plans
    filler = library.filler(plan.unit)
    forms = [part for part in plan.parts if part.form]
    assert len(forms) > 5
    return [(part.name, filler.fill(part, plan, checked.submission, None).docx) for part in forms]


def test_shuffling_does_something() -> None:
    """The test above would prove nothing if columns stayed where they were."""
    book = Workbook()
    sheet = book["Sheet"]
    for column in range(1, 10):
        sheet.cell(HEADER_ROW, column, f"Heading {column}")
    _shuffle(random.Random(1), sheet)
    target = io.BytesIO()
    book.save(target)
    again = load_workbook(target)["Sheet"]
    assert [again.cell(HEADER_ROW, column).value for column in range(1, 10)] != [
        f"Heading {column}" for column in range(1, 10)
    ]
