"""The one cleaning rule for text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ilmdocs.text.clean import clean_text

WALES = "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
NASTY = f'Smith & Sons <draft> "x" {{{{ 7*7 }}}} {{% raw %}} ŵŷ Łódź ☒ – 😀 {WALES}'


def test_printable_text_is_untouched() -> None:
    """Signs, Welsh and Polish letters, emoji, flags and template marks come through as typed."""
    assert clean_text(NASTY).text == NASTY
    assert clean_text(NASTY).removed == ()


def test_line_breaks_become_new_lines() -> None:
    """Every kind of line break is a new line; tabs stay."""
    assert clean_text("a\r\nb\rc\vd\fe\u2028f\u2029g\x85h\ti").text == "a\nb\nc\nd\ne\nf\ng\nh\ti"


def test_what_cannot_be_printed_is_taken_out_and_named() -> None:
    """Control characters, invisible and reordering marks go, and each is named once."""
    cleaned = clean_text("a\x07b\x00c\u200bd\u202ee\ufefff\x07")
    assert cleaned.text == "abcdef"
    assert cleaned.removed == ("U+0007", "U+0000", "U+200B", "U+202E", "U+FEFF")


def test_half_a_character_is_replaced_visibly() -> None:
    """A lone surrogate becomes the replacement character, so that nothing after it is lost."""
    assert clean_text("a\ud83db").text == "a\ufffdb"
    assert clean_text("a\ud83db").removed == ("U+D83D",)


def test_accents_are_composed_and_ends_trimmed() -> None:
    """A letter and its accent are one character; spaces and empty lines around a text go."""
    assert clean_text(" \u00a0we\u0302r \n\n").text == "wêr"


def test_joiners_stay() -> None:
    """Characters that join emoji and many scripts are part of the text."""
    assert clean_text("👩\u200d🏫 नमस्ते\u200c").text == "👩\u200d🏫 नमस्ते\u200c"


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """Clean text is clean, can be written to any file, and holds every printable character."""
    once = clean_text(text)
    assert clean_text(once.text).text == once.text
    assert clean_text(once.text).removed == ()
    once.text.encode("utf-8")
