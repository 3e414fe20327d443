"""Which kind of workbook a file is, and for which version of the schema it was made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a workbook is read without openpyxl
    from lxml import etree
    from openpyxl import Workbook
    from openpyxl.packaging.custom import CustomPropertyList

KIND_PROPERTY = "ilmdocs-kind"
VERSION_PROPERTY = "ilmdocs-schema"
ANNOTATED_KIND = "annotated"
"""A learner's intake workbook with findings in it; it is read like any other."""

_LINE = re.compile(r"ilmdocs ([a-z]+) workbook, schema ([0-9]+)")


@dataclass(frozen=True, slots=True)
class WorkbookKind:
    """`kind` is intake, marks, descriptors or annotated; `version` the schema version it was made for."""

    kind: str
    version: int


def kind_line(kind: WorkbookKind) -> str:
    """The line that the Guide sheet shows, which survives programs that drop document properties."""
    return f"ilmdocs {kind.kind} workbook, schema {kind.version}"


def store_kind(book: Workbook, kind: WorkbookKind) -> None:
    """Write the kind into a workbook's document properties."""
    from openpyxl.packaging.custom import IntProperty, StringProperty

    _properties(book).append(StringProperty(name=KIND_PROPERTY, value=kind.kind))
    _properties(book).append(IntProperty(name=VERSION_PROPERTY, value=kind.version))


def mark_annotated(properties: etree._Element | None) -> None:
    """Say in a workbook's own document properties, where they name a kind, that it is an annotated copy."""
    for item in properties if properties is not None else ():
        if item.get("name") == KIND_PROPERTY:
            for value in item:
                value.text = ANNOTATED_KIND


def stored_kind(book: Workbook, guide_texts: Iterable[str]) -> WorkbookKind | None:
    """The kind of a workbook in memory; see `kind_of`."""
    return kind_of({item.name: str(item.value) for item in _properties(book).props}, guide_texts)


def kind_of(properties: Mapping[str, str], guide_texts: Iterable[str]) -> WorkbookKind | None:
    """Take the kind from the document properties, else from the line on the Guide sheet, else None."""
    kind, version = properties.get(KIND_PROPERTY), properties.get(VERSION_PROPERTY, "")
    if kind is not None and version.isdecimal():
        return WorkbookKind(kind, int(version))
    for text in guide_texts:
        if match := _LINE.search(text):
            return WorkbookKind(match[1], int(match[2]))
    return None


def _properties(book: Workbook) -> CustomPropertyList[Any]:
    found: CustomPropertyList[Any] = book.custom_doc_props  # type: ignore[attr-defined]
    return found
