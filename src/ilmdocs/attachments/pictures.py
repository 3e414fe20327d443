"""A photo or screenshot becomes an upright picture without metadata, then one tagged A4 page."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass

import pikepdf
from PIL import Image, ImageOps

from ilmdocs.attachments.problem import AttachmentUnreadable

MAX_PIXELS = 50_000_000
"""Pictures above this are refused (our own limit: 50 million, three times a phone camera)."""

A4 = (595.276, 841.89)
"""Points; ISO 216."""
MARGIN = 20 / 25.4 * 72
"""Points on every side: it also leaves free the top 15 mm, where the page stamp goes."""
PRINT_DPI = 200
"""Finer than this is not seen on paper and only makes the file large."""
SMALLEST_DPI = 96
"""A small picture is not blown up beyond this."""
_LOSSLESS_BYTES = 1_500_000
_UNREADABLE = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, struct.error, zlib.error)


@dataclass(frozen=True, slots=True)
class Picture:
    """An upright RGB picture; `lossless` when the file kept every pixel (PNG, some WebP)."""

    image: Image.Image
    lossless: bool
    notes: tuple[str, ...] = ()


def read_picture(data: bytes, name: str) -> Picture:
    """Decode a picture wholly, so that a truncated one is found now.

    Raises:
        AttachmentUnreadable: when it is damaged, truncated or larger than `MAX_PIXELS`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)  # odd EXIF of cameras; it is dropped anyway
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as opened:
                _small_enough(opened, name)
                frames = int(getattr(opened, "n_frames", 1))
                lossless = opened.format == "PNG"
                upright = ImageOps.exif_transpose(opened)
                image = _rgb(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(name) from error
    except _UNREADABLE as error:
        raise AttachmentUnreadable(
            f'The picture "{name}" is damaged or was not fully copied.',
            "Copy or download it again, check that it opens, and save it as JPEG or PNG.",
        ) from error
    notes = ("Only the first picture of the file is shown.",) if frames > 1 and lossless else ()
    return Picture(image, lossless, notes)


def _small_enough(image: Image.Image, name: str) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels(name)


def _too_many_pixels(name: str) -> AttachmentUnreadable:
    return AttachmentUnreadable(
        f'The picture "{name}" is too large.',
        f"Save it smaller; at most {MAX_PIXELS // 1_000_000} million pixels (megapixels) are taken.",
    )


def _rgb(image: Image.Image) -> Image.Image:
    """Any mode as RGB (grey stays grey); transparent parts become white paper."""
    if image.mode.startswith("I"):  # 16-bit grey: Pillow's own conversion would clip it to white
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(paper, layer).convert("RGB")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def picture_page(picture: Picture, title: str) -> bytes:
    """Put a picture on an A4 page, portrait or landscape as it is itself.

    Args:
        picture: what `read_picture` gave.
        title: read aloud in the picture's place.

    Returns:
        A PDF of one page, the same bytes for the same picture and title.
    """
    image = picture.image
    width, height = A4 if image.height >= image.width else (A4[1], A4[0])
    scale = min((width - 2 * MARGIN) / image.width, (height - 2 * MARGIN) / image.height, 72 / SMALLEST_DPI)
    shown = (image.width * scale, image.height * scale)
    left, bottom = (width - shown[0]) / 2, (height - shown[1]) / 2
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(width, height))
        page.obj.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Picture=_stream(pdf, _at_print_size(image, shown), picture.lossless))
        )
        drawing = (
            f"/Figure <</MCID 0>> BDC q {shown[0]:.3f} 0 0 {shown[1]:.3f} {left:.3f} {bottom:.3f} cm "
            "/Picture Do Q EMC"
        )
        page.obj.Contents = pdf.make_stream(drawing.encode("ascii"))
        box = (left, bottom, left + shown[0], bottom + shown[1])
        _tag(pdf, page.obj, title, box)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _at_print_size(image: Image.Image, shown: tuple[float, float]) -> Image.Image:
    most = tuple(max(1, round(points / 72 * PRINT_DPI)) for points in shown)
    if image.width <= most[0]:
        return image
    return image.resize((most[0], most[1]), Image.Resampling.LANCZOS)


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
        packed = zlib.compress(image.tobytes(), 9)
        if len(packed) <= _LOSSLESS_BYTES:
            return packed, pikepdf.Name.FlateDecode
    # a new image object carries no EXIF, so none can be written
    clean = Image.frombytes(image.mode, image.size, image.tobytes())
    encoded = io.BytesIO()
    clean.save(encoded, "JPEG", quality=86, optimize=True)
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
