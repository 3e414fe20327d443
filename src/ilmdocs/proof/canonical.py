"""The form in which values of a PDF are digested, the same whichever library read them (docs/verify.md).

A value becomes bytes that say what it is and nothing about how the file stores it.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable

DIGEST = "ilmdocs.page/1"
"""Version of the definition; it goes into every digest, so a change of it changes them all."""

PAGE_KEY = "/ILMDOCS_Digest"
"""Key of the page dictionary that repeats the digest, for a file whose manifest was lost."""

FILING = frozenset(
    {"/Type", "/Parent", "/StructParent", "/StructParents", "/Metadata", "/PieceInfo", "/LastModified"}
)
STORAGE = frozenset({"/Length", "/Filter", "/DecodeParms", "/F", "/FFilter", "/FDecodeParms", "/DL"})
NOTE_FILING = frozenset({"/P", "/Popup", "/M", "/NM"})
"""Keys that say how an object (any, a stream, a note on the page) is filed, not what it shows."""

LINK_TARGET = frozenset({"/Dest", "/A", "/PA"})
"""Keys of a link that name its target: the proof `links` is about those."""

NULL, TRUE, FALSE = b"n", b"t", b"f"
UNKNOWN = b"?0:"
NO_NOTE = b"?"
"""In the place of a note that is no dictionary."""

CYCLE = b"cycle"
"""Where a value contains itself."""

NO_CIRCLE = sys.maxsize
"""In the place of the depth at which a circle starts: there is none."""


def sealed(kind: bytes, *parts: bytes) -> bytes:
    """An array `A`, a dictionary `D` or a stream `S` of parts, as a hash that keeps them apart."""
    pieces = [kind + b"%d" % len(parts)]
    for part in parts:
        pieces += (b"|%d:" % len(part), part)
    return kind + hashlib.sha256(b"".join(pieces)).digest()


def numbers(values: Iterable[float]) -> bytes:
    """Numbers to four decimals: programs write 0.50, .5 and 0.5 for the same."""
    return b"".join(b"#%.4f" % (round(number, 4) + 0.0) for number in values)


def name(text: str) -> bytes:
    """A name, with its slash."""
    return _measured(b"/", text.encode("utf-8", "surrogateescape"))


def words(text: str) -> bytes:
    """A string that is text."""
    return _measured(b"(", text.encode("utf-8", "surrogatepass"))


def raw(content: bytes) -> bytes:
    """A string that is bytes and no text."""
    return _measured(b"<", content)


def _measured(kind: bytes, content: bytes) -> bytes:
    return kind + b"%d:" % len(content) + content
