"""Packs the parts of a document so that a part which never changes is compressed only once.

The bytes are those that Python's `zipfile` writes for parts without a time, at level 6.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_LEVEL = 6
_DEFLATED, _VERSION, _UTF8_NAME = 8, 20, 0x800
_MADE_BY_ANY = 0
_FIRST_DAY = 0x21
"""1 January 1980, the first day that the format knows."""
_READ_AND_WRITE = 0o600 << 16
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


@dataclass(frozen=True, slots=True)
class PackedPart:
    """A part, compressed: everything that the file says of it but its place."""

    name: str
    data: bytes
    checksum: int
    size: int


def pack(name: str, data: bytes) -> PackedPart:
    """Compress a part."""
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return PackedPart(name, compressor.compress(data) + compressor.flush(), zlib.crc32(data), len(data))


def joined(parts: Iterable[PackedPart]) -> bytes:
    """A ZIP file of packed parts, in this order."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    place = 0
    for part in parts:
        name, flags = _stored(part.name)
        sizes = (part.checksum, len(part.data), part.size, len(name), 0)
        common = (_VERSION, flags, _DEFLATED, 0, _FIRST_DAY, *sizes)
        local = _LOCAL.pack(b"PK\3\4", *common)
        pieces += (local, name, part.data)
        made = _VERSION | _MADE_BY_ANY << 8
        directory += (_CENTRAL.pack(b"PK\1\2", made, *common, 0, 0, 0, _READ_AND_WRITE, place), name)
        place += len(local) + len(name) + len(part.data)
    listing = b"".join(directory)
    count = len(directory) // 2
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(listing), place, 0)
    return b"".join((*pieces, listing, end))


def _stored(name: str) -> tuple[bytes, int]:
    """A name as it is stored, and whether it needs more than plain letters."""
    return (name.encode("ascii"), 0) if name.isascii() else (name.encode("utf-8"), _UTF8_NAME)
