"""Finds what a learner named in a folder, on every system as Windows and macOS find it."""

from __future__ import annotations

import unicodedata
from pathlib import Path


def entry_named(folder: Path, name: str) -> Path | None:
    """The file or folder of a name; None when there is none, or several that differ in capitals alone.

    Capitals do not matter, nor does the way in which an accented letter is stored.

    Raises:
        OSError: when the folder cannot be looked into.
        ValueError: when the name holds a NUL.
    """
    if "\0" in name:
        raise ValueError("a name with a NUL")
    there = entries(folder)
    # Looked up in what is there, never opened by name: Windows opens devices, streams and `scan.pdf.`, too.
    exact = [entry for entry in there if entry.name == name]
    same = exact or [entry for entry in there if folded_name(entry.name) == folded_name(name)]
    return same[0] if len(same) == 1 else None


def entries(folder: Path) -> list[Path]:
    """What is in a folder, by name; nothing when it is no folder."""
    return sorted(folder.iterdir()) if folder.is_dir() else []


def folded_name(name: str) -> str:
    """A file's name as Windows and macOS tell it from others: without regard to capitals and to storage."""
    return unicodedata.normalize("NFC", name).casefold()
