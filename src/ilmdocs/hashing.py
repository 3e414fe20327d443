"""SHA-256 in hexadecimal, of bytes and of files: said once for manifests, journal and stamps."""

from __future__ import annotations

import hashlib
from pathlib import Path


def digest(data: bytes) -> str:
    """The SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes; a large file is never held as a whole.

    Raises:
        OSError: when it is not there or cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_hash(path: Path) -> str | None:
    """The SHA-256 of a file's bytes; None when it is not there or cannot be read."""
    try:
        return sha256(path)
    except OSError:
        return None
