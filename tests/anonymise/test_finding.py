"""Whom a text names, and what stands there instead."""

from __future__ import annotations

from typing import Any

import pytest

from ilmdocs.anonymise.finding import AUTHOR, CAPITALS, OF_STAFF, ORDINARY, TITLED, Finder, finder_for
from ilmdocs.anonymise.people import Hidden, cast_of
from ilmdocs.anonymise.typed_names import is_same, names_in
from ilmdocs.anonymise.vocabulary import authors_words, printed_words
from ilmdocs.library import load_library
from ilmdocs.model.centre import Centre, Person
from tests.builders import TEMPLATES, UNIT_301, Rows, perfect_rows, submission

CENTRE = Centre(
    name="Fictional Valley Training Centre",
    number="000301",
    assessors=(Person("Bettina Crale", "b.crale@umberfold.example"),),
)


def workbook() -> Rows:
    """A workbook with an ordinary word as a first name, an author's surname, and an initial."""
    rows = perfect_rows()
    rows["Learner"][0].update(
        learner_name="Linnea Harcourt-Vale",
        ilm_registration_no="FIC1004",
        centre_name="Fictional Valley Training Centre",
        centre_number="000301",
        tutor_assessor="Dr Gwenfair Llŷr-Ashdown",
        iqa="Stanisław Poźniak",
        supervisor_default="Mark Greatorex",
        email="linnea@northwick-toys.example",
        organisation_description="Northwick Toys Ltd has 85 people and a Works Council.",
    )
    rows["Supervision"][0]["supervisor"] = "Mark Greatorex (tutor)"
    rows["Supervision"][1]["supervisor"] = "Jo O'Neill; Whitmore, Anna"
    rows["Observations"][0]["observer"] = "M. Greatorex"
    rows["References"] += [
        {"ref_id": "R2", "author": "Whitmore, J.", "year": "2017", "title": "Coaching for Performance"},
        {"ref_id": "R3", "author": "Harcourt-Vale, L.", "year": "2020", "title": "A toy story"},
    ]
    rows["Private"][0].update(real_name="Will Quixby", employer="Northwick Toys Ltd", site="Leith Works")
    return rows


@pytest.fixture(scope="module")
def finder() -> Finder:
    """Looks for everybody in that workbook."""
    made = submission(workbook())
    cast = cast_of(made, [], CENTRE, Hidden(("Kettle & Sons",), ("Zoltan Vermeer",)))
    printed = printed_words(load_library(TEMPLATES), UNIT_301)
    return finder_for(cast, made, printed, authors_words(made))


def rewritten(finder: Finder, text: str, **how: Any) -> str:
    """The text as a copy has it."""
    for spot in reversed(finder.find(text, **how)):
        text = text[: spot.start] + (spot.words or text[spot.start : spot.end]) + text[spot.end :]
    return text


def test_references_by_role_with_a_number_where_there_are_several(finder: Finder) -> None:
    """The first role stays: the observer is the usual supervisor."""
    assert [(person.reference, person.names[0]) for person in finder.cast.people] == [
        ("Learner", "Linnea Harcourt-Vale"),
        ("Assessor 1", "Dr Gwenfair Llŷr-Ashdown"),
        ("IQA", "Stanisław Poźniak"),
        ("Supervisor 1", "Mark Greatorex"),
        ("Supervisor 2", "Jo O'Neill"),
        ("Supervisor 3", "Anna Whitmore"),
        ("Assessor 2", "Bettina Crale"),
        ("Person", "Zoltan Vermeer"),
        ("C1", "Will Quixby"),
    ]
    assert finder.cast.references_for("M. Greatorex and Jo O’Neill") == "Supervisor 1 and Supervisor 2"
    assert finder.cast.references_for("my line manager") == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("LINNEA HARCOURT-VALE and linnea harcourt vale", "Learner and Learner"),
        ("Linnea’s notes, Linnéa's log", "Learner’s notes, Learner's log"),
        ("L. Harcourt-Vale, Harcourt-Vale, L. and Mrs Harcourt-Vale", "Learner, Learner and Learner"),
        ("Har-\ncourt-Vale or Lin-\nnea or Harcourt-\nVale", "Learner or Learner or Learner"),
        ("half of it: Harcourt", "half of it: Learner"),
        ("Prof. Llyr-Ashdown, Gwenfair", "Assessor 1"),
        ("oneill, Jo O’Neill's", "Supervisor 2's"),
        ("Pozniak, POŹNIAK’s, S. Poźniak", "IQA, IQA’s, IQA"),
        ("oneill with Jo O’Neill's", "Supervisor 2 with Supervisor 2's"),
        ("I met Mark on Monday, Mark’s day", "I met Supervisor 1 on Monday, Supervisor 1’s day"),
        ("Mark said so", "Supervisor 1 said so"),
        ("I saw Will again", "I saw C1 again"),
        ("Anna Whitmore, Ms Whitmore", "Supervisor 3, Supervisor 3"),
        ("Zoltan, vermeer", "Person, Person"),
        ("FICTIONAL VALLEY, at Fictional Valley Training Centre.", "Centre, at Centre."),
        ("northwick toys ltd. Company rules", "Organisation 2. Company rules"),
        ("Northwick Toys, Ltd. is old", "Organisation 2 is old"),
        ("Kettle and Sons", "Organisation 1"),
        ("fic1004 of 000301", "[registration number withheld] of [centre number withheld]"),
        ("0131 496 0000, +44 (0)7700 900123", "[telephone number withheld], [telephone number withheld]"),
        ("to an.other@somewhere.example", "to [e-mail address withheld]"),
        ("EH6 5NA and @linnea_hv", "[postcode withheld] and [handle withheld]"),
        ("born 3 May 1980, began 3 May 2025", "born [date of birth withheld], began 3 May 2025"),
        ("https://example.org/silence", "https://example.org/silence"),
        ("www.linkedin.com/in/somebody.", "[web address withheld]."),
        ("https://northwicktoys.example.com/a", "[web address withheld]"),
        ("14-03-2026 from 10:00 to 11:15, 0.75 h, C1-03", "14-03-2026 from 10:00 to 11:15, 0.75 h, C1-03"),
    ],
)  # fmt: skip
def test_people_are_found_however_they_are_written(finder: Finder, typed: str, said: str) -> None:
    """And nothing else is touched."""
    assert rewritten(finder, typed) == said


