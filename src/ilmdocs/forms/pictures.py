"""Pictures in a filled form: upright, small, without metadata, with words for those who cannot see them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from lxml import etree
from PIL import Image, ImageOps

RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
MEDIA_TYPE = "image/png"
_READABLE = ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP")
_UNREADABLE = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, struct.error, zlib.error)
_MOST_PIXELS = 50_000_000
_SHOWN_PIXELS = (1200, 400)
_EMU_PER_POINT = 12700
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@dataclass(frozen=True, slots=True)
class InlinePicture:
    """A picture as PNG, without any metadata, and its size on the page in points.

    `name` is unique in a form; `alternative` is what is read aloud in place of it.
    """

    png: bytes
    width: float
    height: float
    name: str
    alternative: str

    @property
    def media(self) -> str:
        """Its file's name inside a document."""
        return f"{self.name}.png"

    @property
    def relationship_id(self) -> str:
        """The id by which a drawing refers to it."""
        return f"rId{self.name.capitalize()}"


def load_picture(
    path: Path, name: str, alternative: str, widest: float, highest: float
) -> InlinePicture | None:
    """A picture file for a form, scaled to fit a box in points; None when it cannot be used as a picture."""
    try:
        with Image.open(path, formats=_READABLE) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except (*_UNREADABLE, Image.DecompressionBombError):
        return None
    upright.thumbnail(_SHOWN_PIXELS)
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    buffer = io.BytesIO()
    paper.save(buffer, "PNG", optimize=False)
    scale = min(widest / upright.width, highest / upright.height)
    return InlinePicture(buffer.getvalue(), upright.width * scale, upright.height * scale, name, alternative)


def drawing(picture: InlinePicture) -> etree._Element:
    """The picture as a drawing in the line of text, with alternative text."""
    return _drawing(
        picture, f'<wp:inline distT="0" distB="0" distL="0" distR="0">{_extent(picture)}', "inline"
    )


def drawing_at_right(picture: InlinePicture, raised: float) -> etree._Element:
    """The picture at the right margin, `raised` points above its paragraph; the text keeps its lines."""
    place = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0"'
        ' locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph">'
        f"<wp:posOffset>{round(-raised * _EMU_PER_POINT)}</wp:posOffset></wp:positionV>"
        f"{_extent(picture)}<wp:wrapNone/>"
    )
    return _drawing(picture, place, "anchor")


def descriptions(root: etree._Element) -> Iterator[str]:
    """The descriptions of the pictures in a filled part, in their order; none where one of them floats.

    Where a floating picture is drawn among the others is for the engine to say.
    """
    if root.find(f".//{_WP}anchor") is None:
        yield from (said.get("descr", "") for said in root.iter(f"{_WP}docPr"))


def _extent(picture: InlinePicture) -> str:
    return f"<wp:extent {_size(picture)}/>"


def _size(picture: InlinePicture) -> str:
    return f'cx="{round(picture.width * _EMU_PER_POINT)}" cy="{round(picture.height * _EMU_PER_POINT)}"'


def _drawing(picture: InlinePicture, place: str, kind: str) -> etree._Element:
    said = f'descr="{escape(" ".join(picture.alternative.split()))}"'
    return etree.fromstring(
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'{place}<wp:docPr id="1" name="{picture.name.capitalize()}" {said}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="1" name="{picture.media}" {said}/>'
        "<pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{picture.relationship_id}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {_size(picture)}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        f"</wp:{kind}></w:drawing>"
    )
