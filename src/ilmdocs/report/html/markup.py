"""HTML from nested calls: what is not markup already is text, and text is always escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import NewType
from urllib.parse import quote

from ilmdocs.text.clean import clean_text

Markup = NewType("Markup", bytes)
"""Finished HTML. Bytes, so that it can never be mistaken for a text that still has to be escaped."""

Child = Markup | str | int | None
Attribute = str | int | bool | None

_EMPTY = frozenset({"meta", "br", "input", "img", "link"})


def escaped(text: str) -> str:
    """Text that may stand between tags and in quotes; characters that no page can hold are taken out.

    One space at either end stays, because it parts the text from what stands beside it.
    """
    clean = html.escape(clean_text(text).text)
    before, after = " " * text.startswith(" "), " " * text.endswith(" ")
    return f"{before}{clean}{after}" if clean else before


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """An element. Attributes lose a last underscore, others become hyphens; None and False are left out."""
    opened = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    if name in _EMPTY:
        return Markup(opened.encode())
    return Markup(b"".join((opened.encode(), joined(children), f"</{name}>".encode())))


def joined(children: Iterable[Child]) -> Markup:
    """Several pieces one after the other; texts among them are escaped."""
    return Markup(b"".join(_piece(child) for child in children))


def hidden(text: str) -> Markup:
    """Words for those who listen, where the eye has a shape or a heading."""
    return tag("span", text, class_="listen")


def link_to(path: str) -> str:
    """A path relative to the page as an address: never another scheme, never another machine."""
    return "./" + quote(path, safe="/", errors="replace")


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escaped(str(value))}"'


def _piece(child: Child) -> bytes:
    if isinstance(child, bytes):
        return child
    return b"" if child is None else escaped(str(child)).encode()
