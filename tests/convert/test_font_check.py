"""A font that is lacking is told, with what stands in for it; one with a twin of its widths is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilmdocs.convert import choose_engine, font_note
from ilmdocs.convert.engine import ConversionJob
from ilmdocs.convert.font_check import fonts_missing
from tests.convert.paper import needs_libreoffice, styles, word


def written(font: str, parts: dict[str, bytes] | None = None) -> bytes:
    """A document whose one line is set in a font; with none, its styles say which."""
    direct = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    return word(f"<w:p><w:r>{direct}<w:t>Some words</w:t></w:r></w:p>", parts=parts)


def converted(docx: bytes, engine: str, folder: Path) -> bytes:
    made = choose_engine(engine).convert([ConversionJob("a", docx)], folder, timeout_seconds=120)
    return made.pdfs["a"]


@pytest.mark.engine
@pytest.mark.parametrize("engine", ["embedded", pytest.param("libreoffice", marks=needs_libreoffice)])
def test_a_font_that_nobody_has_is_told_and_arial_is_not(engine: str, tmp_path: Path) -> None:
    """Arimo and Liberation Sans stand in for Arial letter by letter; nothing does for a made-up font."""
    strange = written("Sample Gothic Nine")
    pdf = converted(strange, engine, tmp_path)
    missing, there = fonts_missing(strange, pdf)
    assert missing == ("Sample Gothic Nine",) and there
    note = font_note(strange, pdf)
    assert note.startswith("The Word document uses Sample Gothic Nine, which was not there to print it")
    assert there[0] in note
    plain = written("Arial")
    assert font_note(plain, converted(plain, engine, tmp_path)) == ""


@pytest.mark.engine
def test_fonts_of_styles_themes_and_defaults_count_only_where_text_uses_them(tmp_path: Path) -> None:
    """A font that a style names and no text is set in does not matter."""
    given = styles(
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/></w:rPr></w:rPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:styleId="Unused"><w:rPr>'
        '<w:rFonts w:ascii="Never Seen"/></w:rPr></w:style>'
    )
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    latin = '<a:latin typeface="Sample Theme"/>'
    theme = f'<a:theme xmlns:a="{drawing}"><a:minorFont>{latin}</a:minorFont></a:theme>'.encode()
    docx = written("", {"word/styles.xml": given, "word/theme/theme1.xml": theme})
    missing, _ = fonts_missing(docx, converted(docx, "embedded", tmp_path))
    assert missing == ("Sample Theme",)
