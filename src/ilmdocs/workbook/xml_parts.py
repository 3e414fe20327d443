"""The XML parts of an .xlsx package, read with care."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator
from typing import cast
from xml.etree.ElementTree import Element, ParseError, iterparse

from defusedxml.ElementTree import fromstring

_READ = (".xml", ".rels")
_DECLARED = re.compile(rb"encoding\s*=\s*[\"'](?!utf-8|utf-16|us-ascii|iso-8859-|windows-125)", re.IGNORECASE)
"""An encoding in which a declaration of entities would not look like one."""
_HEAD = 256


class BrokenPart(Exception):
    """A part of the package that contradicts itself; the text names it."""


def read_xml(archive: zipfile.ZipFile, part: str) -> Element:
    """A small part as a tree.

    Raises:
        BrokenPart: when it is not well-formed.
        KeyError: when there is no such part.
    """
    with _opened(archive, part) as stream:
        try:
            return fromstring(stream.read())
        except (ParseError, ValueError, LookupError) as error:
            raise BrokenPart(part) from error


def read_xml_or_none(archive: zipfile.ZipFile, part: str) -> Element | None:
    """A small part as a tree, or None when there is no such part."""
    return read_xml(archive, part) if part in archive.NameToInfo else None


def elements(archive: zipfile.ZipFile, part: str, wanted: Collection[str]) -> Iterator[tuple[str, Element]]:
    """The elements of a large part that have one of the wanted names, each as it ends; then it is emptied.

    Raises:
        BrokenPart: when it is not well-formed.
        KeyError: when there is no such part.
    """
    names: dict[str, str] = {}
    with _opened(archive, part) as stream:
        try:
            # Several times faster than defusedxml's; `sniff` has refused every part that declares an entity.
            for _, element in iterparse(stream):
                name = names.get(element.tag)
                if name is None:
                    name = names[element.tag] = local_name(element)
                if name in wanted:
                    yield name, element
                    element.clear()
        except (ParseError, ValueError, LookupError) as error:
            raise BrokenPart(part) from error


def _opened(archive: zipfile.ZipFile, part: str) -> zipfile.ZipExtFile:
    """A part of a kind into which `sniff` has looked and found that it declares no entity."""
    stream = cast("zipfile.ZipExtFile", archive.open(part))
    if not part.lower().endswith(_READ) or _DECLARED.search(stream.peek(_HEAD)[:_HEAD]):
        raise BrokenPart(part)
    return stream


def local_name(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The elements of a name directly inside another, whatever their namespace."""
    for child in element if element is not None else ():
        if local_name(child) == name:
            yield child
