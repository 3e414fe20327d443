"""Digest of a page's content that survives re-saving by another PDF program (docs/verify.md).

Two pages have the same digest when they look and read the same for the same reason: same content, same
fonts and pictures, same boxes and rotation, same notes. How the file stores them does not count:
object numbers, compression, order of keys, object streams.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from ilmdocs.proof import canonical
from ilmdocs.proof.canonical import (
    DIGEST,
    FILING,
    LINK_TARGET,
    NO_CIRCLE,
    NOTE_FILING,
    STORAGE,
    sealed,
)
from ilmdocs.proof.unpacking import filters, storage_filters, unpacked


class PageDigester:
    """Works out the digests of one open file; shared fonts and pictures are read once.

    Args:
        reader: the open file.

    Raises:
        ValueError: from `digest`, when a stream unpacks to more than a gigabyte.
    """

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        self._known: dict[tuple[int, int], bytes] = {}
        self._open: dict[tuple[int, int], int] = {}
        self._outermost = NO_CIRCLE

    def digest(self, page: PageObject) -> str:
        """The digest of a page, 64 hexadecimal digits."""
        whole = hashlib.sha256(DIGEST.encode())
        for box in (page.mediabox, page.cropbox):
            whole.update(canonical.numbers(float(edge) for edge in box))
        whole.update(canonical.numbers([page.rotation % 360, float(page.get("/UserUnit", 1))]))
        whole.update(_hash_content(page.get("/Contents")))
        whole.update(self._value(_inherited(page, "/Resources")))
        for note in _items(page.get("/Annots")):
            whole.update(self._note(note))
        return whole.hexdigest()

    def _note(self, note: Any) -> bytes:
        entries = _resolved(note)
        if not isinstance(entries, DictionaryObject):
            return canonical.NO_NOTE
        if entries.get("/Subtype") != "/Link":
            return self._entries(entries, NOTE_FILING)
        action = _resolved(entries.get("/A"))
        address = action.get("/URI") if isinstance(action, DictionaryObject) else None
        return self._entries(entries, NOTE_FILING | LINK_TARGET) + self._value(address)

    def _value(self, value: Any) -> bytes:
        """A value as bytes; the same whether it stands where it is used or is an object of its own."""
        if isinstance(value, IndirectObject):
            return self._indirect(value)
        if isinstance(value, StreamObject):
            return sealed(b"S", self._entries(value, STORAGE), _hash_stream(value))
        if isinstance(value, DictionaryObject):
            return self._entries(value, ())
        if isinstance(value, ArrayObject):
            return sealed(b"A", *(self._value(item) for item in value))
        return _scalar(value)

    def _indirect(self, reference: IndirectObject) -> bytes:
        key = (reference.idnum, reference.generation)
        if key in self._known:
            return self._known[key]
        if key in self._open:
            self._outermost = min(self._outermost, self._open[key])
            return canonical.CYCLE
        depth, above = len(self._open), self._outermost
        self._open[key], self._outermost = depth, NO_CIRCLE
        result = self._value(reference.get_object())
        del self._open[key]
        if self._outermost > depth:  # what is part of a circle depends on where the circle was entered
            self._known[key] = result
        self._outermost = min(self._outermost, above)
        return result

    def _entries(self, entries: DictionaryObject, but: Collection[str]) -> bytes:
        parts = []
        for key in sorted(str(name) for name in entries):
            if key in but or key in FILING:
                continue
            content = self._value(entries.raw_get(key))
            if content != canonical.NULL:
                parts += [canonical.name(key), content]
        return sealed(b"D", *parts)


def page_digests(reader: PdfReader) -> tuple[str, ...]:
    """The digests of all pages, in the order in which they stand in the file."""
    digester = PageDigester(reader)
    return tuple(digester.digest(page) for page in reader.pages)


def _resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _items(value: Any) -> Sequence[Any]:
    found = _resolved(value)
    return found if isinstance(found, ArrayObject) else ()


def _inherited(page: DictionaryObject, key: str) -> Any:
    """A page's entry, or that of the nearest node above it."""
    node: Any = page
    for _ in range(100):
        if not isinstance(node, DictionaryObject):
            return None
        if key in node:
            return node.raw_get(key)
        node = _resolved(node.get("/Parent"))
    return None


def _scalar(value: Any) -> bytes:
    if value is None or isinstance(value, NullObject):
        return canonical.NULL
    if isinstance(value, BooleanObject):
        return canonical.TRUE if value.value else canonical.FALSE
    if isinstance(value, FloatObject | NumberObject):
        return canonical.numbers([float(value)])
    if isinstance(value, NameObject):
        return canonical.name(value)
    if isinstance(value, TextStringObject):
        return canonical.words(value)
    if isinstance(value, ByteStringObject):
        return canonical.raw(value)
    return canonical.UNKNOWN


def _hash_content(contents: Any) -> bytes:
    """A page's content streams as one, however many pieces they are stored in."""
    found = _resolved(contents)
    streams = found if isinstance(found, ArrayObject) else [found]
    pieces = []
    for stream in streams:
        stream = _resolved(stream)
        if isinstance(stream, StreamObject):
            pieces.append(b"".join(unpacked(stream)).strip())
    return hashlib.sha256(b"\n".join(piece for piece in pieces if piece)).digest()


def _hash_stream(stream: StreamObject) -> bytes:
    whole = hashlib.sha256()
    for filter_name, parameters in filters(stream)[storage_filters(stream) :]:
        whole.update(str(filter_name).encode() + _plain(parameters))
    for piece in unpacked(stream):
        whole.update(piece)
    return whole.digest()


def _plain(parameters: Any) -> bytes:
    if not isinstance(parameters, DictionaryObject):
        return b"-"
    pairs = ((str(key), _scalar(_resolved(parameters.get(key)))) for key in sorted(map(str, parameters)))
    return b"".join(key.encode() + value for key, value in pairs)
