"""Makes an answer document: a Word file with a unit's sub-headings and criteria, to write below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ilmdocs.model.unit import Unit
from ilmdocs.text.clean import clean_text
from ilmdocs.text.headings import criterion_heading, section_heading
from ilmdocs.word.plain import paragraph, plain_document

INTRODUCTION, REFERENCES, APPENDICES = "introduction", "references", "appendices"
_NO_TEXTS: Mapping[str, str] = MappingProxyType({})


def create_answers(unit: Unit, *, learner: str = "", texts: Mapping[str, str] = _NO_TEXTS) -> bytes:
    """Make the answer document of a unit; the same input gives the same bytes.

    Args:
        unit: the unit; its sub-headings are level 1, its criteria level 2, each with an empty paragraph.
        learner: the learner's name, when it is known; else the line is left to be filled in.
        texts: what to write below a heading, by criterion id, or under `introduction`, `references` and
            `appendices`; a blank line starts a new paragraph.

    Returns:
        The .docx file, without author and date.

    Raises:
        KeyError: when `texts` names something that the unit does not have.
    """
    known = {INTRODUCTION, REFERENCES, APPENDICES, *(criterion.id for criterion in unit.criteria())}
    for name in texts:
        if name not in known:
            raise KeyError(name)
    title = f"{unit.name} {unit.title}"
    return plain_document(title, _body(unit, learner, texts), footer=title)


def _body(unit: Unit, learner: str, texts: Mapping[str, str]) -> Iterator[str]:
    yield paragraph("FormTitle", unit.title)
    yield paragraph("Note", f"Unit {unit.name}, {unit.qualification_title}")
    yield paragraph("Label", f"Learner: {learner}")
    yield from _part("Heading1", "Introduction", texts.get(INTRODUCTION, ""))
    for outcome in unit.outcomes:
        yield paragraph("Heading1", section_heading(outcome))
        yield from (paragraph("Task", line) for line in outcome.task.split("\n") if line.strip())
        for criterion in outcome.criteria:
            yield from _part("Heading2", criterion_heading(criterion), texts.get(criterion.id, ""))
    yield from _part("Heading1", "References", texts.get(REFERENCES, ""))
    yield from _part("Heading1", "Appendices", texts.get(APPENDICES, ""))


def _part(style: str, heading: str, text: str) -> Iterator[str]:
    yield paragraph(style, heading)
    for piece in clean_text(text).text.split("\n\n"):
        yield paragraph("Answer", piece)
