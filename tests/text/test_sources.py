"""A citation is matched with the list as a reader would do it."""

from __future__ import annotations

import pytest

from ilmdocs.text.citations import cited_sources
from ilmdocs.text.sources import Source, fits, is_mentioned, is_named_by, might_mean, source_in_line

WHITMORE = Source("Whitmore, J.", "2017", "Coaching for Performance, fifth edition")
TWO = Source("Smith, A. and Jones, B.", "2019a", "Silence")
EMCC = Source("European Mentoring and Coaching Council", "2021", "Global Code of Ethics")


def means(text: str, source: Source) -> bool:
    (citation,) = cited_sources(text)
    return fits(citation, source)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("(Whitmore, 2017)", WHITMORE),
        ("(WHITMORE, 2017)", WHITMORE),
        ("Even Sir John Whitmore (2017)", WHITMORE),
        ("Whitmore’s (2017)", WHITMORE),
        ("(J. Whitmore, 2017)", WHITMORE),
        ("(Coaching for Performance, 2017)", WHITMORE),
        ("(Smith and Jones, 2019)", TWO),
        ("(Smith et al., 2019a)", TWO),
        ("(EMCC, 2021)", EMCC),
        ("(European Mentoring and Coaching Council, 2021)", Source("EMCC", "2021", "")),
        ("(Muller, 2010)", Source("Müller, K.", "2010", "")),
        ("(Whitmore, 2017)", Source("Whitmore, J.", "", "")),
        ("(Whitmore, 2017)", Source("", "2017", "")),
        ("(Whitmore, n.d.)", Source("Whitmore, J.", "n.d.", "")),
        ("(Smith and Jones, 2019)", Source("Smith, A. et al.", "2019", "")),
    ],
)
def test_a_citation_means_a_source(text: str, source: Source) -> None:
    """Capitals, accents, initials, titles and what the list leaves blank do not matter."""
    assert means(text, source)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("(Whitmore, 2009)", WHITMORE),
        ("(Whitmor, 2017)", WHITMORE),
        ("(Hawkins, 2017)", WHITMORE),
        ("(Smith and Miller, 2019)", TWO),
        ("(Smith, 2019b)", TWO),
        ("(ICF, 2021)", EMCC),
        ("(Whitmore, n.d.)", WHITMORE),
        ("(Whitmore, 2017)", Source("", "", "")),
    ],
)
def test_a_citation_means_another_source(text: str, source: Source) -> None:
    """Another year, another letter or another name is another source."""
    assert not means(text, source)


@pytest.mark.parametrize(
    ("text", "likely"), [("(Whitmor, 2016)", True), ("(Whitmore, 2009)", True), ("(Hawkins, 2012)", False)]
)
def test_a_slip_is_told_from_another_source(text: str, likely: bool) -> None:
    """A misspelt name or a wrong year is recognised as a slip for what is listed."""
    (citation,) = cited_sources(text)
    assert might_mean(citation, WHITMORE) is likely


def test_a_source_may_be_named_in_words() -> None:
    """Its title, or author and year in a sentence, show that it was used; a name alone does not."""
    assert is_mentioned(WHITMORE, "Much is said in Coaching for performance.")
    assert is_mentioned(WHITMORE, "Whitmore wrote in 2017 that silence helps.")
    assert not is_mentioned(WHITMORE, "Coaching for better performance, says Whitmore.")
    assert not is_mentioned(TWO, "There was silence.")


def test_an_organisation_is_known_by_its_initials() -> None:
    """The code of the EMCC is that of the European Mentoring and Coaching Council."""
    assert is_named_by(EMCC, "EMCC") and is_named_by(Source("EMCC Global", "", ""), "EMCC")
    assert not is_named_by(EMCC, "ICF")


def test_a_line_of_a_list_is_a_source() -> None:
    """A list of sources in a Word document counts as a list."""
    line = "Whitmore, J. (2017). Coaching for Performance. London: Example Press."
    assert source_in_line(line).author == "Whitmore, J"
    assert means("(Whitmore, 2017)", source_in_line(line))
    assert source_in_line("Notes of a workshop") == Source("", "", "Notes of a workshop")
