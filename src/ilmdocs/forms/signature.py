"""Signatures: the words that say how a form was signed, and the learner's own signature image.

Nothing here ever draws or types a signature for anyone (design §6).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from lxml import etree
from PIL import Image, ImageOps, UnidentifiedImageError

from ilmdocs.entries import entry_named
from ilmdocs.forms.values import SIGNATURE_LINE, Blank, Picture
from ilmdocs.text.formats import uk_date

MEDIA_NAME, MEDIA_TYPE = "signature.png", "image/png"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
RELATIONSHIP_ID = "rIdSignature"
_MOST_PIXELS = 50_000_000
_SHOWN_PIXELS = (1200, 400)
_EMU_PER_POINT = 12700
_WIDEST, _HIGHEST = 140.0, 28.0
"""Points: a signature fits its line without stretching the row."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The learner's signature as PNG, without any metadata, and its size on the page in points."""

    png: bytes
    width: float
    height: float


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


def own(signature: Signature | None, day: date | None, words: str | Blank) -> str | Blank | Picture:
    """The learner's own line: the image they supplied once they signed, else the words."""
    return Picture() if signature is not None and day is not None else words


def load_signature(folder: str, name: str) -> Signature | None:
    """The learner's signature image: upright, small, stripped of place and camera.

    An image that is missing, outside the folder or unreadable gives None: the line stays blank, and the
    attachments stage says why.
    """
    if not name:
        return None
    try:
        path = _inside(Path(folder).resolve(), name)
        if path is None:
            return None
        with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    upright.thumbnail(_SHOWN_PIXELS)
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    buffer = io.BytesIO()
    paper.save(buffer, "PNG", optimize=False)
    scale = min(_WIDEST / upright.width, _HIGHEST / upright.height)
    return Signature(buffer.getvalue(), upright.width * scale, upright.height * scale)


def _inside(base: Path, name: str) -> Path | None:
    """The file of a name inside a folder, found as the attachments stage finds it."""
    path: Path | None = base
    for piece in PurePosixPath(name.replace("\\", "/")).parts:
        path = entry_named(path, piece) if path is not None else None
    path = path.resolve() if path is not None else base
    return path if path.is_relative_to(base) and path.is_file() else None


def drawing(signature: Signature) -> etree._Element:
    """The signature as an inline drawing with alternative text."""
    size = f'cx="{round(signature.width * _EMU_PER_POINT)}" cy="{round(signature.height * _EMU_PER_POINT)}"'
    alternative = "Signature of the learner"
    return etree.fromstring(
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="1" name="Signature" descr="{alternative}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="1" name="{MEDIA_NAME}" descr="{alternative}"/>'
        "<pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{RELATIONSHIP_ID}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
