"""How a document of ours looks: the styles of our forms, under the names that Word's own headings have."""

from __future__ import annotations

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ACCENT, _TEXT, _RULE = "0B5563", "1A1A1A", "8A9BA0"

CONTENT_TYPES_XML = (
    f'<Types xmlns="{_TYPES}">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_WORD}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml"'
    ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
ROOT_RELATIONSHIPS = (
    f'<Relationships xmlns="{_RELATIONSHIPS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATIONSHIPS}/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
DOCUMENT_RELATIONSHIPS = (
    f'<Relationships xmlns="{_RELATIONSHIPS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/footer" Target="footer1.xml"/></Relationships>'
)
FOOTER = (
    f'<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">FOOTER</w:t></w:r></w:p></w:ftr>'
)


def _style(
    identifier: str,
    name: str,
    paragraph: str,
    run: str,
    *,
    following: str = "Answer",
    based_on: str = "Normal",
) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/><w:next w:val="{following}"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _spacing(before: int, after: int, line: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _heading(level: int, size: int, before: int, colour: str) -> str:
    return _style(
        f"Heading{level}",
        f"heading {level}",
        f'<w:keepNext/><w:keepLines/>{_spacing(before, 120, 252)}<w:outlineLvl w:val="{level - 1}"/>',
        f'<w:b/><w:color w:val="{colour}"/>{_size(size)}',
    )


STYLES = (
    f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    f"<w:pPrDefault><w:pPr><w:widowControl/>{_spacing(0, 160, 276)}</w:pPr></w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:styleId="Normal" w:default="1"><w:name w:val="Normal"/><w:qFormat/>'
    f'<w:rPr><w:color w:val="{_TEXT}"/>{_size(21)}</w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="DefaultParagraphFont" w:default="1">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="table" w:styleId="TableNormal" w:default="1"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
    + _style(
        "FormTitle",
        "Form Title",
        f"<w:keepNext/><w:keepLines/>{_spacing(0, 80, 252)}",
        f'<w:b/><w:color w:val="{_ACCENT}"/>{_size(32)}',
    )
    + _heading(1, 25, 320, _ACCENT)
    + _heading(2, 22, 240, _TEXT)
    + _heading(3, 21, 160, _TEXT)
    + _style("Answer", "Answer", _spacing(0, 160, 276), "", following="Answer")
    + _style("Label", "Label", _spacing(0, 160, 276), _size(21))
    + _style("Note", "Note", _spacing(0, 80, 276), _size(18))
    + _style("Task", "Task", f"<w:keepNext/>{_spacing(0, 120, 276)}", f"<w:i/>{_size(21)}")
    + _style(
        "Footer",
        "footer",
        f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{_RULE}"/></w:pBdr>'
        f"{_spacing(0, 0, 240)}",
        _size(17),
        following="Footer",
    )
    + "</w:styles>"
)
