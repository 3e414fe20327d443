"""Word documents of the twin that no form makes: what was withheld, and a learner's answers as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ilmdocs.model.answer import AnswerDocument, Block, BlockKind
from ilmdocs.model.portfolio import Part
from ilmdocs.model.unit import Unit
from ilmdocs.word.plain import paragraph, plain_document

FOOTER = "Anonymised copy"
_DEEPEST = 3
_WHY = (
    "This page stands for a file that is part of the learner’s portfolio and not of this copy. A scan, a "
    "picture or a document of somebody else may name or show people, and nobody can take all of that out of "
    "it with certainty."
)
_REBUILT = (
    "This is the text of a Word document that the learner wrote. Pictures and layout of that document are "
    "withheld, because they may name or show people."
)


@dataclass(frozen=True, slots=True)
class Withheld:
    """A file that a page stands for: `what` it is, such as `a PDF of 3 pages`."""

    part: Part
    what: str


def withheld_page(withheld: Withheld, unit: Unit) -> bytes:
    """The page that says what was withheld."""
    part = withheld.part
    lines = [
        paragraph("FormTitle", part.title),
        paragraph("Note", f"Unit {unit.name}, {unit.title}"),
        paragraph("Heading1", "Withheld"),
        paragraph("Answer", _WHY),
        *_said("What it is", withheld.what[:1].upper() + withheld.what[1:] + "."),
        *_said("What it is evidence for", _criteria(part.criteria, unit)),
    ]
    if part.replaces_form:
        lines += _said("What it takes the place of", "A form of the portfolio, signed or filled on paper.")
    return plain_document(part.title, lines, footer=FOOTER)


def answers_document(document: AnswerDocument) -> bytes:
    """A learner's answers as plain text under their headings."""
    return plain_document("Answers", _paragraphs(document.blocks), footer=FOOTER)


def _said(heading: str, text: str) -> Sequence[str]:
    return (paragraph("Heading2", heading), paragraph("Answer", text))


def _criteria(criteria: Sequence[str], unit: Unit) -> str:
    known = [criterion.number for criterion in unit.criteria() if criterion.id in criteria]
    if not known:
        return "No criterion of its own."
    return f"Criterion {known[0]}." if len(known) == 1 else f"Criteria {', '.join(known)}."


def _paragraphs(blocks: Sequence[Block]) -> Iterator[str]:
    if any(block.text and not block.level for block in blocks):
        yield paragraph("Note", _REBUILT)
    for block in blocks:
        if not block.text or block.kind is BlockKind.CONTENTS:
            continue
        if block.level:
            yield paragraph(f"Heading{min(block.level, _DEEPEST)}", block.text)
        elif block.kind is BlockKind.FOOTNOTE:
            yield paragraph("Note", f"Footnote: {block.text}")
        else:
            yield paragraph("Answer", block.text)
