"""A photo, screenshot or scan becomes an upright picture without metadata."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import ExifTags, Image

from ilmdocs.attachments.problem import AttachmentUnreadable

MAX_FRAMES = 100
"""Pages of one TIFF."""
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
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP")
_LOSSLESS = frozenset({"PNG", "TIFF", "GIF", "BMP"})
_ANIMATIONS = frozenset({"PNG", "GIF", "WEBP"})
_UNREADABLE = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, struct.error, zlib.error)

TURNS: Mapping[int, tuple[int, int, int, int, int, int]] = {
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


def count_pages(data: bytes, name: str) -> int:
    """How many pages a picture file has: a TIFF may be a scan of many; an animation is one picture.

    Raises:
        AttachmentUnreadable: when it is damaged or has more than `MAX_FRAMES`.
    """
    with _opened(data, name) as opened:
        frames = int(getattr(opened, "n_frames", 1)) if opened.format == "TIFF" else 1
    if frames > MAX_FRAMES:
        raise AttachmentUnreadable(
            f'The picture "{name}" has {frames} pages.',
            f"Save it as PDF with the pages that are evidence; at most {MAX_FRAMES} are taken of a picture.",
        )
    return frames


def check_picture(data: bytes, name: str, frame: int = 0) -> None:
    """Refuse what `read_picture` refuses; quicker, since nothing is kept.

    Raises:
        AttachmentUnreadable: when it is damaged, truncated or larger than `MAX_PIXELS`.
    """
    with _opened(data, name) as opened:
        _seek(opened, frame, name)
        opened.draft(opened.mode, (1, 1))  # all of the file is still read, but little of it drawn
        opened.load()
        opened.getexif()


def read_picture(data: bytes, name: str, frame: int = 0) -> Picture:
    """Decode a picture wholly, so that a truncated one is found now; a large one only as fine as is printed.

    Raises:
        AttachmentUnreadable: when it is damaged, truncated or larger than `MAX_PIXELS`.
    """
    with _opened(data, name) as opened:
        frames = int(getattr(opened, "n_frames", 1))
        _seek(opened, frame, name)
        lossless = opened.format in _LOSSLESS
        is_animation = frames > 1 and opened.format in _ANIMATIONS
        orientation = _orientation(opened)
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
    notes = ("Only the first picture of the file is shown.",) if is_animation else ()
    return Picture(image, orientation, shown, lossless, notes)


def _orientation(opened: Image.Image) -> int:
    """The camera's, 1 where it says none; a TIFF is turned upright as it is decoded."""
    said = opened.getexif().get(ExifTags.Base.Orientation)
    return said if isinstance(said, int) and said in TURNS and opened.format != "TIFF" else 1


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Image.Image]:
    """Open a picture, not yet decoded; whatever goes wrong while it is open is the file's fault."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)  # odd EXIF of cameras; it is dropped anyway
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                _small_enough(opened, name)
                yield opened
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(name) from error
    except _UNREADABLE as error:
        kind = ", or of a kind that cannot be read here" if data.startswith((b"II", b"MM", b"BM")) else ""
        raise AttachmentUnreadable(
            f'The picture "{name}" is damaged or was not fully copied{kind}.',
            "Copy or download it again, check that it opens, and save it as JPEG or PNG.",
        ) from error


def _seek(image: Image.Image, frame: int, name: str) -> None:
    if frame:
        image.seek(frame)
        _small_enough(image, name)


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


def sheet_for(width: float, height: float) -> tuple[float, float]:
    """A4, portrait or landscape as what lies on it."""
    return A4 if height >= width else (A4[1], A4[0])


def _shown(width: int, height: int) -> tuple[float, float]:
    """The size in points at which so many pixels are printed."""
    sheet = sheet_for(width, height)
    scale = min((sheet[0] - 2 * MARGIN) / width, (sheet[1] - 2 * MARGIN) / height, 72 / SMALLEST_DPI)
    return (width * scale, height * scale)
