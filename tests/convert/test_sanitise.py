"""A document fetches nothing and runs nothing, and loses nothing printed by that."""

from __future__ import annotations

import io
import zipfile

import pytest

from ilmdocs.convert.package import read_parts
from ilmdocs.convert.sanitise import sanitise
from ilmdocs.errors import EngineFailure
from tests.convert.paper import R, W, field, outside, paragraph, picture, relations, table, word


def body(docx: bytes) -> str:
    """The main part of a document."""
    return read_parts(docx)["word/document.xml"].decode()


def test_a_clean_document_keeps_its_bytes() -> None:
    """Nothing is rewritten without need; web links, page fields and tables are clean."""
    docx = word(
        table([["Label", "Answer"]]) + field(" PAGE ") + field(" NUMPAGES \\* MERGEFORMAT "),
        relationships=outside("rId9", "hyperlink", "https://www.example.org"),
    )
    assert sanitise(docx, "Diary") is docx


@pytest.mark.parametrize(
    "code",
    [
        ' INCLUDETEXT "https://example.org/a.docx" ',
        " INCLUDEPICTURE  \\\\\\\\server\\\\a.png ",
        ' DDEAUTO excel "C:\\\\a.xlsx" r1c1',
        "DDE x y",
        ' LINK Excel.Sheet "a" ',
        "dAtE \\@ yyyy",
        "FILENAME",
    ],
)
def test_a_fetching_or_dating_field_becomes_the_text_it_showed_last(code: str) -> None:
    """The field is gone, also when Word split its code over runs; its text stays."""
    cleaned = body(sanitise(word(paragraph("before") + field(code)), "Diary"))
    assert "fldChar" not in cleaned
    assert "instrText" not in cleaned
    assert "last result" in cleaned
    assert "before" in cleaned


def test_a_simple_field_is_unwrapped() -> None:
    """The short spelling of a field is found too."""
    simple = '<w:p><w:fldSimple w:instr=" INCLUDETEXT x "><w:r><w:t>kept</w:t></w:r></w:fldSimple></w:p>'
    cleaned = body(sanitise(word(simple), "Diary"))
    assert "fldSimple" not in cleaned
    assert "kept" in cleaned


def test_a_field_around_a_clean_field_leaves_the_clean_one() -> None:
    """Of two nested fields only the fetching one goes."""
    inner = field(" PAGE ", "7").removeprefix("<w:p>").removesuffix("</w:p>")
    outer = field(" DATABASE x ", "RESULT").replace("<w:r><w:t>RESULT</w:t></w:r>", inner)
    cleaned = body(sanitise(word(outer), "Diary"))
    assert cleaned.count("instrText") == 4  # two runs, opened and closed
    assert "DATA" not in cleaned


def test_links_to_files_lose_their_target_and_keep_their_text() -> None:
    """A path of somebody's disk does not go into the portfolio."""
    link = '<w:p><w:hyperlink r:id="rId9"><w:r><w:t>my notes</w:t></w:r></w:hyperlink></w:p>'
    cleaned = sanitise(word(link, relationships=outside("rId9", "hyperlink", "file:///C:/a.docx")), "Diary")
    assert "my notes" in body(cleaned)
    assert "rId9" not in body(cleaned)
    assert b"file:" not in read_parts(cleaned)["word/_rels/document.xml.rels"]


def test_an_embedded_picture_loses_the_link_to_its_original() -> None:
    """Word keeps both with "Insert and link"; the picture itself stays."""
    docx = word(
        picture('r:embed="rId8" r:link="rId9"'),
        relationships=f'<Relationship Id="rId8" Type="{R}/image" Target="media/a.png"/>'
        + outside("rId9", "image", "http://127.0.0.1/a.png"),
    )
    cleaned = sanitise(docx, "Diary")
    assert 'r:embed="rId8"' in body(cleaned)
    assert "r:link" not in body(cleaned)


def test_the_attached_template_and_the_mail_merge_source_go() -> None:
    """Both name files of the author's machine, and Word would ask for them."""
    settings = (
        f'<w:settings xmlns:w="{W}" xmlns:r="{R}"><w:attachedTemplate r:id="rId1"/>'
        '<w:mailMerge><w:query w:val="SELECT"/></w:mailMerge><w:zoom w:percent="100"/></w:settings>'
    )
    rels = relations(outside("rId1", "attachedTemplate", "http://x/y.dotm"))
    docx = word(
        "",
        parts={
            "word/settings.xml": settings.encode(),
            "word/_rels/settings.xml.rels": rels.encode(),
        },
    )
    cleaned = read_parts(sanitise(docx, "Diary"))
    assert b"attachedTemplate" not in cleaned["word/settings.xml"]
    assert b"mailMerge" not in cleaned["word/settings.xml"]
    assert b"zoom" in cleaned["word/settings.xml"]
    assert b"dotm" not in cleaned["word/_rels/settings.xml.rels"]


@pytest.mark.parametrize(
    ("docx", "why"),
    [
        (word(picture('r:link="rId9"'), relationships=outside("rId9", "image", "http://x/a.png")), "linked"),
        (word('<w:altChunk r:id="rId9"/>', relationships=outside("rId9", "aFChunk", "http://x")), "another"),
        (word("", parts={"word/vbaProject.bin": b"x"}), "macros"),
        (word("", parts={"word/embeddings/oleObject1.bin": b"x"}), "embedded object"),
        (word("", main_type="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (word("", parts={"word/footer1.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///x">]><a/>'}), "never"),
        (word("", parts={"word/footer1.xml": "<a/>".encode("utf-16")}), "never"),
        (word("", parts={"word/document.xml": b'<w:document src="'}), "damaged"),
        (b"<html><img src='http://x/a.png'></html>", "no .docx"),
        (word("")[:300], "no .docx"),
    ],
)
def test_what_cannot_go_without_loss_is_refused(docx: bytes, why: str) -> None:
    """The message names the document and says what it holds."""
    with pytest.raises(EngineFailure, match=why) as failure:
        sanitise(docx, "Coaching diary")
    assert "“Coaching diary”" in failure.value.message


def test_two_parts_of_one_name_are_refused() -> None:
    """Readers differ in which of the two they take."""
    doubled = io.BytesIO(word(""))
    with zipfile.ZipFile(doubled, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", "<other/>")
    with pytest.raises(EngineFailure, match="same name"):
        sanitise(doubled.getvalue(), "Diary")


def test_a_row_of_fixed_height_may_grow_when_it_holds_text() -> None:
    """A centre's form that cuts answers off would lose them on paper; spacer rows stay as they are."""
    fixed = '<w:trPr><w:trHeight w:val="300" w:hRule="exact"/></w:trPr>'
    rows = table([["Label", "A long answer"], ["", ""]]).replace("<w:tr>", f"<w:tr>{fixed}")
    rows = rows.replace('<w:t xml:space="preserve"></w:t>', "")
    cleaned = body(sanitise(word(rows), "Diary"))
    assert cleaned.index('w:hRule="atLeast"') < cleaned.index("A long answer")
    assert cleaned.count('w:hRule="exact"') == 1
