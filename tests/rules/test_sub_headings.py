"""Every heading of a Word document that is not as it should be is one finding, and quotes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from ilmdocs.model.answer import AnswerDocument, Block
from ilmdocs.model.finding import Finding
from ilmdocs.model.submission import Submission
from ilmdocs.model.unit import Unit
from ilmdocs.plan import plan_portfolio
from ilmdocs.rules import CheckContext, check
from ilmdocs.units.load import load_unit
from tests.answers import builders
from tests.builders import place, submission

FILE = builders.FILE
CELL = place("Narrative", 0, "file")


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Unit:
    path = tmp_path_factory.mktemp("unit") / "9999-100.toml"
    path.write_text(builders.TOML.replace('include = ["frame", "whole-data"]\n', ""), encoding="utf-8")
    return load_unit(path)


HEADINGS = (
    ("The practice of listening", 1),
    ("1.1 Define listening – and say what it is not", 2),
    ("1.2 Explain why an organisation’s managers interrupt", 2),
    ("The practice of asking", 1),
    ("2.1 Compare open and closed questions", 2),
    ("2.2 Review your own questions", 2),
)
Document = list[tuple[str, int]]


def blocks(headings: Sequence[tuple[str, int]]) -> list[Block]:
    """The headings, each with a sentence below it."""
    return [
        block
        for number, (heading, level) in enumerate(headings)
        for block in (Block(heading, level), Block(f"Words of some length below heading {number}."))
    ]


def learner(unit: Unit, document: Sequence[Block], *more: dict[str, object]) -> Submission:
    """A learner whose first Narrative row names the document."""
    made = submission(
        {
            "Units": [{"unit_id": unit.id, "include": True}],
            "Narrative": [{"file": FILE}, *more],
        }
    )
    return replace(made, answers={FILE: AnswerDocument(FILE, tuple(document))})


def findings(unit: Unit, made: Submission) -> list[Finding]:
    return list(check(made, (plan_portfolio(made, unit),), CheckContext(date(2026, 11, 22))).findings)


def test_all_headings_in_order_are_no_finding(unit: Unit) -> None:
    """The document as `ilmdocs new` makes it, once it is filled in."""
    assert findings(unit, learner(unit, blocks(HEADINGS))) == []


def without(number: int) -> Callable[[Document], Document]:
    return lambda headings: headings[:number] + headings[number + 1 :]


def moved(number: int, to: int) -> Callable[[Document], Document]:
    def change(headings: Document) -> Document:
        rest = headings[:number] + headings[number + 1 :]
        return [*rest[:to], headings[number], *rest[to:]]

    return change


def typed(number: int, words: str) -> Callable[[Document], Document]:
    return lambda headings: [*headings[:number], (words, headings[number][1]), *headings[number + 1 :]]


BREAKS: dict[str, tuple[Callable[[Document], Document], str, str | None]] = {
    "a sub-heading is missing": (without(0), "The practice of listening", None),
    "the second sub-heading is missing": (without(3), "The practice of asking", None),
    "a criterion is missing": (without(2), HEADINGS[2][0], "1.2"),
    "a criterion stands twice": (lambda h: [*h, h[2]], HEADINGS[2][0], "1.2"),
    "a sub-heading stands twice": (lambda h: [*h[:2], h[0], *h[2:]], HEADINGS[0][0], None),
    "criteria are swapped": (moved(4, 5), HEADINGS[4][0], "2.1"),
    "a criterion stands in another section": (moved(2, 4), HEADINGS[2][0], "1.2"),
    "sections are swapped": (lambda h: [*h[3:], *h[:3]], "The practice of", None),
    "a criterion is changed": (typed(5, "2.2 Review some questions"), "2.2 Review some questions", "2.2"),
    "a sub-heading is changed": (typed(3, "A practice of asking"), "A practice of asking", None),
}


@pytest.mark.parametrize("name", BREAKS)
def test_each_break_is_one_finding_that_quotes_the_heading(unit: Unit, name: str) -> None:
    """At the cell that names the document, with the heading in it; whatever else follows from it says so."""
    change, quoted, criterion = BREAKS[name]
    found = findings(unit, learner(unit, blocks(change(list(HEADINGS)))))
    first = [f for f in found if f.caused_by is None]
    assert [(f.id, f.location, f.criterion) for f in first] == [("sub-headings", CELL, criterion)]
    assert quoted in first[0].message and FILE in first[0].message
    assert all(f.caused_by == "sub-headings" for f in found if f not in first)


def test_a_missing_heading_explains_the_missing_answer(unit: Unit) -> None:
    """The learner is told once to put the heading back, and the unanswered criterion follows from it."""
    found = findings(unit, learner(unit, blocks(without(2)(list(HEADINGS)))))
    assert {f.id: f.caused_by for f in found} == {
        "sub-headings": None,
        "criterion-answered": "sub-headings",
    }


def test_a_changed_heading_suggests_the_right_one(unit: Unit) -> None:
    """The remedy holds the heading as it should read."""
    (finding,) = findings(unit, learner(unit, blocks(typed(5, "2.2 Review some questions")(list(HEADINGS)))))
    assert "2.2 Review your own questions" in finding.remedy


def test_an_empty_answer_is_said_at_the_document(unit: Unit) -> None:
    """The heading is there and nothing below it: write it there."""
    document = [b for b in blocks(HEADINGS) if b.text != "Words of some length below heading 2."]
    (finding,) = findings(unit, learner(unit, document))
    assert (finding.id, finding.location, finding.criterion) == ("criterion-answered", CELL, "1.2")
    assert FILE in finding.message and finding.caused_by is None


def test_a_new_document_without_answers_is_one_clear_finding_a_criterion(unit: Unit) -> None:
    """A blank workbook that names its new document: what is to be written, and no complaint on headings."""
    found = findings(unit, learner(unit, [Block(text, level) for text, level in HEADINGS]))
    assert [(f.id, f.criterion, f.caused_by) for f in found] == [
        ("criterion-answered", criterion, None) for criterion in ("1.1", "1.2", "2.1", "2.2")
    ]


def test_a_document_without_any_heading_is_one_finding(unit: Unit) -> None:
    """A plain essay is told once where to begin, not once a heading."""
    found = findings(unit, learner(unit, [Block("An essay about listening."), Block("It has no headings.")]))
    assert [f.id for f in found if f.caused_by is None] == ["sub-headings"]


def test_cells_and_document_may_share_the_work(unit: Unit) -> None:
    """A criterion that is answered in a cell need not stand in the document; a whole section neither."""
    cells: list[dict[str, object]] = [{"criterion": c, "text": f"Typed for {c}."} for c in ("2.1", "2.2")]
    assert findings(unit, learner(unit, blocks(HEADINGS[:3]), *cells)) == []


def test_an_answer_in_cell_and_document_is_said(unit: Unit) -> None:
    """Two answers to one criterion: the assessor could not know which one counts."""
    made = learner(unit, blocks(HEADINGS), {"criterion": "1.2", "text": "Typed as well."})
    (finding,) = findings(unit, made)
    assert (finding.id, finding.location, finding.criterion) == ("sub-headings", CELL, "1.2")
    assert str(place("Narrative", 1, "text")) in finding.message


def test_a_document_for_one_criterion_may_not_hold_another(unit: Unit) -> None:
    """The row names 1.1, the document answers 1.2 as well."""
    made = submission(
        {
            "Units": [{"unit_id": unit.id, "include": True}],
            "Narrative": [
                {"file": FILE, "criterion": "1.1"},
                *({"criterion": c, "text": f"Typed for {c}."} for c in ("2.1", "2.2")),
            ],
        }
    )
    made = replace(made, answers={FILE: AnswerDocument(FILE, tuple(blocks(HEADINGS[1:3])))})
    found = [f for f in findings(unit, made) if f.caused_by is None]
    assert [(f.id, f.location) for f in found] == [("sub-headings", CELL)]
    assert "1.2 Explain" in found[0].message


def test_a_document_named_in_two_rows_is_one_finding(unit: Unit) -> None:
    """At the second row, not one for each criterion; the message says where the first is."""
    (found,) = findings(unit, learner(unit, blocks(HEADINGS), {"file": FILE}))
    assert (found.id, found.location) == ("sub-headings", place("Narrative", 1, "file"))
    assert str(CELL) in found.message and found.remedy == "Clear one of the two rows."


def test_a_second_sub_heading_explains_the_answer_that_it_took(unit: Unit) -> None:
    """Where it stands between a criterion and its answer, the missing answer is only a consequence."""
    document = blocks(HEADINGS)
    cut = [*document[:3], Block(HEADINGS[0][0], 1), *document[3:]]
    found = findings(unit, learner(unit, cut))
    assert [(f.id, f.caused_by) for f in found if f.criterion == "1.1"] == [
        ("criterion-answered", "sub-headings")
    ]
    assert [f.message for f in found if f.caused_by is None] == [
        f'The heading “{HEADINGS[0][0]}” stands twice in "{FILE}".'
    ]


def test_words_are_counted_without_headings_references_and_appendices(unit: Unit) -> None:
    """Six answers of seven words are 42, whatever stands in headings, references and appendices."""
    more = [Block("References", 1), Block("word " * 90), Block("Appendix A", 1), Block("word " * 90)]
    narrow = replace(unit, suggested_words=(43, 50))
    (finding,) = findings(narrow, learner(narrow, [*blocks(HEADINGS), *more]))
    assert finding.id == "word-count" and " 42 words" in finding.message
    exact = replace(unit, suggested_words=(42, 42))
    assert findings(exact, learner(exact, [*blocks(HEADINGS), *more])) == []


def test_parts_of_the_plan_follow_the_criteria(unit: Unit) -> None:
    """What stands in cells and what stands in Word are parts of one kind, in the order of the criteria."""
    cells: list[dict[str, object]] = [{"criterion": c, "text": f"Typed for {c}."} for c in ("1.1", "1.2")]
    made = learner(unit, blocks(HEADINGS[3:]), *cells)
    parts = [part for part in plan_portfolio(made, unit).parts if part.kind == "assignment"]
    assert [(p.title, p.form, p.attachment, p.criteria) for p in parts] == [
        ("Assignment 1", "narrative", "", ("1.1", "1.2")),
        ("Assignment 2", "", FILE, ("2.1", "2.2")),
    ]
