"""What streams of a PDF hold that no reader needs to see, and whether they are whole."""

from __future__ import annotations

import re
import zlib
from decimal import Decimal
from typing import Any

import pikepdf

from ilmdocs.attachments.unpacking import ASCII85, FLATE, MAX_STREAM, from_ascii85, inflated
from ilmdocs.picture_data import without_metadata

_PIECE = 1 << 20
_MOST_UNPACKED = 128 * _PIECE
"""Bytes unpacked to see whether streams are whole; beyond it a long scan would take too long."""
_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
_AFTER_END = 4096
"""Some scanners write this much behind a picture's end."""
_LONG_NUMBER = re.compile(rb"[\d.]{32}")
_DIGITS = 6


def damaged_streams(pdf: pikepdf.Pdf) -> int:
    """How many pictures, fonts and so on are damaged or cut short: readers show part of them or nothing."""
    left = _MOST_UNPACKED
    found = 0
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        names = filters(thing)
        if not names:
            continue
        raw = thing.read_raw_bytes()
        while len(names) > 1 and names[0] in ASCII85:
            raw = from_ascii85(raw)
            del names[0]
        if names[0] in FLATE:
            size = _size_when_whole(raw, left)
            found += size is None
            left -= size or 0
        elif names[0] in ASCII85:
            found += not from_ascii85(raw)
        elif names[0] in ("/DCTDecode", "/DCT"):
            found += not raw.lstrip().startswith(_JPEG_START) or _JPEG_END not in raw[-_AFTER_END:]
    return found


def filters(stream: pikepdf.Stream) -> list[str]:
    """The names of the filters of a stream, the outermost first."""
    named = stream.get("/Filter", pikepdf.Array())
    return [str(item) for item in (named if isinstance(named, pikepdf.Array) else [named])]


def _size_when_whole(raw: bytes, most: int) -> int | None:
    """What zlib data unpacks to, looked at up to a limit; None when it is damaged."""
    unpacker, size, waiting = zlib.decompressobj(), 0, raw
    try:
        while waiting and not unpacker.eof and size < most:
            size += len(unpacker.decompress(waiting, _PIECE))
            waiting = unpacker.unconsumed_tail
    except zlib.error as error:
        # a wrong sum at the very end, or line breaks before the start: readers do without
        return size if "incorrect data check" in str(error) else None
    return size


def without_camera_data(picture: pikepdf.Stream) -> None:
    """Take metadata out of a JPEG inside a PDF; what it shows stays bit for bit."""
    names = filters(picture)
    if not names or names.pop() != "/DCTDecode" or any(name not in FLATE for name in names):
        return
    raw = picture.read_raw_bytes()
    for _ in names:
        raw = inflated(raw, MAX_STREAM)
    clean = without_metadata(raw)
    if names or clean != raw:
        parameters = picture.get("/DecodeParms")
        if isinstance(parameters, pikepdf.Array):
            parameters = parameters[-1] if len(parameters) else None
        kept = parameters if isinstance(parameters, pikepdf.Dictionary) else None
        picture.write(clean, filter=pikepdf.Name.DCTDecode, decode_parms=kept)


def shorten_numbers(thing: pikepdf.Object) -> None:
    """Round numbers of dozens of digits, which some readers refuse, in an object itself."""
    entries = thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing
    if _LONG_NUMBER.search(entries.unparse(resolved=True)):
        _shorten(entries)


def _shorten(thing: pikepdf.Object) -> None:
    entries: list[tuple[Any, Any]] = (
        list(thing.items()) if isinstance(thing, pikepdf.Dictionary) else list(enumerate(thing.as_list()))
    )
    for key, value in entries:
        if isinstance(value, Decimal):
            thing[key] = round(value, _DIGITS)
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
            _shorten(value)
