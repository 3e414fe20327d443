"""Closes a Word document to the outside before an engine sees it.

What can go without losing anything printed is taken out: links of embedded pictures to their original,
the attached template, mail-merge sources, fields that fetch something or print the date (their last
result stays as text), hyperlinks to files (their text stays). What cannot go without loss is refused.
Rows of a fixed height may grow: cut text is still in the PDF's text, so reading back would not notice.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from ilmdocs.convert.package import BrokenPackage, is_xml, read_parts, write_parts
from ilmdocs.errors import EngineFailure
from ilmdocs.word.fields import unlink_fields

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_ACTIVE_PART = re.compile(r"vbaProject|vbaData|/embeddings/|/activeX/", re.IGNORECASE)
_OPEN_LINK = re.compile(r"(https?|mailto):", re.IGNORECASE)
# Fields that fetch a file, a database or another program, and fields that print what is true of this machine
# or this moment: date, file name, user (Word's field codes, ECMA-376 part 1, 17.16.5).
_UNWANTED_FIELD = re.compile(
    r"INCLUDE(TEXT|PICTURE)?|IMPORT|DDE(AUTO)?|LINK|EMBED|DATABASE|RD|(CREATE|PRINT|SAVE)?DATE|(EDIT)?TIME"
    r"|FILENAME|USER(NAME|INITIALS|ADDRESS)|LASTSAVEDBY",
    re.IGNORECASE,
)
_SUSPICIOUS = (
    b"altChunk", b"subDoc", b"attachedTemplate", b"mailMerge", b"OLEObject", b"fldSimple", b"instrText",
)  # fmt: skip
_OF_FIXED_ROWS = (b"trHeight", b"exact")
"""A part without any of the first words, without both of these and without a link is clean; most are."""

_LINK = re.compile(rb"(?:src|href)\s*=")
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]*:|\\\\|//", re.IGNORECASE)

_REMEDY = "Open the form in Word, take it out, save the form as .docx and try again."


def sanitise(docx: bytes, title: str) -> bytes:
    """Give back a document that fetches and runs nothing; unchanged bytes when it was clean.

    Args:
        docx: the filled form.
        title: what the document is called in messages.

    Raises:
        EngineFailure: it is no Word document, or holds macros, embedded or linked content.
    """
    try:
        parts = read_parts(docx)
        cleaned = dict(_cleaned(parts))
    except (BrokenPackage, etree.XMLSyntaxError) as error:
        reason = error if isinstance(error, BrokenPackage) else "its content is damaged"
        raise EngineFailure(f"The document “{title}” cannot be converted: {reason}.", _REMEDY) from error
    return write_parts(parts | cleaned) if cleaned else docx


def _cleaned(parts: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The parts that had to change."""
    if b"macroEnabled" in parts["[Content_Types].xml"] or any(map(_ACTIVE_PART.search, parts)):
        raise BrokenPackage("it holds macros or an embedded object")
    dead: dict[str, set[str]] = {}
    for name, content in parts.items():
        if not is_xml(name):
            continue
        if b"<!DOCTYPE" in content or b"\0" in content:
            raise BrokenPackage("its content is written in a way that Word never does")
        if name.endswith(".rels") and b"External" in content:
            kept, removed = _without_outside(content)
            if removed:
                dead[_owner(name)] = removed
                yield name, kept
    for name, content in parts.items():
        if not name.endswith(".xml"):
            continue
        linked = name in dead or _LINK.search(content) is not None
        fixed = all(word in content for word in _OF_FIXED_ROWS)
        if linked or fixed or any(word in content for word in _SUSPICIOUS):
            tree = _parse(content)
            changed = _clean_part(tree)
            if linked:
                changed |= _unlink(tree, dead.get(name, set()))
            if changed:
                yield name, etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _parse(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _owner(relationships: str) -> str:
    """`word/_rels/document.xml.rels` belongs to `word/document.xml`."""
    folder, name = posixpath.split(relationships)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _without_outside(content: bytes) -> tuple[bytes, set[str]]:
    """Take out relationships that lead outside, apart from web and mail links."""
    tree = _parse(content)
    removed: set[str] = set()
    for relationship in list(tree.iter(_RELATIONSHIP)):
        if relationship.get("TargetMode") != "External":
            continue
        is_link = str(relationship.get("Type")).endswith("/hyperlink")
        if not (is_link and _OPEN_LINK.match(relationship.get("Target") or "")):
            removed.add(str(relationship.get("Id")))
            tree.remove(relationship)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True), removed


def _clean_part(tree: etree._Element) -> bool:
    """Clean a part in place, links apart; whether anything changed."""
    changed = unlink_fields(tree, _is_unwanted) | _let_rows_grow(tree)
    if next(tree.iter(f"{_W}altChunk", f"{_W}subDoc", "{*}OLEObject"), None) is not None:
        raise BrokenPackage("it takes in another document or object")
    if any(not blip.get(f"{_R}embed") for blip in tree.iter(f"{_A}blip")):
        raise BrokenPackage("it shows a picture that is only linked, not stored in it")
    for element in list(tree.iter(f"{_W}attachedTemplate", f"{_W}mailMerge")):
        _remove(element)
        changed = True
    return changed


def _unlink(tree: etree._Element, dead: set[str]) -> bool:
    """Take out attributes that lead outside, in place; `dead` are ids of relationships that are gone."""
    changed = False
    for element in tree.iter(etree.Element):
        for name, value in list(element.attrib.items()):
            local = str(name).rpartition("}")[2]
            gone = str(name).startswith(_R) and value in dead
            if gone or (local in ("src", "href", "althref") and _REMOTE.match(str(value))):
                del element.attrib[name]
                changed = True
    return changed


def _let_rows_grow(tree: etree._Element) -> bool:
    """Make the fixed height of rows that hold text a least height."""
    changed = False
    for height in tree.iter(f"{_W}trHeight"):
        row = next(height.iterancestors(f"{_W}tr"), None)
        if height.get(f"{_W}hRule") == "exact" and row is not None and row.find(f".//{_W}t") is not None:
            height.set(f"{_W}hRule", "atLeast")
            changed = True
    return changed


def _is_unwanted(field: str) -> bool:
    return _UNWANTED_FIELD.fullmatch(field) is not None


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
