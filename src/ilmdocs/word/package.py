"""A Word document as its parts: read with care, written alike each time."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import PurePosixPath

from lxml import etree

from ilmdocs.word.packing import PackedPart, joined, pack

CONTENT_TYPES = "[Content_Types].xml"
CORE = "docProps/core.xml"
_LARGEST = 64 * 1024 * 1024
_MOST_PARTS = 5000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGES = (b"<html", b"<!doctype html", b"mime-version:")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = b"http://purl.oclc.org/ooxml/"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_ENCODING = re.compile(rb"encoding\s*=\s*[\"'](?!utf-8|us-ascii|iso-8859-1)", re.IGNORECASE)


def parse_xml(data: bytes | str) -> etree._Element:
    """Parse strictly: no entities, no network, no repair.

    Raises:
        lxml.etree.XMLSyntaxError: when it is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(data.encode("utf-8") if isinstance(data, str) else data, parser)


def _declares_entities(data: bytes) -> bool:
    """Whether XML has a document type, or hides one in an encoding that Word never writes.

    Without a limit on the size of the tree, entities in attributes would be written out without end.
    """
    return b"<!DOCTYPE" in data or b"\0" in data or _ENCODING.search(data[:200]) is not None


class Flaw(StrEnum):
    """What keeps a file from being used as a Word document."""

    UNOPENABLE = "unopenable"
    RTF = "rtf"
    WEB_PAGE = "web-page"
    PROTECTED = "protected"
    OLD = "old"
    LARGE = "large"
    NOT_WORD = "not-word"
    STRICT = "strict"
    LONG = "long"
    ODD = "odd"
    MACROS = "macros"
    DAMAGED = "damaged"


