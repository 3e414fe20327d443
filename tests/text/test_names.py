"""Finding private names. All names are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilmdocs.text.names import PrivateTerms, find_names, looks_like_reference, private_terms
from tests.builders import Rows, perfect_rows, submission


def terms(**private: str) -> PrivateTerms:
    """The terms of one client C1 of the perfect learner, with these entries on the Private sheet."""
    rows: Rows = perfect_rows()
    rows["Private"] = [{"client_ref": "C1", **private}]
    rows["Learner"][0]["organisation_description"] = "A housing trust called Merrow Homes."
    return private_terms(submission(rows))


def found(text: str, **private: str) -> list[tuple[str, bool]]:
    """What is found in a text: the words, and whether they are certain."""
    return [(text[hit.start : hit.end], hit.certain) for hit in find_names(text, terms(**private))]


CERTAIN = {
    "full name": ("I met Zebedee Quixby today.", "Zebedee Quixby"),
    "small letters": ("i met zebedee quixby today.", "zebedee quixby"),
    "capitals": ("ZEBEDEE QUIXBY", "ZEBEDEE QUIXBY"),
    "given name": ("Zebedee agreed.", "Zebedee"),
    "surname": ("Then Quixby agreed.", "Quixby"),
    "possessive": ("We looked at Zebedee's notes.", "Zebedee"),
    "curly possessive": ("We looked at Quixby’s notes.", "Quixby"),
    "over a line end": ("met Zebedee\nQuixby today", "Zebedee\nQuixby"),
    "hyphenated over a line end": ("so Zebe-\ndee went on", "Zebe-\ndee"),
    "cut by a line end": ("so Quix\nby went on", "Quix\nby"),
    "initial and surname": ("as Z. Quixby said", "Z. Quixby"),
    "initial without a stop": ("as Z Quixby said", "Z Quixby"),
    "turned round": ("Quixby, Zebedee", "Quixby, Zebedee"),
    "with a middle initial": ("zebedee t. quixby came", "zebedee t. quixby"),
    "in a file name": ("zebedee_quixby-notes.pdf", "zebedee_quixby"),
    "in one word": ("ZebedeeQuixby.pdf", "ZebedeeQuixby"),
    "given name in a file name": ("Zebedee_notes.pdf", "Zebedee"),
    "accents": ("Zébédée agreed.", "Zébédée"),
    "invisible characters": ("Zebe\u00addee agreed.", "Zebe\u00addee"),
    "e-mail": ("write to ZQ@Example.org please", "ZQ@Example.org"),
    "other name of two words": ("we call him big zeb there", "big zeb"),
    "other name": ("Zebbo agreed.", "Zebbo"),
}


@pytest.mark.parametrize("name", CERTAIN)
def test_a_name_is_found_however_it_is_written(name: str) -> None:
    """Letter case, accents, possessives, line ends and initials hide nothing."""
    text, words = CERTAIN[name]
    hits = found(text, real_name="Zebedee Quixby", email="zq@example.org", aliases="Big Zeb; Zebbo")
    assert hits == [(words, True)]


def test_a_name_typed_with_accents_is_found_without() -> None:
    """Łódź-style letters on the Private sheet match their plain spelling and the other way round."""
    assert found("Lukasz Zolw came", real_name="Łukasz Żółw") == [("Lukasz Zolw", True)]
    assert found("Siân ap Gruffudd came", real_name="Sian ap Gruffudd") == [("Siân ap Gruffudd", True)]


NOT_FOUND = {
    "part of a word": "Zebedeeville and Quixbyshire",
    "something else": "Nothing is said about anybody.",
    "empty": "",
}


@pytest.mark.parametrize("name", NOT_FOUND)
def test_what_is_no_name_is_left_alone(name: str) -> None:
    """Parts of words are not reported."""
    assert found(NOT_FOUND[name], real_name="Zebedee Quixby") == []


def test_a_single_name_in_small_letters_is_worth_a_look() -> None:
    """Somebody who types without capitals names people too; ordinary words are left alone."""
    assert found("then zebedee agreed", real_name="Zebedee Quixby") == [("zebedee", False)]
    assert found("with grace and patience", real_name="Grace Quixby") == []
    assert found("jo agreed", real_name="Jo Quixby") == []


def test_half_of_a_hyphenated_name_is_worth_a_look() -> None:
    """Many people use one half of their surname; the whole of it is certain."""
    assert found("Mrs Vole agreed", real_name="Zebedee Quixby-Vole") == [("Vole", False)]
    assert found("then quixby-vole agreed", real_name="Zebedee Quixby-Vole") == [("quixby-vole", False)]
    assert found("then Quixby Vole agreed", real_name="Zebedee Quixby-Vole") == [("Quixby Vole", True)]


def test_an_ordinary_word_is_only_worth_a_look() -> None:
    """Grace and Will are words as well as names: alone they are no proof, together they are."""
    assert found("With Grace and patience", real_name="Grace Quixby") == [("Grace", False)]
    assert found("Will this help?", real_name="Will Hope") == [("Will", False)]
    assert found("and will hope came", real_name="Will Hope") == [("will hope", True)]


def test_a_name_that_the_learner_or_staff_bear_is_only_worth_a_look() -> None:
    """The learner is Ffion Example, the tutor Tom Tutor: Ffion and Tutor alone say nothing about a client."""
    assert found("Ffion asked", real_name="Ffion Quixby") == [("Ffion", False)]
    assert found("F. Example asked", real_name="Freda Example") == [("F. Example", False)]
    assert found("Freda Example asked", real_name="Freda Example") == [("Freda Example", True)]


def test_an_employer_is_worth_a_look_unless_it_is_the_organisation_described() -> None:
    """Ltd and plc do not matter, nor does letter case in a name of several words."""
    assert found("at quillfeather widgets today", employer="Quillfeather Widgets Ltd") == [
        ("quillfeather widgets", False)
    ]
    assert found("at Merrow Homes today", employer="Merrow Homes") == []


def test_titles_and_particles_are_no_names() -> None:
    """Dr and van are not looked for by themselves."""
    assert found("Dr Best went to Van Street", real_name="Dr Zeno van Quixby") == []


def test_a_name_with_apostrophe_or_hyphen_is_found_in_its_variants() -> None:
    """O'Quill and Anne-Zelda are found without their marks too."""
    assert found("Oquill agreed", real_name="Anne-Zelda O'Quill") == [("Oquill", True)]
    assert found("Anne Zelda agreed", real_name="Anne-Zelda O'Quill") == [("Anne Zelda", True)]


