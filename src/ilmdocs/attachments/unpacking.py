"""Measures what a PDF stream unpacks to without ever holding more than a limit."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Sequence

FLATE = ("/FlateDecode", "/Fl")
"""Both names of the filter, long and short."""
_LZW = ("/LZWDecode", "/LZW")
_LZW_RATIO = 1300
"""No LZW stream grows more: 12-bit codes, at most 3,837 bytes a code, half of that on average."""
_RUN_LENGTH_RATIO = 64


def unpacked_size(raw: bytes, filters: Sequence[str], limit: int) -> int:
    """The size after all filters, or anything above `limit` as soon as it is passed.

    Picture filters (DCT, CCITT, JBIG2, JPX) end the measuring: their size is declared in pixels. What is
    damaged counts as far as it goes.
    """
    data = raw
    for name in filters:
        if name in FLATE:
            data = inflated(data, limit)
        elif name in _LZW:
            return len(data) * _LZW_RATIO
        elif name in ("/RunLengthDecode", "/RL"):
            return len(data) * _RUN_LENGTH_RATIO
        elif name in ("/ASCII85Decode", "/A85"):
            data = _from_ascii85(data)
        elif name in ("/ASCIIHexDecode", "/AHx"):
            data = data[: len(data) // 2]
        else:
            break
        if len(data) > limit:
            break
    return len(data)


def inflated(data: bytes, limit: int) -> bytes:
    """The first `limit` + 1 bytes that zlib data unpacks to; nothing when it is damaged."""
    try:
        return zlib.decompressobj().decompress(data, limit + 1)
    except zlib.error:
        return b""


def _from_ascii85(data: bytes) -> bytes:
    text = data.strip().removeprefix(b"<~").removesuffix(b"~>")
    try:
        return base64.a85decode(text)
    except (ValueError, binascii.Error):
        return b""
