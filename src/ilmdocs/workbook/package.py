"""How an .xlsx package hangs together: its workbook, its sheets, and the parts that they share."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from ilmdocs.workbook.serials import EPOCH_1900, EPOCH_1904
from ilmdocs.workbook.xml_parts import (
    BrokenPart,
    children,
    find_part,
    local_name,
    read_xml,
    read_xml_or_none,
    target_part,
)

_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TRUE = frozenset({"1", "t", "true"})
_STYLES = "xl/styles.xml"
_STRINGS = "xl/sharedStrings.xml"
_PROPERTIES = "docProps/custom.xml"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet of the package: the name on its tab, its part, and whether its tab is hidden."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Package:
    """What a package says of itself: worksheets in order, day 0 of its dates, and the shared parts."""

    sheets: tuple[SheetPart, ...]
    epoch: datetime
    styles: str
    strings: str


def read_package(archive: zipfile.ZipFile) -> Package:
    """Follow the relationships from the package's root to its workbook and on to its sheets.

    Chart sheets are left out, and sheets that name no part at all: some programs leave such a name behind
    where a sheet was.

    Raises:
        KeyError: when a relationship that is named does not exist.
        BrokenPart: when a part is not well-formed, or that of a sheet is not there.
    """
    part = workbook_part(archive)
    folder, name = posixpath.split(part)
    relations = {rel.get("Id"): rel for rel in read_xml(archive, f"{folder}/_rels/{name}.rels")}
    book = read_xml(archive, part)
    sheets = []
    for element in book.iter():
        if local_name(element) != "sheet":
            continue
        if not element.get(_REL_ID):
            continue
        relation = relations[element.get(_REL_ID)]
        target = _resolved(folder, relation)
        if "chartsheet" in relation.get("Type", ""):
            continue
        if find_part(archive, target) is None:
            raise BrokenPart(target)
        is_hidden = element.get("state", "visible") != "visible"
        sheets.append(SheetPart(element.get("name", ""), target, is_hidden))
    is_1904 = any(item.get("date1904") in _TRUE for item in children(book, "workbookPr"))
    return Package(
        tuple(sheets),
        EPOCH_1904 if is_1904 else EPOCH_1900,
        _shared(folder, relations, "styles", _STYLES),
        _shared(folder, relations, "sharedStrings", _STRINGS),
    )


def workbook_part(archive: zipfile.ZipFile) -> str:
    """The name of the workbook's own part, mostly `xl/workbook.xml`.

    Raises:
        KeyError: when the package names none, so that it is no workbook.
    """
    for rel in read_xml(archive, "_rels/.rels"):
        if rel.get("Type", "").endswith("/officeDocument"):
            return _resolved("", rel)
    raise KeyError("officeDocument")


def own_properties(archive: zipfile.ZipFile) -> dict[str, str]:
    """The custom document properties of a package by name, as text."""
    root = read_xml_or_none(archive, _PROPERTIES)
    return {
        item.get("name", ""): value.text or ""
        for item in children(root, "property")
        for value in item
    }  # fmt: skip


def _shared(folder: str, relations: Mapping[str | None, Element], kind: str, usual: str) -> str:
    for relation in relations.values():
        if relation.get("Type", "").endswith(f"/{kind}"):
            return _resolved(folder, relation)
    return usual


def _resolved(folder: str, rel: Element) -> str:
    return target_part(folder, rel.get("Target", ""))
