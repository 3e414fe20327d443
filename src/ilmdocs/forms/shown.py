"""What of a form Word shows as text, where tags act, and all the rest of it, where they do not.

A form's part is filled as one long text. Without care a tag in the code of a field, in the description of
a picture or in a name would be run too, where neither a person nor the check of forms sees it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from ilmdocs.forms.marks import W

_OPENING, _CLOSING = "\ufdd8", "\ufdd9"
_AWAY = str.maketrans({"{": _OPENING, "}": _CLOSING})
"""Braces as characters that no text may contain (see `marks`)."""
_BEGINS = re.compile(r"\{\s{0,9}[{%#]|\{_\{")
_ELSEWHERE = {
    "instrText": "the code of a field",
    "instr": "the code of a field",
    "delText": "text that a tracked change takes out",
    "delInstrText": "text that a tracked change takes out",
    "descr": "the description of a picture",
    "title": "the title of a picture",
    "alt": "the description of a picture",
}
"""Elements and attributes that can hold what a person types, and that are no text of the page."""
_HIDDEN_PLACE = "a place that Word does not show"
_SHOWN = 200
"""Characters of such a tag that are repeated in a message."""

Elsewhere = Mapping[etree._Element | None, Sequence[tuple[str, str]]]


def put_braces_away(root: etree._Element) -> None:
    """Change the braces of everything that is no shown text, in place, so that no tag is found there."""
    for element in root.iter():
        if element.tag != f"{W}t" and element.text:
            element.text = element.text.translate(_AWAY)
        if element.tail:
            element.tail = element.tail.translate(_AWAY)
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            element.set(name, str(value).translate(_AWAY))


def bring_braces_back(xml: str) -> str:
    """Undo `put_braces_away` in the text of a filled part."""
    return xml.replace(_OPENING, "{").replace(_CLOSING, "}")


def tags_not_shown(root: etree._Element) -> Elsewhere:
    """Tags outside the shown text, with what they stand in, by the paragraph that they are in or follow."""
    pieces: dict[tuple[etree._Element | None, str], str] = {}  # a field's code may be cut into several
    near: etree._Element | None = None
    for element in root.iter(etree.Element):
        if element.tag == f"{W}p":
            near = element
        if element.tag != f"{W}t" and element.text and not element.text.isspace():
            where = near, _ELSEWHERE.get(etree.QName(element).localname, _HIDDEN_PLACE)
            pieces[where] = pieces.get(where, "") + element.text
        for name, value in element.attrib.items():
            if _BEGINS.search(str(value)):
                where = near, _ELSEWHERE.get(etree.QName(name).localname, _HIDDEN_PLACE)
                pieces[where] = pieces.get(where, "") + str(value)
    found: dict[etree._Element | None, list[tuple[str, str]]] = {}
    for (paragraph, kind), text in pieces.items():
        if _BEGINS.search(text):
            found.setdefault(paragraph, []).append((text.strip()[:_SHOWN], kind))
    return found
