"""The lettering of stamps and watermark: a small cut of Arimo Regular, embedded once."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name

from ilmdocs.fonts_path import FONTS

_FIRST, _LAST = 32, 255


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
    """Arimo Regular cut down to ASCII, the middle dot and the en dash, as `make_lettering.py` made it."""
    said = json.loads((FONTS / "lettering.json").read_text(encoding="utf-8"))
    return Lettering(
        program=base64.b64decode(said["program"]),
        widths=said["widths"],
        box=tuple(said["box"]),
        ascent=said["ascent"],
        descent=said["descent"],
        cap_height=said["cap_height"],
        outlines=said["outlines"],
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
