"""Work out from the fonts beside it what the program would else work out anew in every run.

`lettering.json` is a small cut of Arimo for stamps and watermark, with the numbers that a PDF wants to know
about it; `characters.txt` says which characters the upright fonts can show. Without them each process that
builds would load a font library and cut the font again: half as long as a whole portfolio takes.

Run from the repository after the fonts changed: python src/ilmdocs/_fonts/make_lettering.py
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent
LETTERS = "".join(map(chr, range(32, 127))) + "\N{MIDDLE DOT}\N{EN DASH}"
UPRIGHT = ("-Regular", "-Symbols")


def lettering() -> dict[str, Any]:
    """The cut of Arimo Regular; lengths per 1000 of the font's size, outlines as PDF drawing operators."""
    font = TTFont(FONTS / "Arimo-Regular.ttf", recalcTimestamp=False)
    options = subset.Options(notdef_outline=True, hinting=False, layout_features=[], name_IDs=[])
    cutter = subset.Subsetter(options)
    cutter.populate(text=LETTERS)
    cutter.subset(font)
    per_mille = 1000 / font["head"].unitsPerEm
    names = font.getBestCmap()
    file = io.BytesIO()
    font.save(file, reorderTables=False)
    head = font["head"]
    return {
        "widths": {c: font["hmtx"][names[ord(c)]][0] * per_mille for c in LETTERS},
        "box": [edge * per_mille for edge in (head.xMin, head.yMin, head.xMax, head.yMax)],
        "ascent": font["hhea"].ascent * per_mille,
        "descent": font["hhea"].descent * per_mille,
        "cap_height": font["OS/2"].sCapHeight * per_mille,
        "outlines": {c: _outline(font, names[ord(c)], per_mille) for c in "DRAFT"},
        "program": base64.b64encode(file.getvalue()).decode("ascii"),
    }


def characters() -> set[int]:
    """Every character that the upright fonts can show."""
    shown: set[int] = set()
    for path in sorted(FONTS.glob("*.ttf")):
        if path.stem.endswith(UPRIGHT):
            with TTFont(path, lazy=True) as font:
                shown.update(font.getBestCmap())
    return shown


def ranges(numbers: Iterable[int]) -> Iterator[str]:
    """Numbers as lines such as `20-7e`."""
    first = last = -1
    for number in sorted(numbers):
        if number != last + 1:
            if first >= 0:
                yield f"{first:x}-{last:x}"
            first = number
        last = number
    yield f"{first:x}-{last:x}"


class _Operators(BasePen):  # type: ignore[misc]  # fontTools comes without types for it
    """Writes a letter's outline as PDF path operators."""

    def __init__(self, glyphs: Any, per_mille: float) -> None:
        super().__init__(glyphs)
        self.text: list[str] = []
        self._scale = per_mille

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = " ".join(f"{edge * self._scale:.1f}" for point in points for edge in point)
        self.text.append(f"{numbers} {operator}".strip())

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._add("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self._add("l", pt)

    def _curveToOne(
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        self._add("c", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self._add("h")


def _outline(font: TTFont, glyph: str, per_mille: float) -> str:
    glyphs = font.getGlyphSet()
    pen = _Operators(glyphs, per_mille)
    glyphs[glyph].draw(pen)
    return "\n".join(pen.text)


def main() -> None:
    """Write both files."""
    (FONTS / "lettering.json").write_text(json.dumps(lettering(), indent=0), encoding="utf-8")
    (FONTS / "characters.txt").write_text("\n".join(ranges(characters())) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
