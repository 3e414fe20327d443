"""Which characters a PDF really draws is read from the fonts inside it."""

from __future__ import annotations

import io

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from ilmdocs.convert.coverage import describe, doubtful_characters, undrawn_characters
from ilmdocs.fonts_path import arimo_file
from tests.convert.paper import pdf

ARIMO = arimo_file()


def glyph_number(character: str) -> int:
    """The number of a character's glyph in Arimo."""
    with TTFont(ARIMO) as font:
        return int(font.getGlyphID(font.getBestCmap()[ord(character)]))


def printed_with(codes: str, subtype: str = "/Type0") -> bytes:
    """A PDF whose font is Arimo and says with `codes` what each of its glyphs stands for."""
    document = pikepdf.new()
    page = document.add_blank_page()
    descriptor = pikepdf.Dictionary(FontFile2=document.make_stream(ARIMO.read_bytes()))
    described = pikepdf.Dictionary(FontDescriptor=document.make_indirect(descriptor))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name(subtype))
    font.ToUnicode = document.make_stream(codes.encode())
    if subtype == "/Type0":
        font.DescendantFonts = [document.make_indirect(described)]
    else:
        font.FontDescriptor = described.FontDescriptor
    fonts = pikepdf.Dictionary(F1=document.make_indirect(font))
    page.obj.Resources = pikepdf.Dictionary(Font=fonts)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_ordinary_answers_cost_nothing() -> None:
    """Without a rare character the PDF is not even opened."""
    assert undrawn_characters(b"no PDF at all", ["Łódź ☒ 😀 \u200d\ufe0f\n\t"]) == ()


def test_a_character_drawn_by_the_empty_box_is_undrawn() -> None:
    """Glyph 0 is the box; another glyph is a drawing, whatever it looks like."""
    codes = f"1 beginbfchar <0000> <672C> endbfchar 1 beginbfchar <{glyph_number('A'):04X}> <65E5> endbfchar"
    assert undrawn_characters(printed_with(codes), ["日本"]) == ("本",)


def test_ranges_of_codes_are_read() -> None:
    """A font may name its codes by ranges; each step is the next character."""
    first = glyph_number("A")
    codes = f"1 beginbfrange <{first:04X}> <{first + 1:04X}> <65E5> endbfrange"
    assert undrawn_characters(printed_with(codes), ["日旦本"]) == ("本",)


def test_characters_outside_the_basic_plane_are_read() -> None:
    """A hieroglyph is written as two halves."""
    codes = f"1 beginbfchar <{glyph_number('A'):04X}> <D80CDC00> endbfchar"
    assert undrawn_characters(printed_with(codes), ["𓀀"]) == ()


def test_a_simple_font_is_read_through_its_own_table() -> None:
    """In one-byte fonts, as LibreOffice writes them, the font's own table says which glyph a code draws."""
    codes = "2 beginbfchar <41> <65E5> <01> <672C> endbfchar"
    assert undrawn_characters(printed_with(codes, "/TrueType"), ["日本"]) == ("本",)


def test_a_character_that_no_font_of_the_pdf_names_is_undrawn() -> None:
    """Nothing drawn at all is no better than a box."""
    assert undrawn_characters(pdf("text"), ["text 日"]) == ("日",)


@pytest.mark.parametrize(
    ("text", "doubtful"), [("ŵ ✓ 😀", ""), ("👍🏽", "👍🏽"), ("اب", "اب"), ("a\u200db", "")]
)
def test_doubtful_is_what_the_supplied_fonts_lack(text: str, doubtful: str) -> None:
    """Letters, boxes and some faces are supplied; joiners need no glyph."""
    assert doubtful_characters([text]) == set(doubtful)


def test_characters_are_named_for_people_and_for_search() -> None:
    """The code helps where the reader's screen shows a box too."""
    assert describe("👍日") == "U+1F44D 👍, U+65E5 日"