@pytest.mark.parametrize(
    ("typed", "reference", "why"),
    [
        ("Mark my words", "Supervisor 1", ORDINARY),
        ("Will this help?", "C1", ORDINARY),
        ("as Whitmore (2017) says", "Supervisor 3", AUTHOR),
        ("and Bettina asked", "Assessor 2", OF_STAFF),
        ("the Northwick site", "Organisation 2", ORDINARY),
        ("Mr Brownlow arrived", "Unknown", TITLED),
        ("with Petra Holloway again", "Unknown", CAPITALS),
    ],
)
def test_what_is_not_certain_is_left_and_said(finder: Finder, typed: str, reference: str, why: str) -> None:
    """An ordinary word, an author's surname, a first name that staff elsewhere bear, an unlisted name."""
    assert rewritten(finder, typed) == typed
    assert [(spot.reference, spot.why) for spot in finder.find(typed)] == [(reference, why)]
    assert finder.leaks(typed) == ()


def test_a_bibliography_keeps_its_authors_but_for_the_learner(finder: Finder) -> None:
    """A source that the learner wrote names the learner; one by a namesake of the supervisor does not."""
    assert rewritten(finder, "Whitmore, J.", is_source=True) == "Whitmore, J."
    assert rewritten(finder, "Harcourt-Vale, L.", is_source=True) == "Learner"
    assert rewritten(finder, "https://example.org/silence", is_source=True) == "https://example.org/silence"


def test_the_last_search_tells_whom_by_reference(finder: Finder) -> None:
    """In text as a PDF page has it."""
    assert finder.leaks("seen by Great-\r\norex in Fictional\r\nValley, FIC1004") == (
        "Supervisor 1",
        "Centre",
        "registration number",
    )
    assert finder.leaks("Learner, registration withheld. May 2026. Mark") == ()


def test_a_second_first_name_in_brackets() -> None:
    """The whole as it was typed, and the name with either."""
    rows = workbook()
    rows["Learner"][0]["learner_name"] = "Bob (Robert) Smith"
    made = submission(rows)
    cast = cast_of(made, [], Centre(), Hidden())
    finder = finder_for(cast, made, frozenset(), frozenset())
    assert (
        rewritten(finder, "Bob (Robert) Smith or ROBERT SMITH or Bob Smith")
        == "Learner or Learner or Learner"
    )
    assert rewritten(finder, "Smith, B. and I") == "Learner and I"


def test_names_in_one_cell() -> None:
    """Several, turned round, with remarks, or only a role."""
    assert names_in("Sam Ashby / Jo Pell (tutor)") == ("Sam Ashby", "Jo Pell")
    assert names_in("Pell, Jo") == ("Jo Pell",)
    assert names_in("Jo Pell, tutor") == ("Jo Pell",)
    assert names_in("Peer group") == ()
    assert is_same("Dr J. Pell", "Jo Pell")
    assert not is_same("Jo Pell", "Sam Pell")
