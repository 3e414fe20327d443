"""An upright picture becomes one tagged A4 page."""

from __future__ import annotations

import io
import zlib

import pikepdf
from PIL import Image

from ilmdocs.attachments.pictures import TURNS, Picture, sheet_for

_LOSSLESS_BYTES = 1_500_000


def picture_page(picture: Picture, title: str) -> bytes:
    """Put a picture on an A4 page, portrait or landscape as it is itself.

    Args:
        picture: what `read_picture` gave.
        title: read aloud in the picture's place.

    Returns:
        A PDF of one page, the same bytes for the same picture and title.
    """
    shown = picture.shown
    width, height = sheet_for(*shown)
    left, bottom = (width - shown[0]) / 2, (height - shown[1]) / 2
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(width, height))
        page.obj.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Picture=_stream(pdf, picture.image, picture.lossless))
        )
        turn = " ".join(map(str, TURNS[picture.orientation]))
        drawing = (
            f"/Figure <</MCID 0>> BDC q {shown[0]:.3f} 0 0 {shown[1]:.3f} {left:.3f} {bottom:.3f} cm "
            f"{turn} cm /Picture Do Q EMC"
        )
        page.obj.Contents = pdf.make_stream(drawing.encode("ascii"))
        box = (left, bottom, left + shown[0], bottom + shown[1])
        _tag(pdf, page.obj, title, box)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _stream(pdf: pikepdf.Pdf, image: Image.Image, lossless: bool) -> pikepdf.Stream:
    data, packing = _packed(image, lossless)
    return pikepdf.Stream(
        pdf,
        data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        ColorSpace=pikepdf.Name.DeviceGray if image.mode == "L" else pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Width=image.width,
        Height=image.height,
        Filter=packing,
    )


def _packed(image: Image.Image, lossless: bool) -> tuple[bytes, pikepdf.Name]:
    if lossless:
        packed = zlib.compress(image.tobytes())
        if len(packed) <= _LOSSLESS_BYTES:
            return packed, pikepdf.Name.FlateDecode
    encoded = io.BytesIO()
    image.save(encoded, "JPEG", quality=86)
    return encoded.getvalue(), pikepdf.Name.DCTDecode


def _tag(pdf: pikepdf.Pdf, page: pikepdf.Object, title: str, box: tuple[float, float, float, float]) -> None:
    """Say to screen readers that the page is one figure and what it shows."""
    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    document = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document, P=root)
    )
    layout = pikepdf.Dictionary(
        O=pikepdf.Name.Layout, BBox=pikepdf.Array([round(edge, 3) for edge in box]),
        Placement=pikepdf.Name.Block,
    )  # fmt: skip
    figure = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure, P=document, Pg=page, K=0,
            Alt=pikepdf.String(title), A=layout,
        )
    )  # fmt: skip
    document.K = figure
    root.K = document
    root.ParentTree = pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Array([figure])])))
    root.ParentTreeNextKey = 1
    page.StructParents = 0
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    pdf.Root.Lang = pikepdf.String("en-GB")
