"""What a camera or a program noted in a picture, as far as it is words."""

from __future__ import annotations

import re

from ilmdocs.picture_data import without_metadata

_SCAN = b"\xff\xda"
_WIDE = re.compile(rb"(?:[\x20-\xff]\x00){4,}")


def picture_words(data: bytes) -> str:
    """The words in the metadata of a JPEG or PNG, plain and in two bytes a letter; nothing without any."""
    if len(without_metadata(data)) == len(data):
        return ""
    scan = data.find(_SCAN)
    head = data if scan < 0 else data[:scan]
    wide = [found[0].decode("utf-16-le", "replace") for found in _WIDE.finditer(head)]
    return "\n".join([head.decode("utf-8", "replace"), *wide])
