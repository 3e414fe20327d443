"""A drawing without a painter: lines, areas, dots and words in millimetres, each with the name of its look.

The report writes it as SVG, the portfolio's form takes it as a picture; both show the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ilmdocs.fonts_path import FONTS

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

TEXT = 3.1
"""Height of the letters in millimetres: about 9 points, as notes in the forms."""
LINE_HEIGHT = 1.3
_BOLD = 1.07
"""How much wider bold letters are, at most."""
_OTHERS = 700.0
"""The width of a letter that the list does not hold: a wide one's."""


@dataclass(frozen=True, slots=True)
class Area:
    """A filled shape."""

    points: tuple[Point, ...]
    look: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line from point to point; `width` in millimetres, dashed where `dashes` says how long."""

    points: tuple[Point, ...]
    look: str
    width: float = 0.2
    dashes: float = 0.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A round mark: filled, or a ring around paper."""

    centre: Point
    radius: float
    look: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `at` is where its base line starts, is centred or ends."""

    text: str
    at: Point
    look: str = "words"
    anchor: Anchor = "start"
    bold: bool = False
    size: float = TEXT

    @property
    def width(self) -> float:
        """How wide it is in the letters of the forms."""
        return text_width(self.text, self.size, bold=self.bold)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The rectangle that it fills: left, top, right, bottom."""
        x, y = self.at
        left = x - {"start": 0.0, "middle": self.width / 2, "end": self.width}[self.anchor]
        return left, y - 0.74 * self.size, left + self.width, y + 0.22 * self.size


Item = Area | Line | Dot | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, the first item lowest, on paper of a size in millimetres."""

    width: float
    height: float
    items: tuple[Item, ...]

    @property
    def words(self) -> tuple[Words, ...]:
        """All texts."""
        return tuple(item for item in self.items if isinstance(item, Words))


def text_width(text: str, size: float = TEXT, *, bold: bool = False) -> float:
    """The width of a text in millimetres."""
    known = _widths()
    width = sum(known.get(letter, _OTHERS) for letter in text) * size / 1000
    return width * _BOLD if bold else width


def rectangle(left: float, top: float, right: float, bottom: float) -> tuple[Point, ...]:
    """The corners of a rectangle."""
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def shortened(text: str, widest: float) -> str:
    """A text that is no wider than it may be: what is too much is left out at its beginning."""
    if text_width(text) <= widest:
        return text
    while text and text_width(f"…{text}") > widest:
        text = text[1:]
    return f"…{text}"


@cache
def _widths() -> dict[str, float]:
    """Widths of the letters of Arimo, which are those of Arial, per thousand of their height."""
    widths: dict[str, float] = json.loads((FONTS / "lettering.json").read_text(encoding="utf-8"))["widths"]
    return widths
