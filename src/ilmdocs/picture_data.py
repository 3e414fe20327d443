"""Takes camera data (place, time, owner, thumbnails) out of pictures without touching what they show."""

from __future__ import annotations

_START = b"\xff\xd8"
_SCAN = 0xDA
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_KEPT_APP = frozenset({0xE0, 0xE2, 0xEE})
"""JFIF, colour profile and Adobe colour transform decide how the picture looks; the rest is metadata."""
_COMMENT = 0xFE


_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_METADATA = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})


def without_metadata(data: bytes) -> bytes:
    """Copy a JPEG or PNG without EXIF, XMP, IPTC and comments; anything unexpected is returned unchanged.

    Segments of a JPEG as in ITU-T T.81, annex B: a marker, a two-byte length, the content.
    """
    if data.startswith(_PNG):
        return _png_without_metadata(data)
    if not data.startswith(_START):
        return data
    kept = [_START]
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # fill byte
            place += 1
            continue
        if marker == _SCAN:
            return b"".join([*kept, data[place:]])
        end = place + 2
        if marker not in _STANDALONE:
            end += int.from_bytes(data[place + 2 : place + 4], "big")
        if not _is_metadata(marker):
            kept.append(data[place:end])
        place = end
    return data


def _is_metadata(marker: int) -> bool:
    return marker == _COMMENT or (0xE0 <= marker <= 0xEF and marker not in _KEPT_APP)


def _png_without_metadata(data: bytes) -> bytes:
    """Chunks as in the PNG specification: a length, a name, the content, a check sum."""
    kept, place = [_PNG], len(_PNG)
    while place + 12 <= len(data):
        end = place + 12 + int.from_bytes(data[place : place + 4], "big")
        if data[place + 4 : place + 8] not in _PNG_METADATA:
            kept.append(data[place:end])
        place = end
    return b"".join(kept) if place == len(data) else data
