"""What is worked out beforehand from the supplied fonts still belongs to them."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from ilmdocs._fonts.make_lettering import LETTERS, characters, lettering
from ilmdocs.convert.fonts import supplied_characters
from ilmdocs.fonts_path import FONTS


def outlines(program: str) -> dict[str, list[Any]]:
    """The letters of a font program as they are drawn."""
    font = TTFont(io.BytesIO(base64.b64decode(program)))
    glyphs = font.getGlyphSet()
    drawn = {}
    for code, name in font.getBestCmap().items():
        pen = RecordingPen()
        glyphs[name].draw(pen)
        drawn[chr(code)] = pen.value
    return drawn


def test_lettering_is_cut_from_the_supplied_font() -> None:
    """The same letters, widths and outlines as a fresh cut; else somebody changed a font and forgot it."""
    kept, fresh = json.loads((FONTS / "lettering.json").read_text(encoding="utf-8")), lettering()
    program, cut = kept.pop("program"), fresh.pop("program")
    assert kept == fresh
    assert outlines(program) == outlines(cut)
    assert set(outlines(program)) == set(LETTERS)


def test_characters_are_those_of_the_supplied_fonts() -> None:
    """No character is promised that the fonts lack, and none is left out."""
    assert supplied_characters() == {chr(number) for number in characters()}
    assert {"A", "Ż", "✓", "□"} <= supplied_characters()
    assert "日" not in supplied_characters()
