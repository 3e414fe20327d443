"""Which kind of workbook a file is, and for which version of the schema it was made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import CustomPropertyList, IntProperty, StringProperty

KIND_PROPERTY = "ilmdocs-kind"
VERSION_PROPERTY = "ilmdocs-schema"
ANNOTATED_KIND = "annotated"

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
    _properties(book).append(StringProperty(name=KIND_PROPERTY, value=kind.kind))
    _properties(book).append(IntProperty(name=VERSION_PROPERTY, value=kind.version))


def stored_kind(book: Workbook, guide_texts: Iterable[str]) -> WorkbookKind | None:
    """Take the kind from the document properties, else from the line on the Guide sheet, else None."""
    found = {item.name: item.value for item in _properties(book).props}
    kind, version = found.get(KIND_PROPERTY), found.get(VERSION_PROPERTY)
    if kind is not None and str(version).isdigit():
        return WorkbookKind(str(kind), int(str(version)))
    for text in guide_texts:
        if match := _LINE.search(text):
            return WorkbookKind(match[1], int(match[2]))
    return None


def _properties(book: Workbook) -> CustomPropertyList[Any]:
    found: CustomPropertyList[Any] = book.custom_doc_props  # type: ignore[attr-defined]
    return found
