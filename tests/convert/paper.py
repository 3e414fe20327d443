"""Makes small Word documents and PDFs for the tests, without Word. Everything in them is fictional."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

import pikepdf
import pytest

from ilmdocs.convert.package import write_parts
from ilmdocs.engine_places import find_soffice
from ilmdocs.model.portfolio import FilledDocument, Part, Section
from ilmdocs.model.unit import PartKind

OPEN_XML = "http://schemas.openxmlformats.org"
W = f"{OPEN_XML}/wordprocessingml/2006/main"
R = f"{OPEN_XML}/officeDocument/2006/relationships"
P = f"{OPEN_XML}/package/2006"
DRAWING = f"{OPEN_XML}/drawingml/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN = f"{WORD}.document.main+xml"

needs_libreoffice = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed here")


def paragraph(text: str) -> str:
    """A paragraph; line breaks stay line breaks."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return (
        '<w:p><w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="21"/></w:rPr>'
        f"{lines}</w:r></w:p>"
    )


def table(rows: Sequence[Sequence[str]], widths: Sequence[int] = (2500, 7000)) -> str:
    """A bordered table; widths in twentieths of a point."""
    border = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="8A9BA0"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(cell)}</w:tc>'
            for cell, width in zip(row, widths, strict=True)
        )
        + "</w:tr>"
        for row in rows
    )
    properties = f"<w:tblPr><w:tblBorders>{border}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    return f"<w:tbl>{properties}{body}</w:tbl>"


def word(
    body: str,
    *,
    relationships: str = "",
    parts: Mapping[str, bytes] | None = None,
    main_type: str = MAIN,
) -> bytes:
    """A Word document with a body, A4, 20 mm margins."""
    types = "".join(
        (
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
            '<Default Extension="xml" ContentType="application/xml"/>',
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>',
            f'<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/>',
        )
    )
    start = f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    names = (
        f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{DRAWING}/wordprocessingDrawing"'
        f' xmlns:a="{DRAWING}/main" xmlns:pic="{DRAWING}/picture"'
    )
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134"'
        ' w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{P}/content-types">{types}</Types>',
        "_rels/.rels": relations(start),
        "word/_rels/document.xml.rels": relations(relationships),
        "word/document.xml": f"<w:document {names}><w:body>{body}{page}</w:body></w:document>",
    }
    return write_parts({name: text.encode() for name, text in files.items()} | dict(parts or {}))


def relations(inside: str) -> str:
    """A relationships part."""
    return f'<Relationships xmlns="{P}/relationships">{inside}</Relationships>'


def styles(inside: str) -> bytes:
    """A styles part."""
    return f'<w:styles xmlns:w="{W}">{inside}</w:styles>'.encode()


def picture(reference: str) -> str:
    """An inline picture; `reference` is `r:embed="…"`, `r:link="…"` or both."""
    size = 'cx="1800000" cy="720000"'
    shape = (
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    )
    fill = f"<pic:blipFill><a:blip {reference}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
    named = '<pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
    graphic = (
        f'<a:graphic><a:graphicData uri="{DRAWING}/picture"><pic:pic>{named}{fill}{shape}</pic:pic>'
        "</a:graphicData></a:graphic>"
    )
    inline = f'<wp:inline><wp:extent {size}/><wp:docPr id="1" name="Picture"/>{graphic}</wp:inline>'
    return f"<w:p><w:r><w:drawing>{inline}</w:drawing></w:r></w:p>"


def field(code: str, result: str = "last result") -> str:
    """A complex field with the text that it showed last, its code split over two runs as Word does."""
    cut = len(code) // 2
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code[:cut]}</w:instrText></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code[cut:]}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{result}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def outside(identifier: str, kind: str, target: str) -> str:
    """A relationship that leads out of the document."""
    return f'<Relationship Id="{identifier}" Type="{R}/{kind}" Target="{target}" TargetMode="External"/>'


def pdf(*pages: str) -> bytes:
    """A PDF whose pages say something, line by line, in Helvetica."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )  # fmt: skip
    for text in pages:
        page = document.add_blank_page(page_size=(595, 842))
        lines = b"".join(
            f"BT /F1 9 Tf 1 0 0 1 40 {800 - 12 * number} Tm ({line}) Tj ET\n".encode("cp1252")
            for number, line in enumerate(text.split("\n"))
        )
        page.obj.Contents = document.make_stream(lines)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def filled(
    name: str, *printed: str, docx: bytes | None = None, sections: Sequence[str] = (), title: str = ""
) -> FilledDocument:
    """A filled document that claims to print some values, one paragraph each unless a docx is given."""
    part = Part(PartKind.DIARY, title or f"Document {name}", name)
    body = "".join(map(paragraph, printed))
    return FilledDocument(
        part, docx or word(body), printed, tuple(Section(anchor, anchor) for anchor in sections)
    )
