"""Inflates what a PDF stream stores, piece by piece and within limits; needs no library that reads PDFs."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_CHUNK = 1 << 20
_LIMIT = 1 << 30


def inflated(data: bytes) -> Iterator[bytes]:
    """The bytes of a stream that is stored with Flate and no predictor, in pieces."""
    return limited(inflate(iter([data])))


def limited(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces as they are.

    Raises:
        ValueError: when they are more than a gigabyte together.
    """
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > _LIMIT:
            raise ValueError("a stream unpacks to more than a gigabyte")
        yield piece


def inflate(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What packed pieces hold, in pieces; of a damaged stream what comes before the damage."""
    machine = zlib.decompressobj()
    for packed in pieces:
        rest = packed
        while rest and not machine.eof:
            try:
                yield machine.decompress(rest, _CHUNK)
            except zlib.error:  # cut short or damaged: what came out so far is what a viewer shows
                return
            rest = machine.unconsumed_tail
    yield machine.flush()
