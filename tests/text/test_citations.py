"""Citations are found in ordinary sentences, and dates, durations and labels of other things are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilmdocs.text.citations import cited_labels, cited_sources

CITATIONS = {
    "(Whitmore, 2017)": [("Whitmore", "2017")],
    "(Whitmore 2017: 12)": [("Whitmore", "2017")],
    "[Whitmore, 2017]": [("Whitmore", "2017")],
    "(Smith and Jones, 2019; Hawkins, 2012, p. 4)": [("Smith and Jones", "2019"), ("Hawkins", "2012")],
    "(Whitmore, 2017 and Downey, 2003)": [("Whitmore", "2017"), ("Downey", "2003")],
    "(Rogers et al., 2020)": [("Rogers et al.", "2020")],
    "(Smith, A. & Jones, B., 2017, pp. 4-9)": [("Smith, A. & Jones, B.", "2017")],
    "(EMCC, 2021)": [("EMCC", "2021")],
    "(Association for Coaching, 2021)": [("Association for Coaching", "2021")],
    "(see van Nieuwerburgh, 2017a, b)": [("van Nieuwerburgh", "2017a"), ("van Nieuwerburgh", "2017b")],
    "(as cited in de Haan, 2008)": [("de Haan", "2008")],
    "(Whitmore, n.d.)": [("Whitmore", "n.d.")],
    "(Kolb, 1984/2015)": [("Kolb", "1984/2015")],
    "(Müller-Lüdenscheid, 2010)": [("Müller-Lüdenscheid", "2010")],
    "As Whitmore (2017) says": [("Whitmore", "2017")],
    "Later Whitmore (2017, p. 4) says": [("Whitmore", "2017")],
    "She read Smith and Jones (2019).": [("Smith and Jones", "2019")],
    "Rogers et al. (2020) disagree": [("Rogers et al.", "2020")],
    "the Association for Coaching (2021)": [("Association for Coaching", "2021")],
    "That is done. Whitmore (2017) agrees.": [("Whitmore", "2017")],
    "by O'Neill (2000)": [("O'Neill", "2000")],
    "in Hawkins and Smith (2013) and Clutterbuck (2007)": [
        ("Hawkins and Smith", "2013"),
        ("Clutterbuck", "2007"),
    ],
}

NONE = (
    "(session 3)", "(C1, 2026)", "(4)", "(2017)", "in the year (2017)", "(since 2019)", "(In 2019)",
    "(signed in London, 2026)", "(ILM 8585, 2018)", "(from 10.00 to 12.30 on 03/02/2026)", "(2026-03-04)",
    "(1 h 30 min)", "(1:30)", "(E07, p. 12)", "(1.1, 2.3)", "in 2026 Whitmore spoke", "(see below)",
    "(about 2000 words)", "(room 2017)", "the team (2019)", "", "(", ")(", "(Whitmore)", "[R1]",
)  # fmt: skip

DATES = (
    "(May 2026)",
    "(4 March 2026)",
    "(Autumn 2025)",
    "in May (2026)",
    "(Session May, 2026)",
    "(May, 2017)",
)


@pytest.mark.parametrize("text", CITATIONS)
def test_a_citation_is_found_with_names_and_year(text: str) -> None:
    """The usual ways of citing are understood, alone and inside a sentence."""
    for sentence in (text, f"I tried it {text} and more.", f"{text}\nThe next day (session 3) I stopped."):
        found = [(citation.names, citation.year) for citation in cited_sources(sentence)]
        assert found == CITATIONS[text], sentence
        assert not any(citation.doubtful for citation in cited_sources(sentence))


@pytest.mark.parametrize("text", NONE)
def test_what_cites_nothing(text: str) -> None:
    """Sessions, durations, plain years and references to evidence are not taken for citations."""
    assert cited_sources(text) == ()


@pytest.mark.parametrize("text", DATES)
def test_what_may_be_a_date_is_doubtful(text: str) -> None:
    """A month with a year could be an author called May, so nobody is accused because of it."""
    assert all(citation.doubtful for citation in cited_sources(text))


def test_a_citation_is_quoted_as_it_was_typed() -> None:
    """What is shown to the learner stands in the text word for word."""
    text = "I read it (see Smith and Jones, 2019; Hawkins, 2012, p. 4). Whitmore (2017, p. 3) agrees."
    shown = [citation.text for citation in cited_sources(text)]
    assert shown == ["Smith and Jones, 2019", "Hawkins, 2012, p. 4", "Whitmore (2017, p. 3)"]


def test_labels_stand_in_brackets() -> None:
    """[R1] and (R2; R3) are labels, (2), (2017) and (session 3) are not."""
    assert cited_labels("[R1], (R2; R3), [12], (2), (2017) and (session 3)") == (
        ("R1", "[R1]"), ("R2", "(R2; R3)"), ("R3", "(R2; R3)"), ("12", "[12]"),
    )  # fmt: skip


@given(st.text(alphabet="AbcéWh (),;:[]0129.&\n'-e t a l", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    """Whatever somebody typed, reading it ends well and names a year for each citation."""
    for citation in cited_sources(text):
        assert citation.year and citation.names
    cited_labels(text)
