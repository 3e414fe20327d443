"""The page digest of `ilmdocs.proof.digest`, worked out from the open portfolio before it is saved.

Reading the finished file with another library just to digest it would take longer than making it. So this
writes the same canonical form from the writer's own objects. It does so for what it is sure of; where a file
holds anything that libraries read differently, all pages are digested as the prover does it.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Collection
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from ilmdocs.assemble.describing import save
from ilmdocs.proof import canonical
from ilmdocs.proof.canonical import (
    DIGEST,
    FILING,
    LINK_TARGET,
    NO_CIRCLE,
    NOTE_FILING,
    PAGE_KEY,
    STORAGE,
    sealed,
)
from ilmdocs.proof.inflating import inflated

_EXACT = 2**50
"""A whole number below this is itself when it is read as a fraction."""

_PLAIN = re.compile(rb"(?!\xfe\xff|\xff\xfe|\xef\xbb\xbf)[ -~\x80-\x9e\xa0-\xac\xae-\xff]*")
"""Strings in PDF's own encoding, all letters known: the same text to every library."""

_FLATE = "/FlateDecode"
_PICTURES = frozenset({"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})
"""Formats of pictures: saving leaves them as they are."""

_PAGE_KEYS = frozenset(
    [
        "/Type", "/Parent", "/MediaBox", "/Resources", "/Contents", "/Annots", "/Group", "/StructParents",
        "/Tabs",
    ]
)  # fmt: skip
"""What a page of a portfolio has once it is set; it then inherits nothing."""


class _Unsure(Exception):
    """There is something in the file that another library may read differently."""


def note_digests(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Work out the digest of each finished page and note it on the page."""
    digests = digests_of(pdf)
    for page, digest in zip(pdf.pages, digests, strict=True):
        page.obj[PAGE_KEY] = String(digest)
    return digests


def digests_of(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The digests that a prover will find in the portfolio once it is saved."""
    try:
        digester = _Digester()
        return tuple(digester.digest(page.obj) for page in pdf.pages)
    except (_Unsure, ValueError, OverflowError, pikepdf.PdfError):
        return _as_proven(save(pdf, compact=False))


def _as_proven(pdf: bytes) -> tuple[str, ...]:
    from pypdf import PdfReader  # slow to load, and hardly a portfolio needs it

    from ilmdocs.proof.digest import page_digests

    return page_digests(PdfReader(io.BytesIO(pdf)))


class _Digester:
    """As `PageDigester`, for the objects of the writer; step by step the same, circles included."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}
        self._open: dict[tuple[int, int], int] = {}
        self._outermost = NO_CIRCLE

    def digest(self, page: pikepdf.Object) -> str:
        """The digest of a page that is set."""
        if not _PAGE_KEYS.issuperset(page.keys()):
            raise _Unsure
        box = canonical.numbers(map(float, page.MediaBox.as_list()))
        whole = hashlib.sha256(DIGEST.encode() + box + box + canonical.numbers([0, 1]))
        whole.update(_hash_content(page.get("/Contents")))
        whole.update(self._value(page.Resources))
        notes = page.get("/Annots")
        for note in notes.as_list() if isinstance(notes, Array) else []:
            whole.update(self._note(note))
        return whole.hexdigest()

    def _note(self, note: Any) -> bytes:
        if not isinstance(note, Dictionary):
            raise _Unsure
        if note.get("/Subtype") != Name.Link:
            return self._entries(note, NOTE_FILING)
        action = note.get("/A")
        address = action.get("/URI") if isinstance(action, Dictionary) else None
        return self._entries(note, NOTE_FILING | LINK_TARGET) + self._value(address)

    def _value(self, value: Any) -> bytes:
        if type(value) is int or not isinstance(value, pikepdf.Object):
            return _number(value)
        if value.is_indirect:
            return self._indirect(value)
        return self._content(value)

    def _indirect(self, thing: pikepdf.Object) -> bytes:
        key = thing.objgen
        if key in self._known:
            return self._known[key]
        if key in self._open:
            self._outermost = min(self._outermost, self._open[key])
            return canonical.CYCLE
        depth, above = len(self._open), self._outermost
        self._open[key], self._outermost = depth, NO_CIRCLE
        result = self._content(thing)
        del self._open[key]
        if self._outermost > depth:  # what is part of a circle depends on where the circle was entered
            self._known[key] = result
        self._outermost = min(self._outermost, above)
        return result

    def _content(self, value: pikepdf.Object) -> bytes:
        if isinstance(value, Dictionary):
            return self._entries(value, ())
        if isinstance(value, Array):
            # mostly numbers: the widths of a font's letters
            items: list[object] = list(value.as_list())
            return sealed(b"A", *[_number(i) if type(i) is int else self._value(i) for i in items])
        if isinstance(value, Stream):
            return sealed(b"S", self._entries(value, STORAGE), _hash_stream(value))
        return _named(str(value)) if isinstance(value, Name) else _string(value)

    def _entries(self, entries: pikepdf.Object, but: Collection[str]) -> bytes:
        parts = []
        for key, value in sorted(entries.items()):
            if key in but or key in FILING:
                continue
            content = self._value(value)
            if content != canonical.NULL:
                parts += [_named(key), content]
        return sealed(b"D", *parts)


def _number(value: Any) -> bytes:
    if type(value) is int and -_EXACT < value < _EXACT:
        return b"#%d.0000" % value
    if value is None:
        return canonical.NULL
    if value is True or value is False:
        return canonical.TRUE if value else canonical.FALSE
    if isinstance(value, int | Decimal):
        return canonical.numbers([float(value)])
    raise _Unsure


def _named(text: str) -> bytes:
    """A name of plain letters; libraries disagree on the others."""
    if not text.isascii() or not text.isprintable() or "#" in text or " " in text:
        raise _Unsure
    return canonical.name(text)


def _string(value: pikepdf.Object) -> bytes:
    """A string, which is text where the prover's library takes it for text."""
    if not isinstance(value, String):
        raise _Unsure
    content = bytes(value)
    if _PLAIN.fullmatch(content):
        return canonical.words(str(value))
    from pypdf.generic import TextStringObject, create_string_object  # slow to load, and rarely needed

    read = create_string_object(content)
    return canonical.words(read) if isinstance(read, TextStringObject) else canonical.raw(read)


def _hash_content(contents: Any) -> bytes:
    streams = contents.as_list() if isinstance(contents, Array) else [contents]
    pieces = []
    for stream in streams:
        kind, parameters, data = _packing(stream)
        if kind == _FLATE and not _predicted(parameters):
            data = b"".join(inflated(data))
        elif kind:
            raise _Unsure
        pieces.append(data.strip())
    return hashlib.sha256(b"\n".join(piece for piece in pieces if piece)).digest()


def _hash_stream(stream: pikepdf.Object) -> bytes:
    kind, parameters, data = _packing(stream)
    if kind == _FLATE and not _predicted(parameters):
        whole = hashlib.sha256()
        for piece in inflated(data):
            whole.update(piece)
        return whole.digest()
    return hashlib.sha256((kind.encode() + _settings(parameters) if kind else b"") + data).digest()


def _packing(stream: Any) -> tuple[str, pikepdf.Object | None, bytes]:
    """How a stream is packed, if at all, with what settings, and what is stored."""
    if not isinstance(stream, Stream):
        raise _Unsure
    kind, parameters = _only(stream.get("/Filter")), _only(stream.get("/DecodeParms"))
    name = "" if kind is None else str(kind)
    if not (name in _PICTURES or name in ("", _FLATE)) or "/F" in stream:
        raise _Unsure
    return name, parameters, stream.read_raw_bytes()


def _only(value: Any) -> Any:
    if not isinstance(value, Array):
        return value
    if len(value) > 1:
        raise _Unsure
    return value[0] if len(value) else None


def _predicted(parameters: pikepdf.Object | None) -> bool:
    return isinstance(parameters, Dictionary) and int(parameters.get("/Predictor", 1)) >= 2


def _settings(parameters: pikepdf.Object | None) -> bytes:
    if not isinstance(parameters, Dictionary):
        return b"-"
    pairs = sorted(parameters.items())
    if any(isinstance(value, pikepdf.Object) for _, value in pairs):
        raise _Unsure
    return b"".join(key.encode() + _number(value) for key, value in pairs)
