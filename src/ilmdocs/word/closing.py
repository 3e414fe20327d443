"""Cuts a Word document off from everything outside of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from lxml import etree

from ilmdocs.word.package import (
    CONTENT_TYPES,
    TYPES,
    Flaw,
    FlawedPackage,
    parse_xml,
    relationships_name,
    target_of,
    to_bytes,
)

_ACTIVE = ("vbaProject", "oleObject", "/control", "aFChunk", "attachedTemplate", "/package", "/frame")
_UNWANTED = ("docProps/app.xml", "docProps/custom.xml", "docProps/thumbnail.jpeg", "docProps/thumbnail.emf")
_OWN = "officeDocument/2006/relationships"


def closed(parts: Mapping[str, bytes], without: tuple[str, ...] = ()) -> dict[str, bytes]:
    """The parts without links to anything outside the file.

    Hyperlinks stay; linked pictures, attached templates, embedded objects and controls do not, nor does what
    the file's properties say.

    Args:
        parts: as unpacked.
        without: endings of further kinds of relationship to cut, such as `/comments`.

    Raises:
        FlawedPackage: when one of the parts is not well-formed.
    """
    try:
        return _closed(parts, (*_ACTIVE, *without))
    except etree.XMLSyntaxError as error:
        raise FlawedPackage(Flaw.DAMAGED) from error


def reachable(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts that relationships lead to from the package's root, and what declares them."""
    kept: set[str] = set()
    waiting = [""]
    while waiting:
        owner = waiting.pop()
        listing = relationships_name(owner) if owner else "_rels/.rels"
        if listing not in parts:
            continue
        kept.add(listing)
        for relation in parse_xml(parts[listing]):
            if relation.get("TargetMode") == "External":
                continue
            name = target_of(owner, relation.get("Target", ""))
            if name in parts and name not in kept:
                kept.add(name)
                waiting.append(name)
    return _declared({name: data for name, data in parts.items() if name in kept or name == CONTENT_TYPES})


def _closed(parts: Mapping[str, bytes], active: tuple[str, ...]) -> dict[str, bytes]:
    kept = {name: data for name, data in parts.items() if name not in _UNWANTED}
    for name in [name for name in kept if name.endswith(".rels")]:
        _close_relationships(kept, name, active)
    return _declared(kept)


def _declared(kept: dict[str, bytes]) -> dict[str, bytes]:
    """The parts with a list of content types that names no others."""
    types = parse_xml(kept[CONTENT_TYPES])
    for override in list(types.iter(f"{TYPES}Override")):
        if override.get("PartName", "").lstrip("/") not in kept:
            types.remove(override)
    kept[CONTENT_TYPES] = to_bytes(types)
    return kept


def _close_relationships(parts: dict[str, bytes], name: str, active: tuple[str, ...]) -> None:
    root = parse_xml(parts[name])
    removed = set()
    for relation in list(root):
        kind, target = relation.get("Type", ""), relation.get("Target", "").lstrip("/")
        outside = relation.get("TargetMode") == "External" and not kind.endswith("/hyperlink")
        if outside or kind.endswith(active) or target in _UNWANTED:
            removed.add(relation.get("Id", ""))
            root.remove(relation)
    if not removed:
        return
    parts[name] = to_bytes(root)
    path = PurePosixPath(name)
    owner = str(path.parent.parent / path.name.removesuffix(".rels"))
    if owner in parts:
        parts[owner] = _without_users(parts[owner], removed)


def _without_users(data: bytes, removed: set[str]) -> bytes:
    """A part without the elements that use removed relationships (a whole drawing, not half of one)."""
    root = parse_xml(data)
    for element in list(root.iter()):
        if any(value in removed and _OWN in key for key, value in element.items()):
            victim = element
            for ancestor in element.iterancestors():
                if etree.QName(ancestor).localname in ("drawing", "pict", "object"):
                    victim = ancestor
                    break
            parent = victim.getparent()
            if parent is not None:
                parent.remove(victim)
    return to_bytes(root)
