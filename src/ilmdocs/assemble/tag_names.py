"""Names in the tag trees of several parts: a name that means something else already gets a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Name

from ilmdocs.assemble.tag_walk import listed

_STANDARD = frozenset(
    [
        "/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote", "/Caption", "/TOC", "/TOCI", "/Index",
        "/NonStruct", "/Private", "/P", "/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/L", "/LI", "/Lbl",
        "/LBody", "/Table", "/TR", "/TH", "/TD", "/THead", "/TBody", "/TFoot", "/Span", "/Quote", "/Note",
        "/Reference", "/BibEntry", "/Code", "/Link", "/Annot", "/Ruby", "/RB", "/RT", "/RP", "/Warichu",
        "/WT", "/WP", "/Figure", "/Formula", "/Form",
    ]
)  # fmt: skip
"""Structure types of ISO 32000-1, 14.8.4: a form's style of the same name may not redefine them."""


def renamed(own: Mapping[str, Any], taken: Mapping[str, Any], suffix: str) -> dict[str, str]:
    """New names where one is a standard type's or means something else already."""
    new = {key: f"{key}-style" for key in own if key in _STANDARD}
    for key, value in own.items():
        name = new.get(key, key)
        meaning = Name(new.get(str(value), str(value))) if isinstance(value, Name) else value
        if name in taken and not _same(taken[name], meaning):
            new[key] = name + suffix
    return new


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, pikepdf.Object) and isinstance(other, pikepdf.Object):
        return bool(one.unparse(resolved=True) == other.unparse(resolved=True))
    return bool(one == other)


def with_names(value: Any, names: Mapping[str, str]) -> pikepdf.Object:
    """Names in a value, replaced where there are new ones."""
    new = [
        Name(names.get(str(item), str(item))) if isinstance(item, Name) else item for item in listed(value)
    ]
    return new[0] if len(new) == 1 else Array(new)
