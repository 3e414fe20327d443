"""Word documents that strangers made: endless, broken, fetching or oddly declared."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from ilmdocs.answers import AnswerUnusable
from ilmdocs.model.unit import Unit
from tests.answers import builders
from tests.answers.builders import OFFICE, edited, with_part, written
from tests.attachments.builders import encoded, huge_png, picture

from .test_prepare import WORD, after, everything, inside, read, text, unit

__all__ = ["unit"]


LONG: dict[str, Callable[[], str]] = {
    "paragraphs without end": lambda: "<w:p/>" * 300_001,
    "a table without end": lambda: f"<w:tbl>{'<w:tr><w:tc><w:p/></w:tc></w:tr>' * 70_000}</w:tbl>",
    "one long word": lambda: f"<w:p><w:r><w:t>{'a' * 600_001}</w:t></w:r></w:p>",
    "white space": lambda: " " * (17 * 1024 * 1024),
}


@pytest.mark.parametrize("name", LONG)
def test_text_without_end_is_refused(unit: Unit, name: str) -> None:
    """A few kilobytes can unpack to a document that an engine prints for hours."""
    with pytest.raises(AnswerUnusable, match="more text and tables than can be taken over"):
        read(after(written(unit), LONG[name]()))


def test_a_paragraph_in_many_pieces_is_read_in_one_pass(unit: Unit) -> None:
    """Twenty thousand pieces take a moment, not minutes."""
    started = time.process_time()
    prepared = read(after(written(unit), f"<w:p>{'<w:r><w:t>ab </w:t></w:r>' * 20_000}</w:p>"))
    assert text(prepared).count("ab ab") == 10_000
    assert time.process_time() - started < 15


def test_tables_in_tables_without_end_are_refused(unit: Unit) -> None:
    """Neither the reader nor an engine may run out of its stack."""
    nested = f"{'<w:tbl><w:tr><w:tc>' * 1500}<w:p/>{'</w:tc></w:tr></w:tbl>' * 1500}"
    with pytest.raises(AnswerUnusable, match=builders.FILE):
        read(after(written(unit), nested))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (huge_png(9000), "more than 50 million pixels"),
        (encoded(picture(), "PNG")[:600], "a damaged picture"),
        (encoded(picture(), "JPEG")[:900], "a damaged picture"),
        (b"\x89PNG\r\n\x1a\n", "a damaged picture"),
    ],
)
def test_a_picture_that_would_show_in_part_is_said(unit: Unit, data: bytes, words: str) -> None:
    """Engines draw half a picture, or fill the memory with a huge one, without a word."""
    kind = f"{OFFICE}/image"
    shown = after(written(unit), builders.drawing("rIdX"))
    prepared = read(with_part(shown, "media/photo.png", data, kind, "image/png", "rIdX"))
    (remark,) = [remark for remark in prepared.remarks if remark.id == "document-object"]
    assert words in remark.message and builders.FILE in remark.message


FETCHING = ("INCLUDETEXT", "INCLUDEPICTURE", "DDEAUTO", "DDE", "LINK", "IMPORT", "DATABASE", "RD", "QUOTE")


@pytest.mark.parametrize("field", FETCHING)
def test_fields_that_fetch_stay_as_text(unit: Unit, field: str) -> None:
    """No field of a learner's document reads a file or starts a program on this machine."""
    marks = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {field} "CANARY" </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>shown last</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = f'<w:fldSimple w:instr="{field.lower()} CANARY"><w:r><w:t>shown too</w:t></w:r></w:fldSimple>'
    prepared = read(inside(written(unit), marks + simple))
    assert "shown last" in text(prepared) and "shown too" in text(prepared)
    assert b"CANARY" not in everything(prepared)


def test_types_may_be_declared_by_ending(unit: Unit) -> None:
    """Some programs declare the main document as what every .xml is; Word opens it."""
    parts = builders.unpacked(written(unit))
    types = parts["[Content_Types].xml"].decode()
    override = next(item for item in re.findall("<Override[^>]*>", types) if "/word/document.xml" in item)
    main = f"{WORD}.document.main+xml"
    by_ending = re.sub('<Default Extension="xml"[^>]*>', "", types).replace(override, "")
    by_ending = by_ending.replace("<Override", f'<Default Extension="xml" ContentType="{main}"/><Override', 1)
    prepared = read(builders.packed({**parts, "[Content_Types].xml": by_ending.encode()}))
    assert builders.TEXTS["1.2"] in text(prepared)


def test_headings_are_those_of_styles_that_are_printed(unit: Unit) -> None:
    """Styles that the document no longer refers to are lost on paper, so they make no heading either."""
    data = edited(written(unit), "styles.xml", "nowhere.xml", "word/_rels/document.xml.rels")
    assert {paragraph.block.level for paragraph in read(data).paragraphs} == {0}