def test_a_hit_says_whose_name_it_is() -> None:
    """The client's reference is all that a message may say."""
    (hit,) = find_names("Quixby", terms(real_name="Zebedee Quixby"))
    assert hit.client == "C1"


def test_without_private_names_nothing_is_found() -> None:
    """An empty Private sheet makes no hits."""
    assert find_names("Anybody at all", PrivateTerms()) == ()


@given(st.text(), st.text())
def test_a_full_name_is_found_wherever_it_stands(before: str, after: str) -> None:
    """Whatever surrounds a name, it is found, and the place of the hit is its place in the text."""
    text = f"{before} Zebedee Quixby {after}"
    hits = find_names(text, terms(real_name="Zebedee Quixby"))
    assert any(text[hit.start : hit.end].startswith("Zebedee") for hit in hits)


@pytest.mark.parametrize(
    "text",
    ["C1", "C12", "c1", "Client A", "client 3", "Coachee B", "CL-07", "A", "AB", "Mentee 2", "M1", "17"],
)
def test_codes_are_references(text: str) -> None:
    """A code cannot name anybody."""
    assert looks_like_reference(text)


@pytest.mark.parametrize("text", ["Anwen", "Mr Pugh", "Jane Doe", "Zeb", "client Anwen", "", "Team Anwen"])
def test_names_are_not_references(text: str) -> None:
    """A word may be a name."""
    assert not looks_like_reference(text)
