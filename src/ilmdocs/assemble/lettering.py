"""The lettering of stamps and watermark: a small cut of Arimo Regular, embedded once."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pikepdf
from fontTools import subset
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from ilmdocs.fonts_path import arimo_file

_FIRST, _LAST = 32, 255
_EXTRA = "\N{MIDDLE DOT}\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Lettering:
    """A font program for printing and the numbers a PDF wants to know about it, per 1000 of its size.

    `widths` is keyed by character; `outlines` holds drawing operators for the letters of DRAFT.
    """

    program: bytes
    widths: Mapping[str, float]
    box: tuple[float, float, float, float]
    ascent: float
    descent: float
    cap_height: float
    outlines: Mapping[str, str]

    def width(self, text: str, size: float) -> float:
        """The width of a text in points, set in `size` points."""
        return sum(self.widths[character] for character in text) * size / 1000


@cache
def arimo() -> Lettering:
    """Cut Arimo Regular down to ASCII, the middle dot and the en dash."""
    font = TTFont(arimo_file(), recalcTimestamp=False)
    characters = "".join(map(chr, range(_FIRST, 127))) + _EXTRA
    options = subset.Options(notdef_outline=True, hinting=False, layout_features=[], name_IDs=[])
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(font)
    per_mille = 1000 / font["head"].unitsPerEm
    names = font.getBestCmap()
    file = io.BytesIO()
    font.save(file, reorderTables=False)
    head, os2 = font["head"], font["OS/2"]
    return Lettering(
        program=file.getvalue(),
        widths={c: font["hmtx"][names[ord(c)]][0] * per_mille for c in characters},
        box=(head.xMin * per_mille, head.yMin * per_mille, head.xMax * per_mille, head.yMax * per_mille),
        ascent=font["hhea"].ascent * per_mille,
        descent=font["hhea"].descent * per_mille,
        cap_height=os2.sCapHeight * per_mille,
        outlines={c: _outline(font, names[ord(c)], per_mille) for c in "DRAFT"},
    )


def embed(pdf: pikepdf.Pdf, lettering: Lettering) -> pikepdf.Object:
    """Put the font into a PDF as a simple font in Windows encoding."""
    name = Name("/ILMDOC+Arimo")
    program = pdf.make_stream(lettering.program, Length1=len(lettering.program))
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=32, FontBBox=Array(_whole(*lettering.box)),
        ItalicAngle=0, Ascent=round(lettering.ascent), Descent=round(lettering.descent),
        CapHeight=round(lettering.cap_height), StemV=80, FontFile2=program,
    )  # fmt: skip
    codes = (bytes([code]).decode("cp1252", "replace") for code in range(_FIRST, _LAST + 1))
    widths = Array(_whole(*(lettering.widths.get(character, 0.0) for character in codes)))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=name,
            Encoding=Name.WinAnsiEncoding,
            FirstChar=_FIRST,
            LastChar=_LAST,
            Widths=widths,
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )


def _whole(*numbers: float) -> list[int]:
    return [round(number) for number in numbers]


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
