"""An .xlsx package whose XML parts are changed one by one; every other part stays byte for byte as it was."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from ilmdocs.workbook.packing import ZIP_TIME
from ilmdocs.workbook.xml_parts import find_part, plain_name, target_part

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CONTENT_TYPES = "[Content_Types].xml"


class EditedPackage:
    """The parts of an open archive with changes that are kept in memory until `packed` writes the whole."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._trees: dict[str, etree._Element] = {}
        self._new: dict[str, bytes] = {}
        self._gone: set[str] = set()

    def names(self) -> list[str]:
        """All parts that the package will hold."""
        kept = [name for name in self._archive.namelist() if name not in self._gone]
        return [*kept, *(name for name in self._new if name not in kept)]

    def found(self, part: str) -> str | None:
        """The name by which a part is there, or None; capitals and backslashes do not matter."""
        if part in self._new:
            return part
        name = find_part(self._archive, part)
        return None if name in self._gone else name

    def tree(self, part: str) -> etree._Element:
        """A part as a tree that may be changed in place.

        Raises:
            KeyError: when there is no such part.
            lxml.etree.XMLSyntaxError: when it is not well-formed.
        """
        name = self.found(part)
        if name is None:
            raise KeyError(part)
        if name not in self._trees:
            self._trees[name] = parse(self._data(name))
        return self._trees[name]

    def holds(self, name: str, what: bytes) -> bool:
        """Whether something stands in a part, found without taking the part apart."""
        return what in self._data(name)

    def add(self, part: str, root: etree._Element, content_type: str) -> None:
        """Add a part that is not there yet; without a type of its own it has that of its ending."""
        self._gone.discard(part)
        self._new[part] = b""
        self._trees[part] = root
        if not content_type:
            return
        types = self.tree(_CONTENT_TYPES)
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)

    def add_default_type(self, ending: str, content_type: str) -> None:
        """Say of which type all parts with an ending are, unless that is said already."""
        types = self.tree(_CONTENT_TYPES)
        if not any((item.get("Extension") or "").casefold() == ending for item in types):
            item = etree.Element(f"{{{_TYPES}}}Default", Extension=ending, ContentType=content_type)
            types.insert(0, item)

    def drop(self, part: str) -> None:
        """Take a part away, with its type and its own relations."""
        folder, base = posixpath.split(part)
        for name in filter(None, (self.found(part), self.found(f"{folder}/_rels/{base}.rels"))):
            self._new.pop(name, None)
            self._trees.pop(name, None)
            self._gone.add(name)
        types = self.tree(_CONTENT_TYPES)
        for item in list(types):
            if (item.get("PartName") or "").casefold() == f"/{part}".casefold():
                types.remove(item)

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern such as `xl/comments{}.xml` that no part has, whatever its capitals."""
        taken = {plain_name(name) for name in self.names()}
        number = 1
        while plain_name(pattern.format(number)) in taken:
            number += 1
        return pattern.format(number)

    def relations(self, part: str) -> Iterator[tuple[etree._Element, str, str]]:
        """The relations of a part: the element, the last word of its type, and the part that it leads to."""
        name = _relations_of(part)
        if self.found(name) is None:
            return
        for item in self.tree(name):
            if isinstance(item.tag, str) and item.get("TargetMode") != "External":
                kind = (item.get("Type") or "").rpartition("/")[2]
                yield item, kind, target_part(posixpath.dirname(part), item.get("Target") or "")

    def related(self, part: str, kind: str) -> str | None:
        """The part to which a part has a relation of a kind, or None."""
        return next((target for _, found, target in self.relations(part) if found == kind), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation to another part of the package and give its id."""
        name = _relations_of(part)
        if self.found(name) is None:
            self._new[name] = b""
            self._trees[name] = empty("Relationships", _RELATIONS)
        root = self.tree(name)
        taken = {item.get("Id") for item in root}
        number = 1
        while f"ilmdocs{number}" in taken:
            number += 1
        attributes = {"Id": f"ilmdocs{number}", "Type": f"{RELATION}/{kind}", "Target": f"/{target}"}
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", attributes)
        return f"ilmdocs{number}"

    def packed(self) -> bytes:
        """The whole package; the same changes to the same package give the same bytes."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in self.names():
                entry = zipfile.ZipInfo(name, ZIP_TIME)
                entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
                archive.writestr(entry, self._data(name))
        return target.getvalue()

    def _data(self, name: str) -> bytes:
        if name not in self._trees:
            return self._new[name] if name in self._new else self._archive.read(name)
        root = self._trees[name]
        if name not in self._new and _is_as_it_was(root, self._archive.read(name)):
            return self._archive.read(name)
        # Excel begins no drawing of notes with a declaration.
        return etree.tostring(root) if name.casefold().endswith(".vml") else written(root)


def parse(data: bytes) -> etree._Element:
    """A part as a tree, parsed strictly; declarations of entities were refused before.

    Raises:
        lxml.etree.XMLSyntaxError: when it is not well-formed.
    """
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _is_as_it_was(root: etree._Element, data: bytes) -> bool:
    return etree.tostring(root, method="c14n") == etree.tostring(parse(data), method="c14n")


def empty(name: str, namespace: str) -> etree._Element:
    """A root without any content, whose namespace needs no prefix."""
    return parse(f'<{name} xmlns="{namespace}"/>'.encode())


def written(root: etree._Element) -> bytes:
    """A tree as the bytes of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def remove(element: etree._Element) -> None:
    """Take an element out of the one that holds it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def place_before(root: etree._Element, element: etree._Element, later: frozenset[str]) -> None:
    """Put an element where the schema wants it: before the first of those that come later."""
    for position, child in enumerate(root):
        if local(child) in later:
            root.insert(position, element)
            return
    root.append(element)


def _relations_of(part: str) -> str:
    folder, base = posixpath.split(part)
    return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
