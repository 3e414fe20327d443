"""Takes camera data (place, time, owner, thumbnails) out of a JPEG without touching the picture."""

from __future__ import annotations

_START = b"\xff\xd8"
_SCAN = 0xDA
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_KEPT_APP = frozenset({0xE0, 0xE2, 0xEE})
"""JFIF, colour profile and Adobe colour transform decide how the picture looks; the rest is metadata."""
_COMMENT = 0xFE


def without_metadata(data: bytes) -> bytes:
    """Copy a JPEG without EXIF, XMP, IPTC and comments; anything unexpected is returned unchanged.

    Segments as in ITU-T T.81, annex B: a marker, a two-byte length, the content.
    """
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
