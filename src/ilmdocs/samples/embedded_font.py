"""Puts the letters that a text needs into a PDF as a searchable font."""

from __future__ import annotations

import io

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont

from ilmdocs.fonts_path import arimo_file


class EmbeddedFont:
    """A subset of Arimo inside a PDF; `reference` is the font object for a page's resources."""

    def __init__(self, pdf: pikepdf.Pdf, text: str) -> None:
        font = _subset(text)
        self._glyphs: dict[str, int] = {
            chr(code): font.getGlyphID(name) for code, name in font.getBestCmap().items()
        }
        per_em = font["head"].unitsPerEm
        widths = [round(font["hmtx"][name][0] * 1000 / per_em) for name in font.getGlyphOrder()]
        program = io.BytesIO()
        font.save(program, reorderTables=None)
        descriptor = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=pikepdf.Name("/ILMDOC+Arimo"),
            Flags=4,
            FontBBox=pikepdf.Array([-500, -300, 1300, 1000]),
            ItalicAngle=0,
            Ascent=905,
            Descent=-212,
            CapHeight=716,
            StemV=80,
            FontFile2=pdf.make_stream(program.getvalue()),
        )
        descendant = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType2,
            BaseFont=pikepdf.Name("/ILMDOC+Arimo"),
            CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            CIDToGIDMap=pikepdf.Name.Identity,
            W=pikepdf.Array([0, pikepdf.Array(widths)]),
        )
        self.reference = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type0,
                BaseFont=pikepdf.Name("/ILMDOC+Arimo"),
                Encoding=pikepdf.Name("/Identity-H"),
                DescendantFonts=pikepdf.Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_stream(self._to_unicode().encode("ascii")),
            )
        )

    def encoded(self, text: str) -> str:
        """A text as the hexadecimal string that shows it in this font."""
        return "".join(f"{self._glyphs[letter]:04X}" for letter in text)

    def _to_unicode(self) -> str:
        entries = [
            f"<{glyph:04X}> <{letter.encode('utf-16-be').hex()}>" for letter, glyph in self._glyphs.items()
        ]
        blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
                "/CMapName /Letters def /CMapType 2 def",
                "1 begincodespacerange <0000> <FFFF> endcodespacerange",
                *(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks),
                "endcmap CMapName currentdict /CMap defineresource pop end end",
            ]
        )


def _subset(text: str) -> TTFont:
    font = TTFont(arimo_file(), recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = []
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    return font
