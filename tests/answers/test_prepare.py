"""What a learner's Word document holds besides its text is found, said, and never handed on."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from ilmdocs.answers import AnswerUnusable, Prepared, create_answers, prepare
from ilmdocs.model.answer import BlockKind
from ilmdocs.model.unit import Unit
from ilmdocs.units.load import load_unit
from tests.answers import builders
from tests.answers.builders import OFFICE, W, edited, with_part, written

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SENTENCE = "My questions grew shorter.</w:t></w:r>"
RUN = "My questions grew shorter.</w:t></w:r></w:p>"


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Unit:
    path = tmp_path_factory.mktemp("unit") / "9999-100.toml"
    path.write_text(builders.TOML.replace('include = ["frame", "whole-data"]\n', ""), encoding="utf-8")
    return load_unit(path)


def read(data: bytes) -> Prepared:
    return prepare(data, builders.FILE, "Ffion Example")


def text(prepared: Prepared) -> str:
    return "\n".join(paragraph.block.text for paragraph in prepared.paragraphs)


def everything(prepared: Prepared) -> bytes:
    return b"\n".join([*map(str.encode, prepared.parts), *prepared.parts.values()])


def after(data: bytes, xml: str) -> bytes:
    """The document with XML behind the last answer's paragraph."""
    return edited(data, RUN, RUN + xml)


def inside(data: bytes, xml: str) -> bytes:
    """The document with XML at the end of the last answer's paragraph."""
    return edited(data, SENTENCE, SENTENCE + xml)


def tracked(data: bytes) -> bytes:
    return inside(
        data, '<w:ins w:id="1" w:author="Quilla Editor"><w:r><w:t> Or did they?</w:t></w:r></w:ins>'
    )


def formatted(data: bytes) -> bytes:
    return inside(data, '<w:r><w:rPr><w:rPrChange w:id="1" w:author="Quilla Editor"/></w:rPr></w:r>')


def commented(data: bytes) -> bytes:
    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Ffion Example"><w:p><w:r>'
        "<w:t>CANARY comment</w:t></w:r></w:p></w:comment></w:comments>"
    )
    marked = inside(data, '<w:r><w:commentReference w:id="0"/></w:r>')
    return with_part(marked, "comments.xml", comments.encode(), f"{OFFICE}/comments", f"{WORD}.comments+xml")


def hidden(data: bytes) -> bytes:
    return inside(data, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>CANARY hidden</w:t></w:r>")


def hidden_by_style(data: bytes) -> bytes:
    style = (
        '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr>'
        "</w:style></w:styles>"
    )
    run = '<w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr><w:t>CANARY hidden</w:t></w:r>'
    return edited(inside(data, run), "</w:styles>", style, "word/styles.xml")


def by_another(data: bytes) -> bytes:
    creator = "<dc:creator>Quilla Editor</dc:creator></cp:coreProperties>"
    return edited(data, "</cp:coreProperties>", creator, "docProps/core.xml")


def by_the_learner(data: bytes) -> bytes:
    creator = "<dc:creator>Ffion Example</dc:creator></cp:coreProperties>"
    return edited(data, "</cp:coreProperties>", creator, "docProps/core.xml")


def linking(data: bytes) -> bytes:
    relation = (
        f'<Relationship Id="rIdX" Type="{OFFICE}/hyperlink" TargetMode="External" '
        'Target="file:///CANARY/plan.xlsx"/></Relationships>'
    )
    linked = edited(data, "</Relationships>", relation, "word/_rels/document.xml.rels")
    return inside(linked, '<w:hyperlink r:id="rIdX"><w:r><w:t>the plan</w:t></w:r></w:hyperlink>')


def with_text_box(data: bytes) -> bytes:
    box = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p>'
        "<w:r><w:t>A boxed thought.</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        "</w:p>"
    )
    return after(data, box)


def with_chart(data: bytes) -> bytes:
    chart = (
        '<w:p><w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
        "</w:drawing></w:r></w:p>"
    )
    return after(data, chart)


def with_linked_picture(data: bytes) -> bytes:
    relation = (
        f'<Relationship Id="rIdX" Type="{OFFICE}/image" TargetMode="External" '
        'Target="https://example.org/CANARY.png"/></Relationships>'
    )
    linked = edited(data, "</Relationships>", relation, "word/_rels/document.xml.rels")
    return after(linked, builders.drawing("rIdX").replace("r:embed", "r:link"))


FOUND: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "tracked change": (tracked, "tracked-changes"),
    "tracked formatting": (formatted, "tracked-changes"),
    "comment": (commented, "document-comments"),
    "hidden text": (hidden, "document-hidden-text"),
    "text hidden by a style": (hidden_by_style, "document-hidden-text"),
    "another author": (by_another, "document-other-author"),
    "the learner as author": (by_the_learner, "document-author"),
    "a link to a file": (linking, "document-link"),
    "a text box": (with_text_box, "document-text-box"),
    "a chart": (with_chart, "document-object"),
    "a linked picture": (with_linked_picture, "document-object"),
}


@pytest.mark.parametrize("name", FOUND)
def test_each_foreign_thing_is_said_and_left_out(unit: Unit, name: str) -> None:
    """One remark for each thing, with the file's name in it, and nothing of it in what is handed on."""
    change, expected = FOUND[name]
    prepared = read(change(written(unit)))
    ids = [remark.id for remark in prepared.remarks]
    # The comment's author is the learner, which is said as well.
    assert [i for i in ids if i != "document-author" or expected == "document-author"] == [expected]
    assert all(builders.FILE in remark.message for remark in prepared.remarks)
    assert b"CANARY" not in everything(prepared)
    if expected != "tracked-changes":
        assert b"Quilla" not in everything(prepared)
    assert prepared.is_settled is (expected != "tracked-changes")


