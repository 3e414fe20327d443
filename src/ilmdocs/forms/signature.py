"""Signatures: the words that say how a form was signed, and the learner's own signature image.

Nothing here ever draws or types a signature for anyone (design §6).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path, PurePosixPath

from ilmdocs.entries import entry_named
from ilmdocs.forms.pictures import InlinePicture, load_picture
from ilmdocs.forms.values import SIGNATURE, SIGNATURE_LINE, Blank, Picture
from ilmdocs.text.formats import uk_date

_WIDEST, _HIGHEST = 140.0, 28.0
"""Points: a signature fits its line without stretching the row."""


def signed(mode: str, who: str, day: date | None, field: str) -> str | Blank:
    """What stands on a signature line.

    Args:
        mode: the client's `signature_mode`; `typed` and blank leave the line empty.
        who: `the coach`, `client C1` … never a name.
        day: when it was signed.
        field: the field id that is listed as missing when nobody signed.
    """
    if day is None:
        return Blank(field, SIGNATURE_LINE)
    if mode == "wet-held":
        return f"Signed by {who} on {uk_date(day)}, original held by the centre"
    if mode == "e-sign":
        return f"Signed electronically by {who} on {uk_date(day)}"
    return Blank("", SIGNATURE_LINE)


def own(signature: InlinePicture | None, day: date | None, words: str | Blank) -> str | Blank | Picture:
    """The learner's own line: the image they supplied once they signed, else the words."""
    return Picture() if signature is not None and day is not None else words


def load_signature(folder: str, name: str) -> InlinePicture | None:
    """The learner's signature image: upright, small, stripped of place and camera.

    An image that is missing, outside the folder or unreadable gives None: the line stays blank, and the
    attachments stage says why.
    """
    if not name:
        return None
    try:
        path = _inside(Path(folder).resolve(), name)
    except (OSError, ValueError):
        return None
    if path is None:
        return None
    return load_picture(path, SIGNATURE, "Signature of the learner", _WIDEST, _HIGHEST)


def _inside(base: Path, name: str) -> Path | None:
    """The file of a name inside a folder, found as the attachments stage finds it."""
    path: Path | None = base
    for piece in PurePosixPath(name.replace("\\", "/")).parts:
        path = entry_named(path, piece) if path is not None else None
    path = path.resolve() if path is not None else base
    return path if path.is_relative_to(base) and path.is_file() else None
