"""What was filled in is compared with what a PDF reader gives back."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilmdocs.text.readback import characters_found, comparable, missing_values, section_pages

LONG = " ".join(f"word{number}" for number in range(4000))


def paged(text: str, size: int = 2000) -> list[str]:
    """Text cut into pages with header, a neighbouring column and footer around each piece."""
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return [
        f"8585-301 Session record\r\nLabel {number}\r\n{piece}\r\nJane Sample Page {number}"
        for number, piece in enumerate(pieces, 1)
    ]


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("Smith & Sons <draft> “x”", "Smith & Sons \r\n<draft> “x”"),
        ("a well-known co-operative", "a well\ufffeknown co\x02operative"),
        ("non\u2011breaking", "non-breaking"),
        ("mid\u00adword", "midword"),
        ("a\u00a0b", "a b"),
        ("office efficient", "o\ufb03ce e\ufb03cient"),
        ("e\u0301cole", "école"),
        ("ŵŷ ŴŶ Łódź", "ŵŷ ŴŶ\r\nŁódź"),
        ("first\nsecond\tthird", "first second third"),
        ("☒ yes – ✓ done", "yes – done ☒ ✓"),
        ("שלום ok", "ok םולש"),
        ("Nguyễn Thị Hương", "Nguy n Th H ng ễ ị ươ"),
        ("x\u0323\u0323\u0323y", "x\u0323y"),
        ("Strengths", "STRENGTHS"),
        ("extraordinarily", "extraordi\ufffenarily"),
        ("{{ 7*7 }} {% raw %}", "{{ 7*7 }} {% raw %}"),
    ],
)
def test_the_ways_in_which_pdf_text_differs_without_loss(typed: str, page: str) -> None:
    """Wraps, hyphens, ligatures, spaces, composed letters and displaced symbols are no loss."""
    assert missing_values([typed], [page]) == ()


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("I listened more than I spoke.", "I listened more than I spok."),
        ("Łódź", "ódź"),
        ("done ✓", "done"),
        ("☒ yes ☒ no", "☒ yes no"),
        ("6 h 45 min", "6 h 35 min"),
        ("日本", "日"),
        ("Nguyễn Thị", "Nguy n Th ễ"),
        ("x\u0323\u0323y", "xy"),
        ("a\u0301 b", "a b"),
    ],
)
def test_a_lost_character_is_a_missing_value(typed: str, page: str) -> None:
    """One letter, accent, tick or digit less and the value is missing."""
    assert missing_values([typed], [page]) == (0,)


def test_empty_values_are_skipped_and_positions_are_those_of_the_values() -> None:
    """Positions count all values, so that the caller can find them again."""
    assert missing_values(["", "there", " \n", "gone", "also gone"], ["there"]) == (3, 4)


def test_a_value_printed_twice_must_be_there_twice() -> None:
    """The second of two equal answers is missed when only one reached the page."""
    assert missing_values(["C1", "C1", "x"], ["C1 x"]) == (1,)
    assert missing_values(["C1", "C1", "x"], ["C1 x", "C1"]) == ()


def test_a_value_over_many_pages_is_found_between_headers_and_footers() -> None:
    """An answer of 36,000 characters runs over pages with other text before and after each piece."""
    assert missing_values([LONG], paged(LONG)) == ()


def test_a_value_whose_middle_page_is_lost_is_missing() -> None:
    """Beginning and end alone are not the answer."""
    pages = paged(LONG)
    del pages[7]
    assert missing_values([LONG], pages) == (0,)
    assert 0 < characters_found(LONG, pages) < len(comparable(LONG))


def test_a_footer_that_goes_on_like_the_value_does_not_mislead() -> None:
    """The footer's first letters are those of the rest of the answer, which stands on the next page."""
    value = "He said that Jane Sample was kind and that she would call him back on Monday morning"
    pages = ["He said that\r\nJane Sample Page 1", "Header\r\nJane Sample was kind and that she would call"
             " him back on Monday morning\r\nJane Sample Page 2"]  # fmt: skip
    assert missing_values([value], pages) == ()


def test_equal_cells_of_one_row_may_break_over_a_page_together() -> None:
    """Five equal answers in a row that breaks are five answers."""
    pages = ["We agreed on the plan\r\n" * 5, "and wrote it down\r\n" * 5]
    value = "We agreed on the plan and wrote it down"
    assert missing_values([value] * 5, pages) == ()
    assert missing_values([value] * 6, pages) == (5,)


def test_comparing_a_learner_takes_milliseconds() -> None:
    """Forty pages with 400 values and one of 36,000 characters are compared in well under a second."""
    values = [f"Answer {number}: {LONG[number : number + 150]}" for number in range(400)]
    pages = [*paged("\r\n".join(values)), *paged(LONG)]
    start = time.process_time()
    assert missing_values([*values, LONG], pages) == ()
    assert time.process_time() - start < 1


@given(st.lists(st.text(max_size=80), max_size=6))
def test_whatever_is_printed_whole_is_found(values: list[str]) -> None:
    """Any text that stands on a page as it was typed is found there."""
    assert missing_values(values, ["\r\n".join(values)]) == ()


@given(st.text(alphabet="abc -é", min_size=1, max_size=60), st.integers(0, 59))
def test_a_value_may_break_anywhere(value: str, at: int) -> None:
    """Wherever a page ends inside an answer, its two pieces are put together."""
    assert missing_values([value], [f"head {value[:at]}", f"{value[at:]} foot"]) == ()


def test_sections_are_found_where_a_line_starts_with_their_anchor() -> None:
    """The words in the middle of a line, or before the section before, are not the section."""
    pages = [
        "Contents\r\nThe plan says: Session no 2",
        "Session no 1\r\nreviewed",
        "went on\r\nSession no\r\n2 Date 4 March",
    ]
    assert section_pages(["Session no 1", "Session no 2 Date"], pages) == (1, 2)


def test_a_section_that_is_not_found_takes_the_page_of_the_one_before() -> None:
    """A link must lead somewhere sensible; before any section that is the first page."""
    assert section_pages(["lost", "Two", "lost too", "", "Three"], ["One", "Two", "Three"]) == (0, 1, 1, 1, 2)


def test_two_sections_with_the_same_words_are_two_places() -> None:
    """The second of two equal headings is looked for behind the first."""
    assert section_pages(["Goal", "Goal", "Goal"], ["Goal\r\nx\r\nGoal", "Goal"]) == (0, 0, 1)


def test_a_heading_is_found_behind_a_table_of_contents_and_its_own_number() -> None:
    """A whole line, wrapped or in capitals, with a number in front; one with a page number is no heading."""
    pages = [
        "Contents\nDefine listening ........ 2\n1.2 Explain why managers inter-\nrupt ........ 3",
        "1.1 DEFINE LISTENING\nDefine listening is what I was asked.",
        "1.2 Explain why managers\ninterrupt\nThey do.",
    ]
    anchors = ["Define listening", "Explain why managers interrupt"]
    assert section_pages(anchors, pages, [True, True]) == (1, 2)
    assert section_pages(anchors, pages) == (0, 0)
