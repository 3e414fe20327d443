"""Citations and stamps are read back as they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilmdocs.text.references import Stamp, cite, find_citations, read_stamp


@given(st.integers(1, 999), st.integers(1, 9999))
def test_a_citation_is_found_again(number: int, page: int) -> None:
    """Whatever is cited is found as it was cited, wherever the line ends."""
    printed = cite(f"E{number:02}", page)
    for text in (printed, f"Diary ({printed}); more", printed.replace("\xa0", "\r\n"), f"x {printed}."):
        (citation,) = find_citations(text)
        assert (citation.reference, citation.page) == (f"E{number:02}", page)


def test_a_citation_stays_on_one_line() -> None:
    """No ordinary space stands in a citation, so that Word does not break it."""
    assert " " not in cite("E07", 12)


@pytest.mark.parametrize("text", ["E7, p. 12", "E07", "p. 12", "THE07, p. 12", "E07, page 12", ""])
def test_what_is_no_citation(text: str) -> None:
    """Ordinary words are not taken for citations."""
    assert find_citations(text) == ()


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        (Stamp("E07", 12, 40), "E07 · page 12 of 40"),
        (Stamp(None, 1, 40), "page 1 of 40"),
        (Stamp("E07", 12, 40, 3), "DRAFT, not for submission: 3 points open · E07 · page 12 of 40"),
        (Stamp(None, 1, 1, 1), "DRAFT, not for submission: 1 point open · page 1 of 1"),
    ],
)
def test_a_stamp_is_read_back(stamp: Stamp, words: str) -> None:
    """A stamp says what the contract says, and is understood again."""
    assert str(stamp) == words
    assert read_stamp(f"header page 3 of 5\r\n{words}") == stamp


def test_no_stamp() -> None:
    """A page's own words are not taken for a stamp."""
    assert read_stamp("Coaching diary") is None
