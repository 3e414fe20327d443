"""Fonts and hand-drawn letters for the demo's pictures."""

from __future__ import annotations

from functools import cache
from random import Random

from PIL import Image, ImageDraw, ImageFont

from ilmdocs.fonts_path import arimo_file

Colour = tuple[int, int, int]


@cache
def arimo(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The font at a size in pixels."""
    return ImageFont.truetype(str(arimo_file(bold=bold)), size)


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Break a text into lines that are not wider than `width` in the font's units."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def write_by_hand(
    picture: Image.Image, place: tuple[float, float], text: str, *, size: int, colour: Colour
) -> None:
    """Write as with a marker pen: every letter a little higher, lower or turned; the same each time."""
    chance = Random(text)
    x, y = place
    font = arimo(size)
    for letter in text:
        tile = Image.new("L", (size * 2, size * 2))
        ImageDraw.Draw(tile).text(
            (size // 2, size // 4), letter, font=font, fill=255, stroke_width=size // 28
        )
        tile = tile.rotate(chance.uniform(-4, 4), Image.Resampling.BICUBIC)
        top = y + chance.uniform(-0.04, 0.04) * size - size / 4
        picture.paste(colour, (round(x - size / 2), round(top)), tile)
        x += font.getlength(letter) * chance.uniform(0.99, 1.04)
