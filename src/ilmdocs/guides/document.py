"""Makes the Word document of a guide: one A4 page, a row for each step with its picture beside it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ilmdocs.guides.read import Face, Guide, Paragraph, Picture, Step
from ilmdocs.word.looks import STYLES
from ilmdocs.word.package import unpack, write_parts
from ilmdocs.word.plain import plain_document

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from docx.table import Table as DocxTable
    from docx.text.paragraph import Paragraph as DocxParagraph

_NUMBER_MM, _TEXT_MM, _PICTURE_MM = 10, 90, 70
_TALLEST_MM, _STEPS_MM = 38, 204
"""How tall a picture may be, and all of them together, so that everything fits one page."""
_ACCENT, _RULE, _TINT = "0B5563", "8A9BA0", "EEF3F4"


def _style(name: str, spacing: tuple[int, int, int], half_points: int, more: str = "", run: str = "") -> str:
    """A paragraph style: space before, after and of a line, size of the letters, anything else."""
    before, after, line = spacing
    return (
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>{more}</w:pPr>'
        f'<w:rPr>{run}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr></w:style>'
    )


_STYLES = (
    STYLES.removesuffix("</w:styles>")
    + _style("Lead", (0, 120, 264), 20)
    + _style("Step", (40, 60, 259), 19)
    + _style("Step Number", (0, 0, 240), 34, run=f'<w:b/><w:color w:val="{_ACCENT}"/>')
    + _style("Step Picture", (80, 80, 240), 19, more='<w:jc w:val="right"/>')
    + _style("Closing", (140, 0, 264), 20)
    + '<w:style w:type="character" w:styleId="Typed"><w:name w:val="Typed"/><w:qFormat/><w:rPr>'
    + f'<w:color w:val="{_ACCENT}"/><w:shd w:val="clear" w:color="auto" w:fill="{_TINT}"/></w:rPr></w:style>'
    + "</w:styles>"
)


def guide_document(guide: Guide, *, footer: str) -> bytes:
    """The .docx of a guide; the same guide gives the same bytes.

    Args:
        guide: what the page says.
        footer: the line at the foot of the page.
    """
    from docx import Document  # slow to load

    document = Document(io.BytesIO(plain_document(guide.title, (), footer=footer, styles=_STYLES)))
    document.add_paragraph(guide.title, style="Form Title")
    for words in guide.lead:
        _write(document.add_paragraph(style="Lead"), words)
    if guide.steps:
        _add_steps(document, guide.steps)
    for words in guide.notes:
        _write(document.add_paragraph(style="Closing"), words)
    saved = io.BytesIO()
    document.save(saved)
    return write_parts(unpack(saved.getvalue()))


def _add_steps(document: DocxDocument, steps: Sequence[Step]) -> None:
    from docx.shared import Mm

    widths = (Mm(_NUMBER_MM), Mm(_TEXT_MM), Mm(_PICTURE_MM))
    table = document.add_table(rows=len(steps), cols=len(widths))
    table.autofit = False
    _ruled(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, (row, step) in enumerate(zip(table.rows, steps, strict=True), start=1):
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
        mark, told, shown = row.cells
        if step.picture is None:  # then the words have the whole width
            told = told.merge(shown)
        mark.paragraphs[0].style = "Step Number"
        mark.paragraphs[0].add_run(str(number))
        for place, words in enumerate(step.paragraphs):
            _write(told.paragraphs[0] if place == 0 else told.add_paragraph(), words)
            told.paragraphs[-1].style = "Step"
        if step.picture is not None:
            shown.paragraphs[0].style = "Step Picture"
            tallest = min(_TALLEST_MM, _STEPS_MM / len(steps))
            _add_picture(shown.paragraphs[0], step.picture, f"Step {number}", tallest)


def _write(paragraph: DocxParagraph, words: Paragraph) -> None:
    for part in words:
        run = paragraph.add_run(part.text)
        run.bold = True if part.face is Face.STRONG else None
        run.italic = True if part.face is Face.NAMED else None
        if part.face is Face.TYPED:
            run.style = "Typed"


def _add_picture(paragraph: DocxParagraph, picture: Picture, name: str, tallest: float) -> None:
    """Put a picture in, as large as the column and the height of a step allow, with its words."""
    from docx.oxml.ns import qn
    from docx.shared import Mm
    from PIL import Image

    with Image.open(picture.file) as image:
        wide, tall = image.size
    width = min(_PICTURE_MM - 4, tallest * wide / tall)
    inline = paragraph.add_run().add_picture(str(picture.file), width=Mm(width))._inline
    inline.docPr.set("descr", picture.alternative)
    inline.docPr.set("name", name)
    for own in inline.iter(qn("pic:cNvPr")):  # else the picture bears the name of its file
        own.set("name", name)


def _ruled(table: DocxTable) -> None:
    """Thin lines between the steps, none at the sides."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _RULE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
