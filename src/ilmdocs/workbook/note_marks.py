"""By what a note of ours is known again: how it begins, and a signature below that fits its words."""

from __future__ import annotations

import hashlib
import re

from ilmdocs.workbook.escapes import decode_escapes
from ilmdocs.workbook.fix_words import NOTE_START

Span = tuple[int, int]
_SIGNED = "— ilmdocs "
_LETTERS = 4
_START = re.escape(NOTE_START) + r"\d"
_BLOCK = re.compile(
    rf"(?P<gap>(?:\r?\n){{0,2}})(?P<words>(?P<head>{_START}[^\r\n]*(?:\r?\n|\Z))(?:(?!{_START}).)*?)"
    rf"(?P<end>\s*{re.escape(_SIGNED)}(?P<check>[0-9a-f]{{{_LETTERS}}})|(?=\s*{_START})|\Z)",
    re.DOTALL,
)


def signature(words: str) -> str:
    """The line that ends a note of ours; it fits these words only, however they are broken into lines."""
    return f"{_SIGNED}{_check(words)}"


def our_parts(text: str) -> list[Span]:
    """The parts of a note that are ours, in order.

    Where somebody wrote into one of ours, only its heading and its signature are: nobody can tell any more
    which of the other words are whose, so all of them stay.
    """
    found: list[Span] = []
    for block in _BLOCK.finditer(text):
        if block["check"] and block["check"] == _check(decode_escapes(block["words"])):
            found.append(block.span())
            continue
        found.append(block.span("head"))
        if block["check"]:
            found.append(block.span("end"))
    if found and found[0][0] == 0:  # nothing stands above: what follows begins at the top
        first = found[0][1]
        found[0] = (0, first + len(text[first:]) - len(text[first:].lstrip()))
    return found


def _check(words: str) -> str:
    return hashlib.sha256("".join(words.split()).encode()).hexdigest()[:_LETTERS]
