"""Makes a Word document of plain paragraphs in our own styles; the same paragraphs give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ilmdocs.word.looks import (
    CONTENT_TYPES_XML,
    DOCUMENT_RELATIONSHIPS,
    FOOTER,
    ROOT_RELATIONSHIPS,
    STYLES,
)
from ilmdocs.word.package import CONTENT_TYPES, CORE, core_properties, write_parts

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567"'
    ' w:gutter="0"/></w:sectPr>'
)


def paragraph(style: str, text: str) -> str:
    """A paragraph in one of the styles of `word.looks`; line breaks in the text stay."""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>' for line in text.split("\n") if line
    )
    run = f"<w:r>{lines}</w:r>" if lines else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def plain_document(title: str, paragraphs: Iterable[str], *, footer: str, styles: str = STYLES) -> bytes:
    """The .docx of paragraphs, without author and date.

    Args:
        title: the title in the document's properties.
        paragraphs: what `paragraph` made of clean text.
        footer: a line at the foot of every page.
        styles: the styles, where those of `word.looks` do not do.
    """
    document = (
        f'<w:document xmlns:w="{_NAMESPACE}" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<w:body>{''.join(paragraphs)}{_PAGE}</w:body></w:document>"
    )
    parts = {
        CONTENT_TYPES: CONTENT_TYPES_XML,
        "_rels/.rels": ROOT_RELATIONSHIPS,
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONSHIPS,
        "word/document.xml": document,
        "word/styles.xml": styles,
        "word/footer1.xml": FOOTER.replace("FOOTER", escape(footer, quote=False)),
    }
    encoded = {name: f"{_DECLARATION}{text}".encode() for name, text in parts.items()}
    return write_parts({**encoded, CORE: core_properties(title)})
