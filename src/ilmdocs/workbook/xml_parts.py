"""The XML parts of an .xlsx package, read with care."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import cast
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

_READ = (".xml", ".rels")
_DECLARED = re.compile(rb"encoding\s*=\s*[\"'](?!utf-8|utf-16|us-ascii|iso-8859-1)", re.IGNORECASE)
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


def elements(archive: zipfile.ZipFile, part: str) -> Iterator[Element]:
    """Each element of a large part as it ends; who asks for one clears it.

    Raises:
        BrokenPart: when it is not well-formed.
        KeyError: when there is no such part.
    """
    with _opened(archive, part) as stream:
        try:
            for _, element in iterparse(stream):
                yield element
        except (ParseError, ValueError, LookupError) as error:
            raise BrokenPart(part) from error


def _opened(archive: zipfile.ZipFile, part: str) -> zipfile.ZipExtFile:
    """A part that `sniff` has looked into and found free of entities, so that any parser may have it."""
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
