"""Proofs against the workbook: is everything there that was typed, and no client named anywhere?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

from ilmdocs.leaks import picture_words
from ilmdocs.model.portfolio import Proof
from ilmdocs.proof.manifest import ManifestPart
from ilmdocs.verify.expected import Expected
from ilmdocs.verify.opened import Opened
from ilmdocs.verify.wording import listed, proof, unproven

_QUOTED = 60


def prove_readback(opened: Opened, expected: Expected | None) -> Proof:
    """Every value of the workbook is found on the pages of the part that it was typed for."""
    if expected is None:
        return unproven("readback", "This needs the learner's workbook: add --workbook.")
    if opened.manifest is None:
        return unproven(
            "readback", "The manifest inside the file is lost, so nothing says which page is what."
        )
    if expected.other_settings:
        return unproven(
            "readback",
            "It was made with other settings of the centre than those at hand. Add --centre with the "
            "centre.toml that it was made with.",
        )
    parts = {part.name: part for part in opened.manifest.parts}
    faults, count = [], 0
    for name, values in expected.printed.items():
        part = parts.get(name)
        if part is None:
            faults.append(f"The workbook gives a part “{name}” that the portfolio does not have.")
            continue
        texts = _texts(opened, part)
        missing = expected.missing_values(values, texts)
        count += len(values)
        faults += [_not_found(values[position], part, expected) for position in missing]
    if expected.other_forms and not faults:
        return unproven(
            "readback",
            f"It was filled with other forms than those at hand: {', '.join(expected.other_forms)}. "
            "Add --templates with the folder that holds them.",
        )
    return proof("readback", faults, f"All {count} values of the workbook are found on their pages.")


def prove_confidentiality(opened: Opened, expected: Expected | None, file_name: str) -> Proof:
    """No text, property, bookmark, note or attachment of the file names a client."""
    notes = list(_unsearchable(opened))
    if expected is None:
        reason = "No name was looked for; this needs the learner's workbook: add --workbook."
        return Proof("confidentiality", None, (reason, *notes))
    if expected.find_private is None:
        reason = "The workbook's Private sheet is empty: nobody to look for."
        return Proof("confidentiality", None, (reason, *notes))
    faults = []
    for place, text in _places(opened, file_name):
        clients = sorted({client or "a client" for client in expected.find_private(text)})
        if clients:
            faults.append(f"{place} names {', '.join(clients)}.")
    return proof("confidentiality", faults, f"No client is named anywhere in {_searched(opened)}.", notes)


def _searched(opened: Opened) -> str:
    """What was looked through."""
    pages, blind = len(opened.pages), sum(page.is_picture for page in opened.pages)
    files = len(list(opened.reader.attachment_list))
    of_pages = f"the text of {pages - blind} of {pages} pages" if blind else f"the text of all {pages} pages"
    inside = f", {files} {'file' if files == 1 else 'files'} inside it" if files else ""
    return f"{of_pages}, properties, bookmarks, links, notes, descriptions{inside} and the file's name"


def _unsearchable(opened: Opened) -> Iterator[str]:
    pictures = [page.number for page in opened.pages if page.is_picture]
    if pictures:
        yield f"{listed('Page', pictures)} without searchable text: look there yourself."


def _texts(opened: Opened, part: ManifestPart) -> list[str]:
    own = range(part.first_page, part.last_page + 1)
    return [page.text for page in opened.pages if page.stamp is not None and page.stamp.page in own]


def _not_found(value: str, part: ManifestPart, expected: Expected) -> str:
    """Names the missing value, unless that would name a client."""
    secret = expected.find_private is not None and expected.find_private(value)
    line = " ".join(value.split())
    quoted = line if len(line) <= _QUOTED else f"{line[:_QUOTED].rstrip()}…"
    shown = "A value that names a client" if secret else f"“{quoted}”"
    return f"{shown} is not found in “{part.title}”."


def _places(opened: Opened, file_name: str) -> Iterator[tuple[str, str]]:
    """Every place of the file that holds words, with the words."""
    yield "The file name", file_name
    for page in opened.pages:
        yield f"Page {page.number}", page.text
    metadata: Mapping[str, object] = opened.reader.metadata or {}
    yield "The document's properties", "\n".join(str(value) for value in metadata.values())
    packet = opened.reader.root_object.get("/Metadata")
    if packet is not None:
        yield "The document's properties", _plain(packet.get_object())
    for file in opened.reader.attachment_list:
        yield "An attached file's name", file.name
        yield "An attached file", file.content.decode("utf-8", "replace")
    yield "A bookmark, link, note or description", "\n".join(_strings(opened))
    yield "What is noted in a picture", "\n".join(_noted_in_pictures(opened))


def _plain(stream: Any) -> str:
    return stream.get_data().decode("utf-8", "replace") if isinstance(stream, StreamObject) else ""


def _strings(opened: Opened) -> Iterator[str]:
    """Every text of every object: bookmarks, links, notes, tags, alternative texts, labels."""
    for thing in _objects(opened):
        for text in _own_strings(thing):
            yield text
            if "%" in text:
                yield unquote(text)


def _noted_in_pictures(opened: Opened) -> Iterator[str]:
    """What a camera or program noted in the pictures that are stored as they were taken."""
    for thing in _objects(opened):
        if isinstance(thing, StreamObject) and "/DCTDecode" in str(thing.get("/Filter")):
            yield picture_words(thing._data)  # as it is stored; get_data would unpack it


def _objects(opened: Opened) -> Iterator[Any]:
    reader = opened.reader
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    for number in sorted(numbers):
        yield reader.get_object(number)


def _own_strings(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, TextStringObject):
            yield str(item)
        elif isinstance(item, ByteStringObject):
            yield item.decode("latin-1")
        elif isinstance(item, DictionaryObject):
            waiting += [
                item.raw_get(key) for key in item if not isinstance(item.raw_get(key), IndirectObject)
            ]
        elif isinstance(item, ArrayObject):
            waiting += [entry for entry in item if not isinstance(entry, IndirectObject)]
