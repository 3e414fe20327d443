"""The XML parts of an .xlsx package, read with care."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator
from typing import cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from defusedxml.ElementTree import fromstring

_READ = (".xml", ".rels")
_DECLARED = re.compile(rb"encoding\s*=\s*[\"'](?!utf-8|utf-16|us-ascii|iso-8859-|windows-125)", re.IGNORECASE)
"""An encoding in which a declaration of entities would not look like one."""
_HEAD = 256
_CHUNK = 2**16

MOST_TAGS = 1_500_000
"""In a part that is read as a tree; the largest honest list of styles has a tenth of it."""
MOST_WANTED = 1_100_000
"""Rows, or shared texts, of one part; Excel's last row is number 1,048,576."""
MOST_BETWEEN = 500_000
"""Elements until the next wanted one; a row of Excel's 16,384 columns needs a tenth of it."""
LONGEST_RUN = 2**20
"""Bytes without a single tag; the longest cell of Excel holds 32,767 characters."""


class BrokenPart(Exception):
    """A part of the package that contradicts itself; the text names it."""


class OversizedPart(Exception):
    """A part that holds far more than any workbook of ours; read on, it would use up the memory."""


def read_xml(archive: zipfile.ZipFile, part: str) -> Element:
    """A small part as a tree.

    Raises:
        BrokenPart: when it is not well-formed.
        OversizedPart: when it is far too large.
        KeyError: when there is no such part.
    """
    with _opened(archive, part) as stream:
        data = stream.read()
        if data.count(b"<") > MOST_TAGS:
            raise OversizedPart(part)
        try:
            return fromstring(data)
        except (ParseError, ValueError, LookupError) as error:
            raise BrokenPart(part) from error


def read_xml_or_none(archive: zipfile.ZipFile, part: str) -> Element | None:
    """A small part as a tree, or None when there is no such part."""
    return read_xml(archive, part) if find_part(archive, part) else None


def find_part(archive: zipfile.ZipFile, part: str) -> str | None:
    """The name under which a package holds a part, or None.

    Some programs write it with other capitals, or with backslashes; Excel takes both for the same.
    """
    if part in archive.NameToInfo:
        return part
    wanted = plain_name(part)
    return next((name for name in archive.NameToInfo if plain_name(name) == wanted), None)


def plain_name(part: str) -> str:
    """A part's name without regard to case and to which way its slashes lean."""
    return part.replace("\\", "/").casefold()


def target_part(folder: str, target: str) -> str:
    """The part to which a relation leads, seen from the folder of the part that has it."""
    target = target.replace("\\", "/")
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def elements(archive: zipfile.ZipFile, part: str, wanted: Collection[str]) -> Iterator[tuple[str, Element]]:
    """The elements of a large part that have one of the wanted names, each as it ends; then it is emptied.

    Raises:
        BrokenPart: when it is not well-formed.
        OversizedPart: when it is far too large.
        KeyError: when there is no such part.
    """
    names: dict[str, str] = {}
    found, others = 0, 0
    for element in _ended(archive, part):
        name = names.get(element.tag)
        if name is None:
            name = names[element.tag] = local_name(element)
        if name in wanted:
            yield name, element
            element.clear()
            found, others = found + 1, 0
        else:
            others += 1
        if others > MOST_BETWEEN or found > MOST_WANTED:
            raise OversizedPart(part)


def _ended(archive: zipfile.ZipFile, part: str) -> Iterator[Element]:
    """Each element of a part as it ends, while little of the part is in memory."""
    # Several times faster than defusedxml's; `sniff` has refused every part that declares an entity.
    parser: XMLPullParser[Element] = XMLPullParser(("end",))
    run = 0
    with _opened(archive, part) as stream:
        try:
            while chunk := stream.read(_CHUNK):
                run = 0 if b"<" in chunk else run + len(chunk)
                if run > LONGEST_RUN:
                    raise OversizedPart(part)
                parser.feed(chunk)
                yield from _elements_of(parser)
            parser.close()
            yield from _elements_of(parser)
        except (ParseError, ValueError, LookupError) as error:
            raise BrokenPart(part) from error


def _elements_of(parser: XMLPullParser[Element]) -> Iterator[Element]:
    for event in parser.read_events():
        yield cast("tuple[str, Element]", event)[1]  # no other events are asked for


def _opened(archive: zipfile.ZipFile, part: str) -> zipfile.ZipExtFile:
    """A part of a kind into which `sniff` has looked and found that it declares no entity."""
    stream = cast("zipfile.ZipExtFile", archive.open(find_part(archive, part) or part))
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
