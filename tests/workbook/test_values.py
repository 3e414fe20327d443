"""Numbers, yes/no, choices, text, references and file names."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900

from ilmdocs.workbook.schema import Field, FieldType, sheet_schema
from ilmdocs.workbook.values import Trouble, Typed, read_value


def reading(
    type_: FieldType, value: object, number_format: str = "General", allowed: tuple[str, ...] = ()
) -> object:
    """The value, or the id of the problem."""
    field = Field("field", "Heading", type_, minimum=1, maximum=10)
    outcome = read_value(Typed(value, number_format, CALENDAR_WINDOWS_1900), field, allowed)
    return outcome.id if isinstance(outcome, Trouble) else outcome.value


@pytest.mark.parametrize(
    ("typed", "expected"),
    [(3, 3), (3.0, 3), ("3", 3), (" 3 ", 3), (11, 11), (-2, -2), (3.5, "value-type"), ("three", "value-type"),
     (True, "value-type"), (datetime(2026, 3, 4), "value-type"), (time(3, 0), "value-type"),
     ("3.5", "value-type"), (float("inf"), "value-type")],
)  # fmt: skip
def test_whole_numbers(typed: object, expected: object) -> None:
    """3.0 is a whole number, 3.5 is not; limits are left to the rules."""
    assert reading(FieldType.INTEGER, typed) == expected


def test_a_percentage_is_no_number() -> None:
    """50% may mean 0.5 or 50, so it is refused."""
    assert reading(FieldType.INTEGER, 1.0, "0%") == "value-type"
    assert reading(FieldType.NUMBER, 0.5, "0.00%") == "value-type"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("Yes", True), ("y", True), ("TRUE", True), (True, True), ("x", True), ("✓", True), (1, True),
     ("No", False), ("n", False), (False, False), (0, False), ("maybe", "value-type"), (2, "value-type")],
)  # fmt: skip
def test_yes_and_no(typed: object, expected: object) -> None:
    """Yes and no are understood in the ways people write them."""
    assert reading(FieldType.YES_NO, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("wet-held", "wet-held"), ("Wet Held", "wet-held"), (" E-SIGN ", "e-sign"), ("wet", "choice-unknown")],
)
def test_choices_ignore_case_and_spaces(typed: str, expected: str) -> None:
    """A choice is found however its spaces, hyphens and capitals are typed."""
    assert reading(FieldType.CHOICE, typed, allowed=("wet-held", "e-sign", "typed")) == expected


def test_unknown_choice_suggests() -> None:
    """A misspelt choice is reported with the nearest and with all there are."""
    outcome = read_value(
        Typed("coachng", "General", CALENDAR_WINDOWS_1900),
        sheet_schema("Clients").field("mode"),
        ("coaching", "mentoring"),
    )
    assert isinstance(outcome, Trouble)
    assert outcome.remedy == "Did you mean coaching? Choose from: coaching, mentoring."


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("2.3; 3.3", ("2.3", "3.3")), ("2.3,3.3", ("2.3", "3.3")), ("AC 2.3\n3.3", ("2.3", "3.3")),
     (2.3, ("2.3",)), ("2.3; 2.3;", ("2.3",)), ("2.3; 9.9", "choice-unknown"), ("23", "choice-unknown")],
)  # fmt: skip
def test_lists_of_criteria(typed: object, expected: object) -> None:
    """Several criteria in a cell are split at semicolons, commas and new lines; 23 is not 2.3."""
    assert reading(FieldType.CHOICES, typed, allowed=("2.3", "3.3")) == expected


@pytest.mark.parametrize(
    ("typed", "number_format", "expected"),
    [("00123", "@", "00123"), (123, "00000", "00123"), (123, "General", "123"), (3.0, "General", "3"),
     (3.3, "General", "3.3"), (1.1, "0.00", "1.10"), (1, '"C"0', "C1"), (0.5, "0%", "50%"),
     (2019, "0", "2019"),
     (12345678901234567890, "0", "value-type"), (1.2345678901234567e19, "General", "value-type"),
     (datetime(2026, 3, 1), "d-mmm", "value-type"), (True, "General", "TRUE")],
)  # fmt: skip
def test_text_keeps_what_is_shown(typed: object, number_format: str, expected: str) -> None:
    """Numbers in text columns keep the zeros that Excel shows; what Excel has spoilt is a finding."""
    assert reading(FieldType.TEXT, typed, number_format) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("C1-01; C1-02", ("C1-01", "C1-02")), ("C1-01, C1-02", ("C1-01", "C1-02")), (3, ("3",))],
)
def test_lists_of_references(typed: object, expected: object) -> None:
    """Several references in a cell are split at semicolons, commas and new lines."""
    assert reading(FieldType.REFS, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("observation.pdf", "observation.pdf"), ("scans\\observation.pdf", "scans/observation.pdf"),
     ("./scans/../a b.pdf", "a b.pdf"), ("..hidden.pdf", "..hidden.pdf")]
    + [(bad, "attachment-missing") for bad in (
        "../secret.pdf", "a/../../b.pdf", "/etc/passwd", "C:\\Users\\x.pdf", "C:x.pdf", "\\\\server\\x.pdf",
        "file:///x.pdf", "https://example.org/x.pdf", "~/x.pdf", ".", "a.pdf\nb.pdf", '"C:\\x.pdf"')],
)  # fmt: skip
def test_files_stay_in_the_folder(typed: str, expected: str) -> None:
    """A file is named below the workbook's folder, with either slash, and never outside it."""
    assert reading(FieldType.FILE, typed) == expected
