"""Draws the photo of a flip chart as a telephone saves it: lying on its side, with the place in its EXIF."""

from __future__ import annotations

import io
from random import Random

from PIL import ExifTags, Image, ImageDraw, ImageFilter

from ilmdocs.samples.lettering import write_by_hand

_SIZE = (1512, 2016)
_TURN_CLOCKWISE = 6
"""EXIF orientation: the viewer has to turn the stored picture by 90 degrees to the right."""
_BLACK, _RED, _GREEN, _BLUE = (35, 35, 40), (190, 45, 40), (35, 120, 60), (30, 60, 150)
_LINES = (
    (270, 400, "Four cards, four words", 92, _BLACK),
    (270, 590, "fair", 78, _GREEN),
    (270, 700, "loud", 78, _RED),
    (270, 810, "helps with everything", 78, _GREEN),
    (270, 920, "hard to disturb  !", 78, _RED),
    (270, 1110, "At the door, 5 minutes:", 74, _BLACK),
    (270, 1230, "What are you", 88, _BLUE),
    (270, 1345, "unsure about tonight?", 88, _BLUE),
    (270, 1560, "red dots   14 > 9 >", 74, _BLACK),
)


def flip_chart_photo() -> bytes:
    """Take the photo.

    Returns:
        A JPEG that is upright only when its orientation is obeyed; its GPS position is in the open sea.
    """
    picture = _flip_chart()
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = _TURN_CLOCKWISE
    exif[ExifTags.Base.Make] = "Fictional"
    exif[ExifTags.Base.Model] = "Demonstration telephone"
    exif[ExifTags.Base.DateTime] = "2026:02:19 16:48:12"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (48.0, 30.0, 15.0)
    place[ExifTags.GPS.GPSLongitudeRef] = "W"
    place[ExifTags.GPS.GPSLongitude] = (24.0, 12.0, 45.0)
    out = io.BytesIO()
    lying = picture.transpose(Image.Transpose.ROTATE_90)
    lying.save(out, "JPEG", quality=82, optimize=True, exif=exif)
    return out.getvalue()


def _flip_chart() -> Image.Image:
    """A sheet of flip chart paper on a stand before a wall, seen by a telephone held not quite straight."""
    width, height = _SIZE
    wall = Image.linear_gradient("L").resize(_SIZE)
    picture = Image.merge("RGB", [wall.point(lambda v, base=base: base - v // 8) for base in (206, 202, 192)])
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 1840, width, height), fill=(122, 96, 74))
    draw.polygon(((330, 1700), (390, 1700), (300, height), (220, height)), fill=(88, 90, 94))
    draw.polygon(((1120, 1700), (1180, 1700), (1300, height), (1220, height)), fill=(88, 90, 94))
    draw.rectangle((196, 256, 1336, 1766), fill=(150, 148, 142))
    draw.rectangle((180, 240, 1320, 1750), fill=(246, 245, 240))
    draw.rectangle((170, 205, 1330, 262), fill=(70, 74, 80))
    for y in range(330, 1740, 74):
        draw.line((180, y, 1320, y), fill=(232, 232, 230), width=1)
    for x, y, text, size, colour in _LINES:
        write_by_hand(picture, (x, y), text, size=size, colour=colour)
    draw.line((268, 505, 1120, 498), fill=_BLACK, width=7)
    draw.ellipse((1010, 1535, 1150, 1665), outline=_RED, width=8)
    write_by_hand(picture, (1052, 1558), "3", size=78, colour=_RED)
    write_by_hand(picture, (930, 1665), "FICTIONAL", size=40, colour=(120, 120, 120))
    tilted = picture.rotate(-1.2, Image.Resampling.BICUBIC, fillcolor=(196, 192, 182))
    grain = Image.frombytes("L", (504, 672), Random(6).randbytes(504 * 672)).resize(_SIZE)
    return Image.blend(
        tilted.filter(ImageFilter.GaussianBlur(1.1)), Image.merge("RGB", (grain, grain, grain)), 0.03
    )
