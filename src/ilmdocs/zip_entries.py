"""What an entry of a stranger's ZIP must not be: a bomb, a link, locked, or named so that it does harm."""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zlib
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipInfo

LARGEST_RATIO = 250
RATIO_APPLIES_FROM = 8 << 20

_UNSAFE = frozenset('<>:"|?*\\')
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?")
_ENCRYPTED = 0x1

DAMAGE = (
    BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error, NotImplementedError, RuntimeError
)  # fmt: skip
"""What a damaged ZIP raises where it is opened or read."""


def is_bomb(info: ZipInfo) -> bool:
    """Whether an entry says that it unpacks to far more than any file of ours would."""
    return info.file_size > max(RATIO_APPLIES_FROM, LARGEST_RATIO * info.compress_size)


def is_encrypted(info: ZipInfo) -> bool:
    """Whether a password is needed."""
    return bool(info.flag_bits & _ENCRYPTED)


def is_link(info: ZipInfo) -> bool:
    """Whether it is a link to another place."""
    return stat.S_ISLNK(info.external_attr >> 16)


def is_harmless(info: ZipInfo) -> bool:
    """Whether an entry is a plain file with a name that every system can hold in one place alone."""
    # `orig_filename` still has what comes after a NUL, and the backslashes that Windows turns into `/`.
    is_plain = not holds_unsafe_characters(info.orig_filename) and is_placed(info.filename)
    return is_plain and not is_link(info) and is_readable(info)


def is_readable(info: ZipInfo) -> bool:
    """Whether it is packed in a way that every system knows."""
    return info.compress_type in {ZIP_STORED, ZIP_DEFLATED}


def holds_unsafe_characters(name: str) -> bool:
    """Whether a name has characters that some system forbids or that nobody sees."""
    return any(c in _UNSAFE or unicodedata.category(c) in _INVISIBLE for c in name)


def is_placed(name: str) -> bool:
    """Whether a path stays below its folder, and each part of it is a name on every system."""
    return not any(
        part in {"", ".", ".."} or part != part.rstrip(" .") or _DEVICE.fullmatch(part)
        for part in name.removesuffix("/").split("/")
    )
