"""Finds characters that an engine's fonts cannot draw, so that no answer holds a silent box."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pikepdf import Dictionary, Object, Pdf

from ilmdocs.convert.fonts import supplied_characters

if TYPE_CHECKING:  # loaded where a character is doubtful, which is rare
    from fontTools.ttLib import TTFont

_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)


def doubtful_characters(texts: Iterable[str]) -> frozenset[str]:
    """Characters that are in none of the fonts that come with the program. Most often none at all."""
    there = frozenset().union(*(text for text in texts if not text.isascii()))  # ASCII is in every font
    return frozenset(character for character in there - supplied_characters() if not _has_no_shape(character))


def undrawn_characters(pdf: bytes, texts: Sequence[str]) -> tuple[str, ...]:
    """The characters of these texts that a PDF shows as a box or not at all.

    Only characters that are not in the supplied fonts are looked at: what draws those draws letters too.
    """
    doubtful = doubtful_characters(texts)
    if not doubtful:
        return ()
    drawn = _drawn_characters(pdf)
    return tuple(sorted(c for c in doubtful if not drawn.issuperset(unicodedata.normalize("NFKC", c))))


def describe(characters: Iterable[str]) -> str:
    """Name characters for a message: `U+1F44D 👍, U+65E5 日`."""
    return ", ".join(f"U+{ord(character):04X} {character}" for character in characters)


def _has_no_shape(character: str) -> bool:
    """White space, controls, joiners, variation selectors and tags are drawn by their neighbours."""
    return (
        character.isspace()
        or unicodedata.category(character) in ("Cc", "Cf")
        or "\ufe00" <= character <= "\ufe0f"
    )


def _drawn_characters(pdf: bytes) -> set[str]:
    """Every character for which the PDF embeds a glyph of its own."""
    drawn: set[str] = set()
    with Pdf.open(io.BytesIO(pdf)) as document:
        for font in document.objects:
            if isinstance(font, Dictionary) and font.get("/Type") == "/Font" and "/ToUnicode" in font:
                drawn |= _drawn_by(font)
    return {piece for character in drawn for piece in unicodedata.normalize("NFKC", character)}


def _drawn_by(font: Object) -> set[str]:
    """The characters of one font, without those that it maps to its empty box."""
    from fontTools.ttLib import TTFont, TTLibError

    # LibreOffice writes subsets without a date, which fontTools would complain about on stderr.
    logging.getLogger("fontTools.ttLib").setLevel(logging.ERROR)
    names = _names_of_codes(font.ToUnicode.read_bytes())
    composite = font.get("/Subtype") == "/Type0"
    holder = font.DescendantFonts[0] if composite else font
    program = holder.get("/FontDescriptor", Dictionary()).get("/FontFile2")
    if program is None:
        return set("".join(names.values()))
    try:
        outlines = TTFont(io.BytesIO(program.read_bytes()), lazy=True)
        glyphs = outlines.getGlyphSet()
        order = outlines.getGlyphOrder()
        codes = {} if composite else _codes_to_glyphs(outlines)
    except (TTLibError, KeyError, AssertionError):
        return set("".join(names.values()))
    box = _outline(glyphs, order[0])
    drawn: set[str] = set()
    for code, name in names.items():
        glyph = codes.get(code) if not composite else (order[code] if code < len(order) else None)
        if glyph is not None and glyph != order[0] and (not box or _outline(glyphs, glyph) != box):
            drawn.update(name)
    return drawn


def _names_of_codes(to_unicode: bytes) -> dict[int, str]:
    """A font's character codes and the text that each stands for (PDF 32000-1, 9.10.3)."""
    names: dict[int, str] = {}
    for kind, block in _BLOCK.findall(to_unicode):
        numbers = _HEX.findall(block)
        if kind == b"bfchar":
            for code, text in zip(numbers[::2], numbers[1::2], strict=False):
                names[int(code, 16)] = _utf16(text)
        elif b"[" not in block:
            for first, last, text in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=False):
                start = _utf16(text)
                for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                    names[code] = start[:-1] + chr(ord(start[-1]) + step)
    return names


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")


def _codes_to_glyphs(outlines: TTFont) -> dict[int, str]:
    """For a simple font: the glyph of each one-byte code. A symbol table carries 0xF000 on top."""
    codes: dict[int, str] = {}
    for table in outlines["cmap"].tables:
        top = 0xF000 if (table.platformID, table.platEncID) == (3, 0) else 0
        codes.update((code - top, glyph) for code, glyph in table.cmap.items() if 0 <= code - top <= 0xFF)
    return codes


def _outline(glyphs: Mapping[str, Any], name: str) -> list[object]:
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return list(pen.value)
