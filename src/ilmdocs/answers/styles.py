"""What a document's styles say of a paragraph or a piece of text: heading level, contents, hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")
_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|pennawd)"
    r" ?([1-9])"
)
_CONTENTS = re.compile(r"(?:toc|contents) ?[1-9]|table of figures")
_BODY = 9
"""The outline level of ordinary text; headings have 0 to 8."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits: `level` is 1 to 9 for a heading, else 0."""

    level: int = 0
    is_contents: bool = False
    is_hidden: bool = False


def is_on(element: etree._Element | None) -> bool | None:
    """What a switch such as `w:vanish` says; None where it is not set."""
    return None if element is None else element.get(f"{W}val") not in _OFF


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """All styles by id.

    Args:
        root: the styles part; None where the document has none.
    """
    elements = {} if root is None else {s.get(f"{W}styleId") or "": s for s in root.iter(f"{W}style")}
    return {name: _style(name, elements) for name in elements}


def outline_level(properties: etree._Element | None) -> int | None:
    """The heading level that paragraph properties set, 0 for ordinary text; None where they set none."""
    level = None if properties is None else properties.find(f"{W}outlineLvl")
    value = "" if level is None else level.get(f"{W}val") or ""
    if not value.isdigit():
        return None
    return int(value) + 1 if int(value) < _BODY else 0


def _style(name: str, elements: dict[str, etree._Element]) -> Style:
    level: int | None = None
    hidden: bool | None = None
    contents = False
    seen: set[str] = set()
    while name in elements and name not in seen:
        seen.add(name)
        element = elements[name]
        called = _value(element.find(f"{W}name")).casefold()
        contents = contents or _CONTENTS.fullmatch(called) is not None
        if level is None:
            level = outline_level(element.find(f"{W}pPr"))
        if level is None and (match := _HEADING.fullmatch(called)):
            level = int(match[1])
        if hidden is None:
            hidden = is_on(element.find(f"{W}rPr/{W}vanish"))
        name = _value(element.find(f"{W}basedOn"))
    return Style(level or 0, contents, bool(hidden))


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val") or ""
