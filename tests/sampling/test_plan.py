"""The plan as a quality assurer opens it."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook

from ilmdocs.model.cohort import LearnerStanding
from ilmdocs.model.sample import Inspected
from ilmdocs.workbook.sampling_plan import create_plan

from .builders import assessment, learner, sample

HOSTILE = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "<script>&", "a\x07b\ud800c"]


def plan(*learners: LearnerStanding, problem: str = "", **how: Any) -> bytes:
    """The plan of a sample of some learners."""
    made = sample(*learners, **how)
    return create_plan(made, [Inspected(drawn, "ab" * 32, problem) for drawn in made.drawn])


def opened(data: bytes) -> Workbook:
    """The plan, opened."""
    return load_workbook(io.BytesIO(data))


def table(book: Workbook, name: str) -> tuple[list[Any], list[dict[str, Any]]]:
    """A real Excel table: its headings as Excel keeps them, and its rows by heading."""
    (sheet,) = [sheet for sheet in book.worksheets if name in sheet.tables]
    kept = sheet.tables[name]
    head, *rows = sheet[kept.ref]
    headings = [cell.value for cell in head]
    assert [column.name for column in kept.tableColumns] == headings
    return headings, [dict(zip(headings, (cell.value for cell in row), strict=True)) for row in rows]


def test_a_row_says_who_what_and_why_and_leaves_room_to_check() -> None:
    """What is known is filled in; valid, authentic, current, sufficient and the rest are for the reader."""
    headings, (row,) = table(opened(plan(learner(1, marks=assessment(margin=0)))), "Plan")
    assert (row["Learner"], row["Registration"], row["Unit"], row["Attempt"]) == (
        "Learner 1",
        "FIC0001",
        "8580-501",
        1,
    )
    assert (row["Outcome"], row["Marks"], row["Most marks"], row["Pages"]) == ("PASS", 85, 100, 12)
    assert row["Assessed on"].date() == date(2026, 7, 2)
    assert row["Why it was chosen"] == "Borderline: a criterion has just the fewest marks that pass."
    assert row["SHA-256 of the portfolio"] == "ab" * 32
    to_fill = headings[headings.index("Valid") : headings.index("Portfolio in the ZIP")]
    assert to_fill == [
        "Valid", "Authentic", "Current", "Sufficient", "Decision agreed", "Feedback to the assessor, action",
        "Date checked", "Quality assurer", "Signature",
    ]  # fmt: skip
    assert {row[name] for name in to_fill} == {None}


def test_yes_or_no_is_chosen_from_a_list() -> None:
    """Five columns of decisions, for every row of the table and no other."""
    sheet = opened(plan(learner(1), learner(2, "8580-503")))["Plan"]
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert [str(rule.sqref) for rule in lists] == ["N5:N6", "O5:O6", "P5:P6", "Q5:Q6", "R5:R6"]
    assert {rule.formula1 for rule in lists} == {'"Yes,No"'}
    assert sheet.print_title_rows == "$4:$4" and sheet.print_title_cols == "$A:$B"


def test_what_a_quality_assurer_should_know_stands_in_the_row() -> None:
    """Refused use, an earlier check, and a portfolio that could not be packed."""
    marks = assessment(quality_assured=date(2026, 8, 1))
    _, (row,) = table(
        opened(plan(learner(1, marks=marks, refuses_ilm_use=True), problem="It is gone.")), "Plan"
    )
    assert row["Good to know"].split("\n") == [
        "NOT IN THE ZIP: It is gone.",
        "The learner refused use by ILM: for quality assurance only, not for reuse.",
        "Quality assured before, on 01/08/2026.",
    ]
    assert not row["Portfolio in the ZIP"]


def test_strata_and_what_was_left_out_are_tables_too() -> None:
    """Every stratum with its rate; everybody who could not be drawn with the reason."""
    book = opened(plan(*(learner(n) for n in range(10)), learner(11, outcome="draft")))
    _, (stratum,) = table(book, "Strata")
    assert (stratum["Portfolios"], stratum["Of these taken"], stratum["Share taken"]) == (10, 2, 0.2)
    _, (left,) = table(book, "LeftOut")
    assert (left["Learner"], left["Why it could not be drawn"]) == ("Learner 11", "Only a draft so far.")


def test_the_record_says_how_to_draw_the_same_again() -> None:
    """Seed, day, program, rates and what chance rests on."""
    sheet = opened(plan(learner(1), seed="2026-spring", rate=35))["Record"]
    said = {row[0]: row[1] for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert (said["Seed"], said["Drawn on"]) == ("2026-spring", "22 November 2026")
    assert str(said["Rate of the rest"]).startswith("35 %") and str(said["Program"]).startswith("ilmdocs ")


def test_nothing_left_out_is_said_and_makes_no_empty_table() -> None:
    """Excel refuses a table without a row."""
    book = opened(plan(learner(1)))
    assert not book["Left out"].tables
    assert book["Left out"]["A2"].value == "Nothing: every portfolio could be drawn."


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_ever_becomes_a_formula_or_breaks_the_file(text: str) -> None:
    """Names, assessors and reasons of every kind stay text, and the parts stay well-formed."""
    marks = assessment(assessor=text, outcome=text)
    data = plan(
        learner(1, learner=text, registration=text, marks=marks),
        learner(2, learner=text, outcome="failed", error=text * 20_000),
    )
    for sheet in opened(data).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
                    assert cell.quotePrefix
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        assert not re.search(rb"<f>", b"".join(archive.read(n) for n in archive.namelist() if "sheet" in n))


def test_the_same_sample_gives_the_same_bytes() -> None:
    """No clock and no user name gets in."""
    assert plan(learner(1), learner(2)) == plan(learner(1), learner(2))
