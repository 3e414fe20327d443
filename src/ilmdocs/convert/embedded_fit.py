"""Works around what dxpdf 0.8.1 prints differently from Word. Look again with every new version."""

from __future__ import annotations

import re

from lxml import etree

from ilmdocs.convert.embedded_keep import keep_rows
from ilmdocs.convert.package import is_xml, read_parts, write_parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_SIZES = (f"{_W}sz", f"{_W}szCs")
_SOFT_HYPHEN = re.compile(rb"\xc2\xad|&#(?:173|[xX]0*[aA][dD]);|<w:softHyphen\s*/>")
# What may follow `rPr` in a style (ECMA-376 part 1, 17.7.4.17): it goes in before these.
_AFTER_RUN_PROPERTIES = tuple(f"{_W}{name}" for name in ("tblPr", "trPr", "tcPr", "tblStylePr"))


def fit(docx: bytes) -> bytes:
    """Change a document so that dxpdf prints it as Word does; unchanged bytes when there is nothing to do.

    Soft hyphens go, because each is printed as a hyphen in the middle of its line. The text size of the
    document defaults moves into the paragraph styles, because inside tables it would win over them.
    Table rows that belong together are tied (`embedded_keep`).

    Raises:
        BrokenPackage: it is no Word document.
        lxml.etree.XMLSyntaxError: its styles are damaged.
    """
    parts = read_parts(docx)
    changed = {
        name: _SOFT_HYPHEN.sub(b"", content)
        for name, content in parts.items()
        if is_xml(name) and _SOFT_HYPHEN.search(content)
    }
    if _STYLES in parts and (styles := _with_sizes_in_styles(parts[_STYLES])):
        changed[_STYLES] = styles
    document = changed.get(_DOCUMENT, parts.get(_DOCUMENT))
    if document is not None and (kept := keep_rows(document, parts.get(_STYLES))):
        changed[_DOCUMENT] = kept
    return write_parts(parts | changed) if changed else docx


def _with_sizes_in_styles(content: bytes) -> bytes | None:
    tree = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    defaults = tree.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
    if defaults is None:
        return None
    sizes = {size.tag: str(size.get(f"{_W}val")) for size in defaults if size.tag in _SIZES}
    if not sizes:
        return None
    for size in [size for size in defaults if size.tag in _SIZES]:
        defaults.remove(size)
    for style in tree.iter(f"{_W}style"):
        if style.get(f"{_W}type") == "paragraph" and style.find(f"{_W}basedOn") is None:
            properties = _run_properties(style)
            for tag, value in sizes.items():
                if properties.find(tag) is None:
                    etree.SubElement(properties, tag).set(f"{_W}val", value)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _run_properties(style: etree._Element) -> etree._Element:
    """The run properties of a style, made where the schema wants them."""
    found = style.find(f"{_W}rPr")
    if found is None:
        found = etree.Element(f"{_W}rPr")
        later = next((index for index, child in enumerate(style) if child.tag in _AFTER_RUN_PROPERTIES), None)
        style.insert(len(style) if later is None else later, found)
    return found
