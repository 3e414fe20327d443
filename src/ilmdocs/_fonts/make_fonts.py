"""Cut the fonts that the embedded engine needs and that travel in the package.

Run from the repository: python src/ilmdocs/_fonts/make_fonts.py FOLDER_OF_DEJAVU_SANS
Needs fontpkg-arimo 1.341 and fonttools; DejaVuSans.ttf 2.37 comes from https://dejavu-fonts.github.io.
Static cuts, because the engine's subsetter cannot read Arimo's variable file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import fontpkg_arimo
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parent
VARIABLE = Path(fontpkg_arimo.ROOT) / "files"
CUTS = (
    ("Regular", "Arimo[wght].ttf", 400),
    ("Bold", "Arimo[wght].ttf", 700),
    ("Italic", "Arimo-Italic[wght].ttf", 400),
    ("BoldItalic", "Arimo-Italic[wght].ttf", 700),
)
# Latin with all its supplements, Greek, Cyrillic, punctuation, currency, number forms, arrows, maths.
LETTERS = [*range(0x20, 0x0530), *range(0x1D00, 0x2C80), *range(0xA720, 0xA800), *range(0xFB00, 0xFB07)]
# DejaVu's scripts that need shaping (Arabic, N'Ko, Lao …) are left out: the engine is not trusted with them.
SYMBOLS = [
    *range(0x20, 0x7F),
    0xA0,
    *range(0x10A0, 0x1100),
    *range(0x0530, 0x0590),
    *range(0x1D00, 0x2E80),
    *range(0xA640, 0xA800),
    0xFFFD,
    *range(0x1D400, 0x1D800),
    *range(0x1F000, 0x1FB00),
]


def shrink(font: TTFont, characters: list[int]) -> TTFont:
    """Keep the characters, drop hinting (PDF does not use it) and the dates."""
    options = subset.Options()
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.layout_features = ["kern", "mark", "mkmk", "ccmp"]
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    return font


def main() -> None:
    """Write the five font files."""
    for style, source, weight in CUTS:
        font = TTFont(VARIABLE / source, recalcTimestamp=False)
        static = instantiateVariableFont(font, {"wght": weight}, updateFontNames=True)
        shrink(static, LETTERS).save(TARGET / f"Arimo-{style}.ttf")
    dejavu = TTFont(Path(sys.argv[1]) / "DejaVuSans.ttf", recalcTimestamp=False)
    shrink(dejavu, SYMBOLS).save(TARGET / "DejaVuSans-Symbols.ttf")


if __name__ == "__main__":
    main()
