"""Makes an answer document: a Word file with a unit's sub-headings and criteria, to write below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from xml.sax.saxutils import escape

from ilmdocs.answers.looks import (
    CONTENT_TYPES_XML,
    DOCUMENT_RELATIONSHIPS,
    FOOTER,
    ROOT_RELATIONSHIPS,
    STYLES,
)
from ilmdocs.model.unit import Unit
from ilmdocs.text.clean import clean_text
from ilmdocs.text.headings import criterion_heading, section_heading
from ilmdocs.word.package import CONTENT_TYPES, CORE, core_properties, write_parts

INTRODUCTION, REFERENCES, APPENDICES = "introduction", "references", "appendices"
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NO_TEXTS: Mapping[str, str] = MappingProxyType({})
_PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567"'
    ' w:gutter="0"/></w:sectPr>'
)


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
    body = "".join(_body(unit, learner, texts))
    document = (
        f'<w:document xmlns:w="{_NAMESPACE}" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<w:body>{body}{_PAGE}</w:body></w:document>"
    )
    parts = {
        CONTENT_TYPES: CONTENT_TYPES_XML,
        "_rels/.rels": ROOT_RELATIONSHIPS,
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONSHIPS,
        "word/document.xml": document,
        "word/styles.xml": STYLES,
        "word/footer1.xml": FOOTER.replace("UNIT", escape(title)),
    }
    encoded = {name: f"{_DECLARATION}{text}".encode() for name, text in parts.items()}
    return write_parts({**encoded, CORE: core_properties(title)})


_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _body(unit: Unit, learner: str, texts: Mapping[str, str]) -> Iterator[str]:
    yield _paragraph("FormTitle", unit.title)
    yield _paragraph("Note", f"Unit {unit.name}, {unit.qualification_title}")
    yield _paragraph("Label", f"Learner: {learner}")
    yield from _part("Heading1", "Introduction", texts.get(INTRODUCTION, ""))
    for outcome in unit.outcomes:
        yield _paragraph("Heading1", section_heading(outcome))
        yield from (_paragraph("Task", line) for line in outcome.task.split("\n") if line.strip())
        for criterion in outcome.criteria:
            yield from _part("Heading2", criterion_heading(criterion), texts.get(criterion.id, ""))
    yield from _part("Heading1", "References", texts.get(REFERENCES, ""))
    yield from _part("Heading1", "Appendices", texts.get(APPENDICES, ""))


def _part(style: str, heading: str, text: str) -> Iterator[str]:
    yield _paragraph(style, heading)
    for piece in clean_text(text).text.split("\n\n"):
        yield _paragraph("Answer", piece)


def _paragraph(style: str, text: str) -> str:
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n") if line
    )
    run = f"<w:r>{lines}</w:r>" if lines else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'
