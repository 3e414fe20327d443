"""Excel's own notation for characters that XML cannot hold: `_x000D_` (ECMA-376, ST_Xstring)."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PAIR = re.compile("([\ud800-\udbff])([\udc00-\udfff])")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def decode_escapes(text: str) -> str:
    """Turn `_xHHHH_` into the character it stands for; two halves of one character are joined."""
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)
    return _PAIR.sub(_whole, decoded)


def encode_escapes(text: str) -> str:
    """Protect text that happens to look like an escape, so that it comes back as it was typed."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def _whole(halves: re.Match[str]) -> str:
    high, low = (ord(half) for half in halves.groups())
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
