"""A note as a Word document, for those without an e-mail address."""

from __future__ import annotations

from collections.abc import Iterator

from ilmdocs.chase.note import Note
from ilmdocs.chase.wording import Line, lines, title
from ilmdocs.word.looks import STYLES
from ilmdocs.word.plain import paragraph, plain_document

_STYLE = {
    "text": "Said",
    "learner": "Heading1",
    "unit": "Heading2",
    "due": "Note",
    "weight": "Heading3",
    "point": "Point",
    "todo": "PointNote",
}
_OWN_STYLES = (
    '<w:style w:type="paragraph" w:styleId="Said"><w:name w:val="Said"/><w:basedOn w:val="Normal"/>'
    '<w:qFormat/><w:pPr><w:spacing w:before="120" w:after="120" w:line="276" w:lineRule="auto"/>'
    "</w:pPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="Point"><w:name w:val="Point"/><w:basedOn w:val="Normal"/>'
    '<w:qFormat/><w:pPr><w:tabs><w:tab w:val="left" w:pos="284"/></w:tabs>'
    '<w:spacing w:before="0" w:after="80" w:line="276" w:lineRule="auto"/>'
    '<w:ind w:left="284" w:hanging="284"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="PointNote"><w:name w:val="Point Note"/>'
    '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
    '<w:spacing w:before="0" w:after="160" w:line="276" w:lineRule="auto"/><w:ind w:left="284"/></w:pPr>'
    "<w:rPr><w:i/></w:rPr></w:style></w:styles>"
)
_STYLES = STYLES.removesuffix("</w:styles>") + _OWN_STYLES


def letter(note: Note) -> bytes:
    """The .docx file of a note; the same note gives the same bytes."""
    return plain_document(title(note), _paragraphs(note), footer=title(note), styles=_STYLES)


def _paragraphs(note: Note) -> Iterator[str]:
    yield paragraph("FormTitle", title(note))
    for line in lines(note):
        yield paragraph(_STYLE[line.style], _said(line))


def _said(line: Line) -> str:
    place = f"{line.place}: " if line.place else ""
    if line.style == "point":
        return f"•\t{place}{line.text}"
    return f"What to do: {line.text}" if line.style == "todo" else line.text
