"""Character styles that filling needs; a form that lacks one is given it."""

from __future__ import annotations

from lxml import etree

from ilmdocs.forms.marks import BLANK_STYLE, CHOSEN_STYLE, LINE_STYLE, REMARK_STYLE, W
from ilmdocs.word.package import parse_xml, styles_part

_WORD = W.strip("{}")
_STYLES = {
    BLANK_STYLE: ("Not Provided", '<w:i/><w:sz w:val="18"/><w:u w:val="dotted" w:color="8A9BA0"/>'),
    REMARK_STYLE: ("Remark", '<w:i/><w:sz w:val="18"/>'),
    LINE_STYLE: ("Blank Line", '<w:u w:val="dotted" w:color="8A9BA0"/>'),
    CHOSEN_STYLE: ("Chosen", '<w:b/><w:shd w:val="clear" w:color="auto" w:fill="C9DADD"/>'),
}


def with_own_styles(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts of a form with every style that filling may use."""
    name = styles_part(parts)
    if name is None:
        return parts
    root = parse_xml(parts[name])
    present = {style.get(f"{W}styleId") for style in root.iter(f"{W}style")}
    for identifier, (shown, properties) in _STYLES.items():
        if identifier not in present:
            root.append(
                parse_xml(
                    f'<w:style xmlns:w="{_WORD}" w:type="character" w:customStyle="1" '
                    f'w:styleId="{identifier}">'
                    f'<w:name w:val="{shown}"/><w:rPr>{properties}</w:rPr></w:style>'
                )
            )
    changed = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return {**parts, name: changed}