def test_a_document_of_the_learner_s_own_is_clean(unit: Unit) -> None:
    """What `ilmdocs new` makes and a learner fills in gives no remark at all."""
    prepared = read(written(unit))
    assert prepared.remarks == ()
    assert all(piece in text(prepared) for value in builders.TEXTS.values() for piece in value.split("\n\n"))


def test_text_boxes_links_and_notes_keep_their_text(unit: Unit) -> None:
    """The words in a text box, in a cut link and in a footnote are read."""
    assert "A boxed thought." in text(read(with_text_box(written(unit))))
    assert "the plan" in text(read(linking(written(unit))))
    notes = [p.block.text for p in read(builders.rich(unit)).paragraphs if p.block.kind is BlockKind.FOOTNOTE]
    assert notes == ["A note about clocks."]


def test_fields_stay_as_they_were_last_shown(unit: Unit) -> None:
    """A date or author field prints what the learner saw, not this machine's day or user."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>4 March 2026</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    prepared = read(inside(written(unit), field))
    assert "4 March 2026" in text(prepared)
    assert b"instrText" not in prepared.parts["word/document.xml"]


def test_prompts_of_a_form_are_no_answer(unit: Unit) -> None:
    """A control that still says "Click here" is empty."""
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r>"
        "</w:sdtContent></w:sdt>"
    )
    prepared = read(inside(written(unit), control))
    assert "Click here" not in text(prepared) and b"Click here" not in everything(prepared)


def test_pictures_lose_their_camera_data_and_file_names(unit: Unit) -> None:
    """Where and with what a photo was taken, and what its file was called, stays with the learner."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = "CANARY artist"
    Image.new("RGB", (40, 40), "red").save(out, "JPEG", exif=exif)
    data = with_part(written(unit), "media/p.jpg", out.getvalue(), f"{OFFICE}/image", "image/jpeg", "rIdP")
    prepared = read(after(data, builders.drawing("rIdP")))
    assert b"CANARY" in out.getvalue()
    assert b"CANARY" not in everything(prepared) and b"quixby" not in everything(prepared)
    assert any(name.endswith("p.jpg") for name in prepared.parts)


def test_headings_are_known_by_level_name_and_chain(unit: Unit) -> None:
    """Word's headings in any language, styles based on them, and paragraphs with a level of their own."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="berschrift5"><w:name w:val="heading 5"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="My own"/>'
        '<w:basedOn w:val="berschrift5"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="V1"><w:name w:val="TOC 1"/></w:style></w:styles>'
    )
    body = "".join(
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        for properties, words in (
            ('<w:pStyle w:val="berschrift5"/>', "German"),
            ('<w:pStyle w:val="Mine"/>', "Chained"),
            ('<w:pStyle w:val="Mine"/><w:outlineLvl w:val="9"/>', "Body again"),
            ('<w:outlineLvl w:val="2"/>', "Direct"),
            ('<w:pStyle w:val="V1"/>', "Contents line"),
        )
    )
    data = edited(after(written(unit), body), "</w:styles>", styles, "word/styles.xml")
    found = {p.block.text: (p.block.level, p.block.kind) for p in read(data).paragraphs}
    assert found["German"][0] == 5 and found["Chained"][0] == 5 and found["Direct"][0] == 3
    assert found["Body again"] == (0, BlockKind.PARAGRAPH)
    assert found["Contents line"] == (0, BlockKind.CONTENTS)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"plain words", "not a Word document"),
        (b"PK\x03\x04 broken", "not a Word document"),
        (b"{\\rtf1 some words}", "is an RTF document"),
        (b'<html><img src="http://example.org/a.png"></html>', "is a web page"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "is a web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_other_files_are_refused_in_words(data: bytes, words: str) -> None:
    """Each says what the file is and what to do, never a traceback."""
    with pytest.raises(AnswerUnusable, match=words):
        read(data)


def test_macros_damage_and_entities_are_refused(unit: Unit) -> None:
    """A document that could run, is broken inside or would blow up is not read."""
    good = written(unit)
    macros = builders.packed({**builders.unpacked(good), "word/vbaProject.bin": b"x"})
    with pytest.raises(AnswerUnusable, match="macros"):
        read(macros)
    with pytest.raises(AnswerUnusable, match="damaged"):
        read(edited(good, "</w:body>", ""))
    with pytest.raises(AnswerUnusable, match="Word never does"):
        read(edited(good, "<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document'))


def test_a_new_document_is_the_same_every_time_and_names_nobody(unit: Unit) -> None:
    """The same unit gives the same bytes, in British English, without an author."""
    first, second = create_answers(unit), create_answers(unit)
    assert first == second
    core = builders.unpacked(first)["docProps/core.xml"]
    assert b"creator" not in core and b"en-GB" in core
    with pytest.raises(KeyError):
        create_answers(unit, texts={"9.9": "x"})


def test_a_new_document_has_every_heading_in_order(unit: Unit, tmp_path: Path) -> None:
    """Introduction, each sub-heading with its criteria, References and Appendices, at levels 1 and 2."""
    blocks = [p.block for p in read(create_answers(unit)).paragraphs if p.block.level]
    assert [(b.level, b.text) for b in blocks] == [
        (1, "Introduction"),
        (1, "The practice of listening"),
        (2, "1.1 Define listening – and say what it is not"),
        (2, "1.2 Explain why an organisation’s managers interrupt"),
        (1, "The practice of asking"),
        (2, "2.1 Compare open and closed questions"),
        (2, "2.2 Review your own questions"),
        (1, "References"),
        (1, "Appendices"),
    ]
