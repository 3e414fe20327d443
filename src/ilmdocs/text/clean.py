"""The one cleaning rule for text that learners typed or pasted.

The rule, in full:

1. The text is brought into Unicode's composed form (NFC): a letter with its accent is one character.
2. Every kind of line break (CR LF, CR, vertical tab, form feed, next line, line and paragraph separator)
   becomes a plain new line. Tabs stay.
3. Characters that print nothing and that Word, PDF or XML cannot carry, or that can hide or reorder text,
   are taken out: the other control characters, soft hyphens, zero-width spaces, direction marks and byte
   order marks, and Unicode's noncharacters. Joiners that emoji and many scripts need stay.
4. Half of a character (a lone surrogate) becomes U+FFFD, the visible replacement character.
5. White space at both ends is taken off.

Nothing else is changed and nothing is shortened. Whatever steps 3 and 4 touch is reported.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

REPLACEMENT = "\ufffd"

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_EDGES = " \t\n\u00a0"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text after cleaning; `removed` names what was taken out or replaced, such as `U+0007`, each once."""

    text: str
    removed: tuple[str, ...] = ()


def clean_text(text: str) -> Cleaned:
    """Apply the cleaning rule (see the module's own description) to one answer."""
    if text.replace("\n", "").isprintable():  # nothing that steps 2 to 4 look for is printable
        return Cleaned(unicodedata.normalize("NFC", text).strip(_EDGES))
    text = _LINE_BREAKS.sub("\n", text)
    lost = [match.group() for match in _UNPRINTABLE.finditer(text)]
    text = _UNPRINTABLE.sub("", text)
    lost += _SURROGATE.findall(text)
    text = _SURROGATE.sub(REPLACEMENT, text)
    text = unicodedata.normalize("NFC", text).strip(_EDGES)
    return Cleaned(text, tuple(dict.fromkeys(f"U+{ord(character):04X}" for character in lost)))
