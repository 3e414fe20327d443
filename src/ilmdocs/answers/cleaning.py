"""Takes out of a Word document, in place, what must not reach a portfolio."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from ilmdocs.answers.styles import Style, W, is_on
from ilmdocs.word.fields import unlink_fields
from ilmdocs.word.package import parse_xml, relationships_name, to_bytes

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COMMENT_MARKS = tuple(f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_UNSEEN = tuple(f"{W}{name}" for name in ("permStart", "permEnd", "dataBinding", "placeholder", "proofErr"))
"""Who may edit what, and stores that a text would be fetched from again."""
_SETTINGS = tuple(
    f"{W}{name}"
    for name in (
        "attachedTemplate", "documentProtection", "writeProtection", "trackRevisions", "mailMerge", "docVars",
        "saveThroughXslt", "revisionView", "updateFields",
    )
)  # fmt: skip
_KEPT_FIELDS = frozenset({"HYPERLINK", "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "FORMTEXT",
                          "FORMCHECKBOX", "FORMDROPDOWN", "EQ", "SYMBOL"})  # fmt: skip
"""Fields that must stay fields: their last result is out of date, or is no text."""
_OPEN_LINK = re.compile(r"(https?|mailto):", re.IGNORECASE)
_NAMED = frozenset({"docPr", "cNvPr"})


def clean(root: etree._Element, styles: Mapping[str, Style]) -> bool:
    """Clean a part: comments' marks, hidden text, prompts, fields that fetch, names of picture files.

    Returns:
        Whether hidden text was taken out.
    """
    for mark in list(root.iter(*_COMMENT_MARKS)):
        _remove(mark)
    for element in list(root.iter(*_UNSEEN)):
        _remove(element)
    _remove_prompts(root)
    hidden = _remove_hidden(root, styles)
    unlink_fields(root, lambda field: field not in _KEPT_FIELDS)
    for element in root.iter(etree.Element):
        if etree.QName(element).localname in _NAMED and "name" in element.attrib:
            element.set("name", "Picture")  # it is the name of the file that was inserted
        if element.get(f"{_R}embed") and element.get(f"{_R}link"):
            del element.attrib[f"{_R}link"]
    return hidden


def clean_settings(root: etree._Element) -> None:
    """Take out settings that name people, places or other files, or that ask for tracking."""
    for element in list(root.iter(*_SETTINGS)):
        _remove(element)


def cut_links(parts: dict[str, bytes], roots: Mapping[str, etree._Element]) -> bool:
    """Cut links that lead neither to the web nor to a mailbox; their text stays.

    Returns:
        Whether there were any.
    """
    cut = False
    for name, root in roots.items():
        listing = relationships_name(name)
        if listing not in parts:
            continue
        relations = parse_xml(parts[listing])
        removed = {_id(relation) for relation in list(relations) if _leads_astray(relation)}
        for relation in [item for item in relations if _id(item) in removed]:
            relations.remove(relation)
        for element in root.iter(etree.Element) if removed else ():
            if element.get(f"{_R}id") in removed:
                del element.attrib[f"{_R}id"]
        if removed:
            parts[listing] = to_bytes(relations)
            cut = True
    return cut


def _id(relation: etree._Element) -> str:
    return relation.get("Id") or ""


def _leads_astray(relation: etree._Element) -> bool:
    is_link = relation.get("TargetMode") == "External" and relation.get("Type", "").endswith("/hyperlink")
    return is_link and _OPEN_LINK.match(relation.get("Target", "")) is None


def _remove_prompts(root: etree._Element) -> None:
    """Empty the controls that still show their prompt, such as "Click here to enter text"."""
    for mark in list(root.iter(f"{W}showingPlcHdr")):
        control = next(mark.iterancestors(f"{W}sdt"), None)
        content = None if control is None else control.find(f"{W}sdtContent")
        if content is not None and is_on(mark):
            for run in list(content.iter(f"{W}r")):
                _remove(run)


def _remove_hidden(root: etree._Element, styles: Mapping[str, Style]) -> bool:
    found = False
    named: dict[etree._Element, str] = {}  # looked up once a paragraph, however many pieces it is in
    for run in list(root.iter(f"{W}r")):
        paragraph = next(run.iterancestors(f"{W}p"), None)
        if paragraph is not None and paragraph not in named:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            named[paragraph] = "" if style is None else style.get(f"{W}val") or ""
        if _is_hidden(run, named[paragraph] if paragraph is not None else "", styles):
            found = found or any((text.text or "").strip() for text in run.iter(f"{W}t"))
            _empty(run)
    return found


def _is_hidden(run: etree._Element, of_paragraph: str, styles: Mapping[str, Style]) -> bool:
    properties = run.find(f"{W}rPr")
    direct = None if properties is None else is_on(properties.find(f"{W}vanish"))
    if direct is not None:
        return direct
    own = None if properties is None else properties.find(f"{W}rStyle")
    names = (of_paragraph, "" if own is None else own.get(f"{W}val") or "")
    return any(name in styles and styles[name].is_hidden for name in names)


def _empty(run: etree._Element) -> None:
    """Take the content out of a run; the marks of a field stay, so that the field stays whole."""
    for child in list(run):
        if child.tag not in (f"{W}rPr", f"{W}fldChar", f"{W}instrText"):
            run.remove(child)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def alternative_texts(roots: Iterable[etree._Element]) -> tuple[str, ...]:
    """What is read aloud in the place of pictures, and what pops up over links."""
    names = ("descr", "title", "alt", f"{W}tooltip")
    return tuple(
        value
        for root in roots
        for element in root.iter(etree.Element)
        for name in names
        if (value := element.get(name))
    )
