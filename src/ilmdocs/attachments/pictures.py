"""A photo or screenshot becomes an upright picture without metadata, then one tagged A4 page."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pikepdf
from PIL import ExifTags, Image

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
_SPARE = 1.25
"""A picture so much finer than that stays as it is: making it smaller costs sharpness and saves little."""
_LOSSLESS_BYTES = 1_500_000
_UNREADABLE = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, struct.error, zlib.error)

_TURNS: Mapping[int, tuple[int, int, int, int, int, int]] = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""For each EXIF orientation, the matrix that turns a picture of size 1 upright."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is stored, RGB or grey, and how it is shown.

    `orientation` is the camera's, 1 to 8; `lossless` when the file kept every pixel (PNG, some WebP); `shown`
    the size in points of the upright picture on paper.
    """

    image: Image.Image
    orientation: int
    shown: tuple[float, float]
    lossless: bool
    notes: tuple[str, ...] = ()


def check_picture(data: bytes, name: str) -> None:
    """Refuse what `read_picture` refuses; quicker, since nothing is kept.

    Raises:
        AttachmentUnreadable: when it is damaged, truncated or larger than `MAX_PIXELS`.
    """
    with _opened(data, name) as opened:
        opened.draft(opened.mode, (1, 1))  # all of the file is still read, but little of it drawn
        opened.load()
        opened.getexif()


def read_picture(data: bytes, name: str) -> Picture:
    """Decode a picture wholly, so that a truncated one is found now; a large one only as fine as is printed.

    Raises:
        AttachmentUnreadable: when it is damaged, truncated or larger than `MAX_PIXELS`.
    """
    with _opened(data, name) as opened:
        frames = int(getattr(opened, "n_frames", 1))
        lossless = opened.format == "PNG"
        orientation = opened.getexif().get(ExifTags.Base.Orientation)
        orientation = orientation if isinstance(orientation, int) and orientation in _TURNS else 1
        lies = orientation >= 5
        shown = _shown(*(opened.size[::-1] if lies else opened.size))
        wide, high = (max(1, round(points / 72 * PRINT_DPI)) for points in (shown[::-1] if lies else shown))
        too_fine = opened.width > wide * _SPARE
        if too_fine:
            opened.draft(opened.mode, (wide, high))
        image = _rgb(opened)
        if too_fine:
            image = image.resize((wide, high), Image.Resampling.LANCZOS)
        image.info = {}  # pixels alone: no EXIF, comment or profile that could be written
    notes = ("Only the first picture of the file is shown.",) if frames > 1 and lossless else ()
    return Picture(image, orientation, shown, lossless, notes)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Image.Image]:
    """Open a picture, not yet decoded; whatever goes wrong while it is open is the file's fault."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)  # odd EXIF of cameras; it is dropped anyway
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as opened:
                _small_enough(opened, name)
                yield opened
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(name) from error
    except _UNREADABLE as error:
        raise AttachmentUnreadable(
            f'The picture "{name}" is damaged or was not fully copied.',
            "Copy or download it again, check that it opens, and save it as JPEG or PNG.",
        ) from error


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
    mode = "L" if image.mode in ("1", "L") else "RGB"
    return image.copy() if image.mode == mode else image.convert(mode)


def picture_page(picture: Picture, title: str) -> bytes:
    """Put a picture on an A4 page, portrait or landscape as it is itself.

    Args:
        picture: what `read_picture` gave.
        title: read aloud in the picture's place.

    Returns:
        A PDF of one page, the same bytes for the same picture and title.
    """
    shown = picture.shown
    width, height = _sheet(*shown)
    left, bottom = (width - shown[0]) / 2, (height - shown[1]) / 2
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(width, height))
        page.obj.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Picture=_stream(pdf, picture.image, picture.lossless))
        )
        turn = " ".join(map(str, _TURNS[picture.orientation]))
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


def _sheet(width: float, height: float) -> tuple[float, float]:
    """A4, portrait or landscape as what lies on it."""
    return A4 if height >= width else (A4[1], A4[0])


def _shown(width: int, height: int) -> tuple[float, float]:
    """The size in points at which so many pixels are printed."""
    sheet = _sheet(width, height)
    scale = min((sheet[0] - 2 * MARGIN) / width, (sheet[1] - 2 * MARGIN) / height, 72 / SMALLEST_DPI)
    return (width * scale, height * scale)


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
