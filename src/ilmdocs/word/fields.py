"""Turns fields of a Word document into the text that they last showed."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def unlink_fields(tree: etree._Element, is_unwanted: Callable[[str], bool]) -> bool:
    """Turn unwanted fields into plain text, in place.

    Args:
        tree: a part of a document.
        is_unwanted: decides by the field's first word, such as `DATE`.

    Returns:
        Whether anything changed.
    """

    def unwanted(code: str) -> bool:
        words = code.split(maxsplit=1)
        return bool(words) and is_unwanted(words[0].upper())

    changed = False
    for field in list(tree.iter(f"{_W}fldSimple")):
        if unwanted(field.get(f"{_W}instr") or ""):
            parent = field.getparent()
            if parent is not None:
                parent[parent.index(field) : parent.index(field) + 1] = list(field)
                changed = True
    stack: list[list[etree._Element]] = []
    for element in list(tree.iter(f"{_W}fldChar", f"{_W}instrText")):
        kind = element.get(f"{_W}fldCharType")
        if kind == "begin":
            stack.append([])
        if stack:
            stack[-1].append(element)
        if kind == "end" and stack:
            marks = stack.pop()
            if unwanted("".join(mark.text or "" for mark in marks if mark.tag == f"{_W}instrText")):
                for mark in marks:
                    parent = mark.getparent()
                    if parent is not None:
                        parent.remove(mark)
                changed = True
    return changed
