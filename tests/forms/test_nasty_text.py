"""Whatever a learner types is printed as typed and does nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from ilmdocs.forms.marks import inert

from . import fictional
from .outline import outline
from .test_filling import filled

NASTY = (
    "Smith & Sons <draft> \"x\" 'y'",
    "{{ 7*7 }} {% raw %} {# note #}",
    "{_{ a }_} {_% b %_}",
    "{{ cycler.__init__.__globals__.os }}",
    "{%p for session in sessions %}",
    "ŵŷ Łódź ☒ – 😀",
    r"\a \n \f backslashes",
    "</w:t></w:r></w:p><w:p>",
    "&amp; &lt; &#65; ]]>",
    "<select>after</select> it",
    "  two  spaces  ",
    "“curly” ‘quotes’ … — –",
)


def printed_profile(text: str) -> tuple[str, tuple[str, ...]]:
    """The diary's text and recorded values when the client's profile is a text."""
    document = filled("diary", fictional.learner_sheets(profile=text))
    return outline(document.docx), document.printed


@pytest.mark.parametrize("text", NASTY)
def test_text_is_printed_as_typed(text: str) -> None:
    """Markup, tags and symbols of every kind stay plain text."""
    shown, printed = printed_profile(text)
    assert text in shown
    assert text in printed


def test_everything_after_nasty_text_is_still_there() -> None:
    """An & or < in one answer takes nothing away from the answers behind it."""
    shown, _ = printed_profile("A & B <x> {{ y }}")
    assert "Received 6: the questions made me think." in shown


def test_control_characters_and_our_own_marks_disappear() -> None:
    """Characters that a document cannot hold are left out, and none of them acts as a mark."""
    shown, printed = printed_profile("a\x07b\x00c\ufdd2Clients.x\ufdd3d\ufdd4\ufffee\ud800f")
    assert "abcClients.xde\ufffdf" in printed
    assert "abcClients.xde\ufffdf" in shown


def test_lines_and_paragraphs_are_kept() -> None:
    """A new line breaks the line, an empty line starts a paragraph, a tab stays a tab."""
    shown, printed = printed_profile("one\ntwo\r\n\r\nthree\tfour")
    assert "one ⏎ two / three → four" in shown
    assert "one\ntwo\n\nthree\tfour" in printed


def test_very_long_answer_is_printed_whole() -> None:
    """An answer as long as a cell can hold reaches the document to its last word."""
    text = ("A long answer with & and <. " * 1200)[:32000] + " the end"
    shown, printed = printed_profile(text)
    assert text in shown
    assert text in printed


@settings(max_examples=40, deadline=None)
@for_all(st.text(min_size=1, max_size=60))
def test_any_text_is_printed(text: str) -> None:
    """Whatever Unicode brings, the value is in the document or there is nothing to print."""
    wanted = inert(text)
    _, printed = printed_profile(text)
    assert wanted in printed or not wanted