class FlawedPackage(ValueError):
    """The bytes cannot be used as a Word document; `flaw` says why."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a .docx by name, as they are stored.

    Raises:
        FlawedPackage: when it is no .docx, is damaged, too large or holds macros.
    """
    if data.startswith(_OLE):
        raise FlawedPackage(Flaw.PROTECTED if _ENCRYPTED in data else Flaw.OLD)
    if data.startswith(b"{\\rtf"):
        raise FlawedPackage(Flaw.RTF)
    if data[:512].lstrip(b"\xef\xbb\xbf\r\n\t ").lower().startswith(_WEB_PAGES):
        raise FlawedPackage(Flaw.WEB_PAGE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > _LARGEST or len(entries) > _MOST_PARTS:
                raise FlawedPackage(Flaw.LARGE)
            parts = {entry.filename: archive.read(entry) for entry in entries}
    except FlawedPackage:
        raise
    except (
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        RuntimeError,
        EOFError,
        ValueError,
    ) as error:
        raise FlawedPackage(Flaw.UNOPENABLE) from error
    if CONTENT_TYPES not in parts or b"wordprocessingml" not in parts[CONTENT_TYPES]:
        raise FlawedPackage(Flaw.NOT_WORD)
    if len(parts) != len(entries):
        raise FlawedPackage(Flaw.DAMAGED)
    if any(_declares_entities(parts[name]) for name in parts if name.endswith((".xml", ".rels"))):
        raise FlawedPackage(Flaw.ODD)
    if any(PurePosixPath(name).name == "vbaProject.bin" for name in parts):
        raise FlawedPackage(Flaw.MACROS)
    if any(_STRICT in parts[name] for name in parts if name.endswith("document.xml")):
        raise FlawedPackage(Flaw.STRICT)
    return parts


def text_parts(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Names of the parts that may hold tags: the document first, then headers, footers, notes."""
    kinds = ("document.main+xml", "header+xml", "footer+xml", "footnotes+xml", "endnotes+xml")
    found: dict[str, list[str]] = {kind: [] for kind in kinds}
    for name, content_type in _typed(parts):
        for kind in kinds:
            if content_type.endswith(kind):
                found[kind].append(name)
    return tuple(name for kind in kinds for name in sorted(found[kind]))


def styles_part(parts: Mapping[str, bytes]) -> str | None:
    """Name of the part that holds the styles."""
    return part_of_type(parts, "wordprocessingml.styles+xml")


def part_of_type(parts: Mapping[str, bytes], ending: str) -> str | None:
    """Name of the first part whose content type has this ending, or None."""
    return next((name for name, content_type in _typed(parts) if content_type.endswith(ending)), None)


def _typed(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The parts with their content types: those declared one by one, then those declared by their ending."""
    types = parse_xml(parts[CONTENT_TYPES])
    seen = {CONTENT_TYPES}
    for override in types.iter(f"{TYPES}Override"):
        name = override.get("PartName", "").lstrip("/")
        if name in parts:
            seen.add(name)
            yield name, override.get("ContentType", "")
    endings = {
        f".{item.get('Extension', '').lower()}": item.get("ContentType", "")
        for item in types.iter(f"{TYPES}Default")
    }
    for name in parts:
        ending = PurePosixPath(name).suffix.lower()
        if name not in seen and ending in endings:
            yield name, endings[ending]


def related(parts: Mapping[str, bytes], part: str) -> dict[str, str]:
    """The parts that a part is related to, by the relationship's id; what lies outside is left out."""
    listing = relationships_name(part)
    if listing not in parts:
        return {}
    return {
        relation.get("Id", ""): target_of(part, relation.get("Target", ""))
        for relation in parse_xml(parts[listing])
        if relation.get("TargetMode") != "External"
    }


def target_of(owner: str, target: str) -> str:
    """The name of the part that a relationship of another part (empty: of the package) leads to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target)).lstrip("/")


def relationships_name(part: str) -> str:
    """Name of the part that lists the relationships of another."""
    path = PurePosixPath(part)
    return str(path.parent / "_rels" / f"{path.name}.rels")


def to_bytes(root: etree._Element) -> bytes:
    """A tree as Word stores it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def write_parts(parts: Mapping[str, bytes], packed: Mapping[str, PackedPart] | None = None) -> bytes:
    """A .docx of the parts; the same parts give the same bytes on every day and machine.

    Args:
        parts: by name.
        packed: those among them that were compressed before.
    """
    ready = packed or {}
    ordered = sorted(parts, key=lambda name: (name != CONTENT_TYPES, name))
    return joined(ready.get(name) or pack(name, parts[name]) for name in ordered)


def core_properties(title: str) -> bytes:
    """Document properties with a title and the language, and with no author and no date."""
    namespaces = {
        "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "dc": "http://purl.org/dc/elements/1.1/",
    }
    root = etree.Element(f"{{{namespaces['cp']}}}coreProperties", nsmap=namespaces)
    etree.SubElement(root, f"{{{namespaces['dc']}}}title").text = title
    etree.SubElement(root, f"{{{namespaces['dc']}}}language").text = "en-GB"
    return to_bytes(root)


def add_core_properties(parts: dict[str, bytes], title: str) -> None:
    """Give a package without document properties a title and a language, and nothing else."""
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    add_relationship(parts, "", "rIdCoreProperties", CORE, kind)
    parts[CORE] = core_properties(title)
    types = parse_xml(parts[CONTENT_TYPES])
    content_type = "application/vnd.openxmlformats-package.core-properties+xml"
    etree.SubElement(types, f"{TYPES}Override", PartName=f"/{CORE}", ContentType=content_type)
    parts[CONTENT_TYPES] = to_bytes(types)


def add_relationship(parts: dict[str, bytes], part: str, identifier: str, target: str, kind: str) -> None:
    """Relate a part to another under a new id; `target` is relative to the part's folder."""
    name = relationships_name(part)
    root = parse_xml(parts[name]) if name in parts else etree.Element(f"{RELATIONSHIPS}Relationships")
    etree.SubElement(root, f"{RELATIONSHIPS}Relationship", Id=identifier, Type=kind, Target=target)
    parts[name] = to_bytes(root)


def add_default_type(parts: dict[str, bytes], extension: str, content_type: str) -> None:
    """Declare the content type of a file extension, unless it is declared already."""
    root = parse_xml(parts[CONTENT_TYPES])
    if not any(item.get("Extension", "").lower() == extension for item in root.iter(f"{TYPES}Default")):
        element = etree.Element(f"{TYPES}Default", Extension=extension, ContentType=content_type)
        root.insert(0, element)
        parts[CONTENT_TYPES] = to_bytes(root)
