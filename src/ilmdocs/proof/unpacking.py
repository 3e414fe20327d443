"""Undoes how a PDF stream is stored, piece by piece; pictures stay in their own format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pypdf.errors import PyPdfError
from pypdf.filters import ASCII85Decode, ASCIIHexDecode, LZWDecode, RunLengthDecode
from pypdf.generic import ArrayObject, DictionaryObject, NullObject, StreamObject

from ilmdocs.proof.inflating import inflate, limited

_DAMAGE = (PyPdfError, ValueError, LookupError, TypeError, ArithmeticError, AssertionError)
_SHORT = {
    "/Fl": "/FlateDecode",
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
    "/RL": "/RunLengthDecode",
}


def filters(stream: StreamObject) -> list[tuple[str, Any]]:
    """The stream's filters in the order of decoding, each with its parameters."""
    names = _listed(stream.get("/Filter", NullObject()).get_object())
    settings = _listed(stream.get("/DecodeParms", NullObject()).get_object())
    settings += [None] * (len(names) - len(settings))
    return [(_SHORT.get(name, name), own) for name, own in zip(map(str, names), settings, strict=False)]


def storage_filters(stream: StreamObject) -> int:
    """How many filters are mere storage. Picture formats, and predictors, stay as they are."""
    count = 0
    for name, parameters in filters(stream):
        plain = not isinstance(parameters, DictionaryObject) or int(parameters.get("/Predictor", 1)) < 2
        if name not in _DECODERS or not plain:
            break
        count += 1
    return count


def unpacked(stream: StreamObject) -> Iterator[bytes]:
    """A stream's bytes with the storage filters undone, in pieces."""
    # The public get_data() also decodes pictures, and gives up at 75 MB.
    pieces: Iterator[bytes] = iter([bytes(stream._data)])
    for name, _ in filters(stream)[: storage_filters(stream)]:
        pieces = _DECODERS[name](pieces)
    yield from limited(pieces)


def _listed(value: Any) -> list[Any]:
    if value is None or isinstance(value, NullObject):
        return []
    items = list(value) if isinstance(value, ArrayObject) else [value]
    return [item.get_object() for item in items]


def _whole(decoder: Any) -> Any:
    def decode(pieces: Iterator[bytes]) -> Iterator[bytes]:
        packed = b"".join(pieces)
        try:
            plain = decoder.decode(packed)
        except _DAMAGE:  # it stands for what is stored: nobody can tell more
            plain = packed
        yield plain if isinstance(plain, bytes) else str(plain).encode("latin-1")

    return decode


_DECODERS: Mapping[str, Any] = {
    "/FlateDecode": inflate,
    "/LZWDecode": _whole(LZWDecode),
    "/ASCIIHexDecode": _whole(ASCIIHexDecode),
    "/ASCII85Decode": _whole(ASCII85Decode),
    "/RunLengthDecode": _whole(RunLengthDecode),
}
