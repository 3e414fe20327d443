"""Finding private names. All names are invented."""

from __future__ import annotations

import unicodedata

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
    assert found("so zebedee vole agreed", real_name="Zebedee Quixby-Vole") == [("zebedee vole", True)]
    assert found("Mr Farsi agreed", real_name="Omar Al-Farsi") == [("Farsi", True)]
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


TYPED = {
    "title and marks": ("Dr. Anne-Marie O'Neill-Smith", "ANNE MARIE O’NEILL SMITH"),
    "surname first": ("Quixby, Zebedee", "as Z. Quixby said"),
    "degree": ("Zebedee Quixby, PhD", "zebedee quixby"),
    "bracketed name": ("Bob (Robert) Smith", "robert smith"),
    "nickname in quotes": ("Zebedee “Zeb” Quixby", "zeb quixby"),
    "maiden name": ("Zora Quixby née Vole", "zora vole"),
    "known as": ("Zebedee Quixby aka Zeb", "zeb quixby"),
    "umlaut written out": ("Jürgen Müller", "Mueller"),
    "umlaut typed": ("Juergen Mueller", "Müller"),
    "umlaut left out": ("Jürgen Müller", "Muller"),
    "two letters": ("Li Ng", "Ng"),
    "particles in one": ("Jan van der Berg", "Vanderberg"),
    "first name that is a particle": ("Al Quixby", "al quixby"),
    "Scottish": ("Ewan MacQuixby", "Mc Quixby"),
    "initials": ("J.R. Quixby", "J R Quixby"),
    "Chinese": ("王小明", "今天王小明来了"),
    "Japanese": ("山田 太郎", "太郎さん"),
    "Korean": ("김철수", "김철수는"),
    "Arabic": ("محمد علي", "ومحمد"),
    "Cyrillic": ("Иван Петров", "ПЕТРОВ"),
    "Greek": ("Γιώργος Παππάς", "παππας γιωργος"),
    "middle name": ("Zebedee Tarquin Quixby", "zebedee t. quixby"),
}


@pytest.mark.parametrize("how", TYPED)
def test_a_name_is_understood_however_it_was_typed(how: str) -> None:
    """People type titles, nicknames, former names and surnames first, in any script."""
    name, text = TYPED[how]
    assert any(certain for _, certain in found(text, real_name=name)), found(text, real_name=name)


ALIASES = ["Big Zeb; Zebbo", "Big Zeb, Zebbo", "Big Zeb / Zebbo", "Big Zeb\nZebbo", "Big Zeb aka Zebbo",
           "“Big Zeb” or Zebbo", "Big Zeb (Zebbo)"]  # fmt: skip


@pytest.mark.parametrize("aliases", ALIASES)
def test_other_names_may_be_listed_in_any_way(aliases: str) -> None:
    """Whatever stands between them, each is looked for, a single one with the surname too."""
    for text in ("we call him big zeb", "Zebbo agreed", "then zebbo quixby agreed"):
        assert True in [certain for _, certain in found(text, real_name="Zed Quixby", aliases=aliases)], text


IN_ADDRESSES = {
    "zebedee.quixby@example.com": True,
    "zquixby77@example.com": True,
    "@z_quixby": True,
    "#ZebedeeQuixby": True,
    "PhotoZebedee2026.pdf": True,
    "01Quixby.pdf": True,
    "zq+work@example.org": True,
    "zq (at) example (dot) org": True,
    "zq@\nexample.org": True,
    "then zquixby wrote": False,
}


@pytest.mark.parametrize("text", IN_ADDRESSES)
def test_handles_addresses_and_file_names_name_people_too(text: str) -> None:
    """A name needs no spaces around it there."""
    hits = found(text, real_name="Zebedee Quixby", email="zq@example.org")
    assert [certain for _, certain in hits] == [IN_ADDRESSES[text]]


def test_all_addresses_of_a_client_are_looked_for() -> None:
    """Somebody has an address at work and one at home."""
    for address in ("zq@example.org", "zed@example.net"):
        assert found(f"to {address}", email="zq@example.org; zed@example.net") == [(address, True)]


