"""Measures what a PDF stream unpacks to without ever holding more than a limit."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Sequence

MAX_STREAM = 64 * 1024 * 1024
"""Bytes that one content stream may unpack to: readers such as pypdf refuse a little above this."""

FLATE = ("/FlateDecode", "/Fl")
"""Both names of the filter, long and short."""
ASCII85 = ("/ASCII85Decode", "/A85")
_LZW = ("/LZWDecode", "/LZW")
_LZW_CLEAR, _LZW_END = 256, 257
_LZW_BITS = 12


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
            return max(_lzw_size(data, limit, early) for early in (1, 0))
        elif name in ("/RunLengthDecode", "/RL"):
            return _run_length_size(data)
        elif name in ASCII85:
            data = from_ascii85(data)
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


def from_ascii85(data: bytes) -> bytes:
    """What base-85 text stands for; nothing when it is damaged."""
    text = data.strip().removeprefix(b"<~").removesuffix(b"~>")
    try:
        return base64.a85decode(text)
    except (ValueError, binascii.Error):
        return b""


def _lzw_size(data: bytes, limit: int, early: int) -> int:
    """What LZW codes (ISO 32000-1, 7.4.4) unpack to, or anything above the limit; nothing is written out.

    `early` is 1 where codes grow one code early, as most writers have it; with the wrong one it soon ends.
    """
    size = held = bits = 0
    width = 9
    lengths: list[int] = []
    before = 0
    for byte in data:
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & (1 << width) - 1
        if code == _LZW_END or size > limit:
            break
        if code == _LZW_CLEAR:
            lengths, before, width = [], 0, 9
            continue
        if before and len(lengths) < (1 << _LZW_BITS) - 258:
            lengths.append(before + 1)
        length = 1 if code < _LZW_CLEAR else lengths[code - 258] if code - 258 < len(lengths) else 0
        if not length:
            break  # damaged from here on
        size += length
        before = length
        width = min(_LZW_BITS, max(9, (len(lengths) + 258 + early).bit_length()))
    return size


def _run_length_size(data: bytes) -> int:
    size = place = 0
    while place < len(data) and data[place] != 128:
        run = data[place]
        size += run + 1 if run < 128 else 257 - run
        place += run + 2 if run < 128 else 2
    return size
