"""A column or sheet that was not read lacks nothing: what would be counted stands there."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from ilmdocs.blank import sample_workbook
from ilmdocs.checking import check_workbook
from ilmdocs.gap import additions_of, needs_of
from ilmdocs.library import load_library
from tests.builders import TEMPLATES, TODAY

LIBRARY = load_library(TEMPLATES)
UNIT = LIBRARY.units["8585-301"]


def told(folder: Path, *changes: Callable[[Workbook], None]) -> list[str]:
    """What closes the gap of a complete learner whose workbook was changed so."""
    book = load_workbook(BytesIO(sample_workbook(LIBRARY, [UNIT])))
    for change in changes:
        change(book)
    path = folder / "learner.xlsx"
    book.save(path)
    checked = check_workbook(path, LIBRARY, TODAY)
    needs = needs_of(checked.submission, UNIT, checked.readiness[0], checked.findings)
    return [one.words for one in additions_of(needs, checked.submission, UNIT)]


def heading(sheet: str, cell: str, words: str) -> Callable[[Workbook], None]:
    """Somebody wrote over a heading, or headed a column of their own."""

    def change(book: Workbook) -> None:
        book[sheet][cell] = words

    return change


def fewer_sessions(book: Workbook) -> None:
    """Three of six sessions are gone."""
    book["Sessions"].delete_rows(8, 4)


@pytest.mark.parametrize(
    ("sheet", "cell", "right"),
    [("Sessions", "F4", "Duration"), ("Clients", "J4", "Number of sessions planned")],
)
def test_hours_that_only_were_not_read_are_not_asked_for_again(
    tmp_path: Path, sheet: str, cell: str, right: str
) -> None:
    """The one thing to do is the heading, at its cell; no session is held or planned anew."""
    (only,) = told(tmp_path, heading(sheet, cell, "Amount"))
    assert only.startswith(f'{sheet}!{cell}: If it should be "{right}"')


def test_a_sheet_that_is_gone_comes_back_and_nothing_else(tmp_path: Path) -> None:
    """Its rows come with it."""

    def gone(book: Workbook) -> None:
        del book["Goals"]

    (only,) = told(tmp_path, gone)
    assert "sheet Goals" in only


def test_sessions_that_are_really_missing_are_still_asked_for(tmp_path: Path) -> None:
    """A stray column beside them hides nothing."""
    words = told(tmp_path, fewer_sessions, heading("Sessions", "AZ4", "My own notes"))
    assert "Three more sessions of 1 h with client C1" in words
    assert len(words) == 2
