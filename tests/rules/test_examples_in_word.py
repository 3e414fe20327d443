"""Answers in Word that have to rest on sessions: those that the answer itself names count."""

from __future__ import annotations

from dataclasses import replace

from ilmdocs.model.answer import AnswerDocument, Block
from ilmdocs.model.finding import Finding
from ilmdocs.plan import plan_portfolio
from ilmdocs.rules import CheckContext, check
from ilmdocs.text.headings import wanted_headings
from tests.builders import TODAY, UNITS, place, submission
from tests.rules.perfect_8580 import perfect_8580

UNIT = UNITS["8580-503"]
FILE = "answers.docx"
CELL = place("Narrative", 0, "sessions")


def examples(answer: str, *, readable: bool = True) -> list[Finding]:
    """What is said about examples where a Word document answers 2.4 in these words."""
    rows = perfect_8580(UNIT.id)
    rows["Narrative"] = [{"file": FILE}]
    blocks = [
        block
        for heading in wanted_headings(UNIT)
        for block in (
            Block(heading.text, 2 if heading.criterion else 1),
            Block(answer if heading.criterion == "2.4" else "Words about my own practice."),
        )
    ]
    made = submission(rows)
    if readable:
        made = replace(made, answers={FILE: AnswerDocument(FILE, tuple(blocks))})
    found = check(made, (plan_portfolio(made, UNIT),), CheckContext(TODAY)).findings
    return [finding for finding in found if finding.id == "reflection-on-activity"]


def test_a_session_named_in_the_answer_is_an_example() -> None:
    """Nobody has to type it into the workbook again; a reference to no session is no example."""
    ref = submission(perfect_8580(UNIT.id)).rows("Sessions")[0].text("session_ref")
    assert examples(f"In session {ref} I waited.") == []
    (finding,) = examples("In session C77-01 I waited.")
    assert finding.location == CELL and finding.caused_by is None


def test_an_answer_that_is_not_there_needs_no_examples() -> None:
    """A blank document, or one that cannot be read, is said once, by the rule that asks for the answer."""
    assert examples("") == []
    assert examples("", readable=False) == []
