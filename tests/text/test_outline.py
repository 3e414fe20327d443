"""A unit's headings are found in a learner's document however they are typed, and nothing else is."""

from __future__ import annotations

import pytest

from ilmdocs.model.answer import AnswerDocument, Block, BlockKind
from ilmdocs.model.unit import Unit
from ilmdocs.text.headings import heading_key, heading_number
from ilmdocs.text.outline import Outline, Role, outline_of
from ilmdocs.units.load import load_unit
from tests.answers import builders


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Unit:
    path = tmp_path_factory.mktemp("unit") / "9999-100.toml"
    path.write_text(builders.TOML.replace('include = ["frame", "whole-data"]\n', ""), encoding="utf-8")
    return load_unit(path)


def outline(unit: Unit, *blocks: Block, only: str | None = None) -> Outline:
    return outline_of(AnswerDocument("answers.docx", blocks), unit, only)


DEFINE = "1.1 Define listening – and say what it is not"


@pytest.mark.parametrize(
    "typed",
    [
        DEFINE,
        "Define listening - and say what it is not",
        "DEFINE LISTENING — AND SAY WHAT IT IS NOT",
        "AC 1.1: Define  listening\u00a0– and say what it is not.",
        "1.1. Define listening – and say what it is not",
    ],
)
@pytest.mark.parametrize("level", [0, 1, 2, 4])
def test_a_heading_may_be_typed_in_many_ways(unit: Unit, typed: str, level: int) -> None:
    """Capitals, dashes, spaces, a number in front and the level do not matter, nor does the style."""
    found = outline(unit, Block(typed, level), Block("Attention on purpose."))
    assert found.text_of("1.1") == "Attention on purpose."
    assert not found.parts[-1].is_changed


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        ("1.1 Define what listening is – and what it is not", 2),
        ("1.1 My thoughts", 2),
        ("1.2 Define listening – and say what it is not", 2),
        ("Define listening – and say what it isn't", 0),
    ],
)
def test_a_changed_heading_stands_for_the_nearest(unit: Unit, typed: str, level: int) -> None:
    """Its text still answers the criterion, and the heading is marked as changed."""
    found = outline(unit, Block(typed, level), Block("Attention on purpose."))
    assert found.text_of("1.1") == "Attention on purpose."
    assert found.parts[-1].is_changed


def test_an_ordinary_sentence_is_no_heading(unit: Unit) -> None:
    """A quotation of the criterion in an answer ends nothing where the heading itself is there."""
    found = outline(
        unit,
        Block(DEFINE, 2),
        Block("The task says:"),
        Block("Define listening – and say what it is not"),
        Block("So I do."),
        Block("I list what listening is, and say what it is not."),
    )
    assert [part.role for part in found.parts] == [Role.CRITERION]
    assert "So I do." in found.text_of("1.1")


def test_own_headings_stay_the_learner_s(unit: Unit) -> None:
    """A deeper heading belongs to its answer; its words are not counted with the answer's."""
    found = outline(unit, Block(DEFINE, 2), Block("What it is", 3), Block("Attention."), Block("Summary", 3),
                    Block("In short."))  # fmt: skip
    (part,) = found.parts
    assert part.text == "Attention.\nIn short." and part.own_headings == "What it is\nSummary"


def test_notes_contents_references_and_appendices_are_no_answer(unit: Unit) -> None:
    """A footnote, a table of contents and what follows References or Appendix A count for no criterion."""
    found = outline(
        unit,
        Block(DEFINE, 0, BlockKind.CONTENTS),
        Block("Introduction", 1),
        Block("A library."),
        Block(DEFINE, 2),
        Block("Attention."),
        Block("A footnote.", 0, BlockKind.FOOTNOTE),
        Block("In a cell.", 0, BlockKind.TABLE),
        Block("BIBLIOGRAPHY"),
        Block("Example, A. (2020)"),
        Block("Appendix A: my questions", 1),
        Block("Who?"),
    )
    assert [(part.role, part.text) for part in found.parts] == [
        (Role.INTRODUCTION, "A library."),
        (Role.CRITERION, "Attention.\nIn a cell."),
        (Role.REFERENCES, "Example, A. (2020)"),
        (Role.APPENDIX, "Who?"),
    ]
    assert [part.notes for part in found.parts] == ["", "A footnote.", "", ""]


def test_a_list_of_contents_typed_by_hand_is_front_matter(unit: Unit) -> None:
    """Its lines, with or without page numbers, begin neither the introduction nor the appendices."""
    found = outline(
        unit,
        Block("Contents"),
        Block("Introduction"),
        Block("References"),
        Block("Appendices 12"),
        Block("Introduction", 1),
        Block("A library."),
        Block(DEFINE, 2),
        Block("Attention."),
        Block("References", 1),
        Block("Example, A. (2020)"),
        Block("Appendices", 1),
    )
    assert [(part.role, part.text.split("\n")[0]) for part in found.parts] == [
        (Role.FRONT, "Contents"),
        (Role.INTRODUCTION, "A library."),
        (Role.CRITERION, "Attention."),
        (Role.REFERENCES, "Example, A. (2020)"),
        (Role.APPENDIX, ""),
    ]


def test_a_document_for_one_criterion_needs_no_headings(unit: Unit) -> None:
    """All of it is the answer, apart from the unit's headings above it and the references below."""
    found = outline(
        unit,
        Block("The practice of listening", 1),
        Block(DEFINE, 2),
        Block("Attention."),
        Block("More", 1),
        Block("On purpose."),
        Block("References", 1),
        Block("Example, A. (2020)"),
        only="1.1",
    )
    assert found.text_of("1.1") == "Attention.\nOn purpose."


def test_the_task_s_own_sentence_is_no_answer(unit: Unit) -> None:
    """What the source says below a section's number is not taken for the learner's words."""
    from dataclasses import replace

    first = replace(unit.outcomes[0], heading="", title="Section 1", task="Listen first.\n\nThen write.")
    tasked = replace(unit, outcomes=(first, *unit.outcomes[1:]))
    found = outline(tasked, Block("Section 1", 1), Block("Listen first."), Block("Then write."),
                    Block("A word before."), Block(DEFINE, 2), Block("Attention."))  # fmt: skip
    assert [part.text for part in found.parts] == ["A word before.", "Attention."]


def test_numbers_in_front_are_told_from_numbers_in_the_text() -> None:
    """`2.1.3 Depth` is no heading of 2.1, and a heading that is a number keeps it."""
    assert heading_number("2.1.3 Depth") == "2.1.3"
    assert heading_number("AC 2.1 – Compare") == "2.1"
    assert heading_number("2026 was long") == "2026"
    assert heading_number("Two questions") is None
    assert heading_key("Section 1") == "section 1"
    assert heading_key("2.1 Compare") == heading_key("compare.")
