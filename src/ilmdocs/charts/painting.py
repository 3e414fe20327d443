"""A drawing as a picture for print: 300 dots an inch, in the letters of the forms, without any metadata."""

from __future__ import annotations

import io
from functools import cache
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from ilmdocs.charts.drawing import Area, Dot, Drawing, Item, Line, Point, Words
from ilmdocs.fonts_path import arimo_file

_DOTS_PER_MM = 300 / 25.4
_FINER = 2
"""Painted so many times finer and then brought together, which makes slanted lines smooth."""
_SHADES = 64
_PAPER = "#FFFFFF"
LOOKS = {
    "paper": _PAPER,
    "words": "#1A1A1A",
    "soft": "#4D5B5F",
    "axis": "#6F8287",
    "grid": "#D5DDDF",
    "edge": "#08414C",
    "required": "#1A1A1A",
    "before": "#4D5B5F",
    "after": "#0B5563",
    "band-1": "#0B5563",
    "band-2": "#9DBCC3",
    "band-3": "#3B7682",
    "band-4": "#C9DADD",
    "band-5": "#5F929C",
    "band-6": "#B3CBD0",
}
"""The colour of each look on paper; style.css names them for the screen."""


def painted(drawing: Drawing) -> bytes:
    """The drawing as PNG, the same bytes for the same drawing."""
    scale = _DOTS_PER_MM * _FINER
    width, height = (round(side * _DOTS_PER_MM) * _FINER for side in (drawing.width, drawing.height))
    image = Image.new("RGB", (width, height), _PAPER)
    brush = ImageDraw.Draw(image)
    for item in drawing.items:
        _paint(brush, item, scale)
    small = image.reduce(_FINER).quantize(_SHADES, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    small.save(buffer, "PNG", optimize=False)
    return buffer.getvalue()


def _paint(brush: ImageDraw.ImageDraw, item: Item, scale: float) -> None:
    colour = LOOKS[item.look]
    if isinstance(item, Area):
        brush.polygon([_placed(point, scale) for point in item.points], fill=colour)
    elif isinstance(item, Line):
        width = max(1, round(item.width * scale))
        for piece in _dashed(item):
            brush.line([_placed(point, scale) for point in piece], fill=colour, width=width, joint="curve")
    elif isinstance(item, Dot):
        x, y = _placed(item.centre, scale)
        radius = item.radius * scale
        box = (x - radius, y - radius, x + radius, y + radius)
        if item.hollow:
            brush.ellipse(box, fill=_PAPER, outline=colour, width=round(0.35 * scale))
        else:
            brush.ellipse(box, fill=colour)
    else:
        _write(brush, item, scale, colour)


def _write(brush: ImageDraw.ImageDraw, words: Words, scale: float, colour: str) -> None:
    anchor = {"start": "ls", "middle": "ms", "end": "rs"}[words.anchor]
    font = _font(round(words.size * scale), bold=words.bold)
    brush.text(_placed(words.at, scale), words.text, fill=colour, font=font, anchor=anchor)


def _placed(point: Point, scale: float) -> Point:
    return point[0] * scale, point[1] * scale


def _dashed(line: Line) -> list[list[Point]]:
    """The strokes of a line: one, or many of equal length with gaps as long."""
    if not line.dashes:
        return [list(line.points)]
    strokes: list[list[Point]] = []
    for (x0, y0), (x1, y1) in pairwise(line.points):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        count = max(1, round(length / line.dashes)) | 1
        for number in range(0, count, 2):
            start, end = number / count, (number + 1) / count
            strokes.append(
                [
                    (x0 + (x1 - x0) * start, y0 + (y1 - y0) * start),
                    (x0 + (x1 - x0) * end, y0 + (y1 - y0) * end),
                ]
            )
    return strokes


@cache
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(arimo_file(bold=bold), size, layout_engine=ImageFont.Layout.BASIC)