def test_a_sentence_that_ends_is_no_name() -> None:
    """Neither does `The` name anybody because a client is called `The Boss`."""
    assert found("He got a good mark. May was warm.", real_name="Mark May") == [("May", False)]
    assert found("The plan is the plan.", aliases="The Boss") == []
    assert found("we told the boss", aliases="The Boss") == [("the boss", True)]
    assert found("I hope, will you come?", real_name="Will Hope") == []


@pytest.mark.parametrize("entry", ["C1", "Client 1", "client A", "n/a", "None", "-", "unknown", "17"])
def test_what_is_no_name_is_not_looked_for(entry: str) -> None:
    """Somebody who fills the column with references is not told that every page names a client."""
    assert found("Client 1, client A and C1 met 17 times, unknown to none", real_name=entry) == []


def test_the_plural_of_a_name_is_worth_a_look() -> None:
    """The Quixbys and Zebedees notes are names; Robert is not Roberts (2019)."""
    assert found("the Quixbys came", real_name="Zebedee Quixby") == [("Quixbys", False)]
    assert found("as Roberts (2019) says", real_name="Robert Quixby") == [("Roberts", False)]


def test_a_whole_name_is_certain_but_for_the_learners_own() -> None:
    """The learner is Ffion Example; Tom Tutor is the tutor, and nobody is tutor and client."""
    assert found("Ffion Example", real_name="Ffion Example") == [("Ffion Example", False)]
    assert found("tom tutor came", real_name="Tom Tutor") == [("tom tutor", True)]
    assert found("Tom came", real_name="Tom Tutor") == [("Tom", False)]


NAMES = ["Zebedee Quixby", "Zoë Björk-Quill", "Anne-Zelda O'Quill", "Łukasz Żółwik", "Jan van der Quix"]


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, str]:
    """A name, how somebody may write it without writing another name."""
    name = draw(st.sampled_from(NAMES))
    letters = getattr(name, draw(st.sampled_from(["strip", "upper", "lower", "title"])))()
    letters = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])), letters)
    if draw(st.booleans()):
        letters = "".join(c for c in unicodedata.normalize("NFD", letters) if not unicodedata.combining(c))
    letters = letters.replace(
        " ", draw(st.sampled_from([" ", "  ", "\u00a0", "\t", "\n", " \r\n ", "_", "\u3000"]))
    )
    letters = letters.replace("'", draw(st.sampled_from(["'", "’", "", "ʼ"])))
    place = draw(st.integers(1, len(letters) - 1))
    between = ["", "\u200b", "\u00ad", "\u2060", "\ufeff"]
    if letters[place].isalpha() and letters[place - 1].isalpha():
        between += ["-\n", "\n", "\u00ad\n", "-\r\n  ", "\x02\n"]
    return name, letters[:place] + draw(st.sampled_from(between)) + letters[place:]


_LOOKED_FOR = {name: terms(real_name=name) for name in NAMES}


@given(changed())
def test_no_way_of_writing_hides_a_whole_name(name_and_writing: tuple[str, str]) -> None:
    """Letter case, accents, invisible characters, apostrophes, blanks and line ends, all together."""
    name, written = name_and_writing
    hits = find_names(f"I met {written} again.", _LOOKED_FOR[name])
    assert any(hit.certain for hit in hits)


@given(st.text(alphabet=st.characters(exclude_characters="zqZQ", max_codepoint=0xFF)))
def test_a_text_without_a_piece_of_the_name_has_no_hit(text: str) -> None:
    """Zebedee has a Z, Quixby a Q."""
    hits = [text[hit.start : hit.end] for hit in find_names(text, _LOOKED_FOR["Zebedee Quixby"])]
    assert hits == []


@given(st.text(), st.sampled_from(NAMES))
def test_any_text_at_all_can_be_looked_through(text: str, name: str) -> None:
    """Hits lie within the text, in order, and never fail."""
    hits = find_names(text, _LOOKED_FOR[name])
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)


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
