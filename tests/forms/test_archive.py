"""A template reaches nothing outside itself, and a broken one is refused before any learner is filled in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from ilmdocs.errors import UnreadableInput
from ilmdocs.forms import refuse_broken_pack
from ilmdocs.forms.archive import read_parts
from ilmdocs.forms.template import FormTemplate

from . import fictional

MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WITH_MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHIPPED = "word/document.xml"


def template(folder: Path, text: str) -> Path:
    """A one-line template."""
    document = Document()
    document.add_paragraph(text)
    path = folder / "form.docx"
    document.save(str(path))
    return path


def edited(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The template with something replaced inside one of its parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_linked_picture_is_taken_out_and_hyperlink_stays(tmp_path: Path) -> None:
    """A picture that would be fetched from the web goes, with everything that draws it."""
    document = Document()
    paragraph = document.add_paragraph("before")
    link = document.part.relate_to("https://example.org/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    picture = document.part.relate_to("https://example.org/x.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    path = tmp_path / "form.docx"
    document.save(str(path))
    del paragraph
    drawing = (
        f'<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'r:link="{picture}"/></w:drawing></w:r>'
        f'<w:hyperlink r:id="{link}"><w:r><w:t>home</w:t></w:r></w:hyperlink>'
    )
    edited(path, SHIPPED, b"</w:p>", drawing.encode() + b"</w:p>")
    parts = read_parts(path)
    relations = parts["word/_rels/document.xml.rels"]
    assert b"x.png" not in relations and b"https://example.org/" in relations
    assert b"drawing" not in parts[SHIPPED].split(b"before")[1]
    assert b"home" in parts[SHIPPED]


def test_macros_are_refused(tmp_path: Path) -> None:
    """A document with macros is never used as a form."""
    path = template(tmp_path, "x")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(UnreadableInput, match="macros"):
        read_parts(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"plain text"])
def test_damaged_file_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    """A file that is no document is named, with what to do."""
    path = tmp_path / "form.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableInput, match=r"form\.docx cannot be opened\. Save it again in Word"):
        read_parts(path)


def test_zip_that_is_no_document_is_refused(tmp_path: Path) -> None:
    """A spreadsheet renamed to .docx is no form."""
    path = tmp_path / "form.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(UnreadableInput, match="is not a Word document"):
        read_parts(path)


def test_document_without_well_formed_content_is_refused(tmp_path: Path) -> None:
    """Damage inside the document is found when it is opened, not when a learner waits."""
    path = edited(template(tmp_path, "x"), "word/_rels/document.xml.rels", b"</Relationships>", b"")
    with pytest.raises(UnreadableInput, match="damaged"):
        read_parts(path)


@pytest.mark.parametrize("text", ["{{ a..b }}", "{%p if a %}", "{ { a } }", "{{ a"])
def test_broken_tag_is_refused_before_filling(tmp_path: Path, text: str) -> None:
    """A broken tag stops the run and points to the check."""
    with pytest.raises(UnreadableInput, match="templates check"):
        FormTemplate(template(tmp_path, text))


def test_missing_styles_are_added(tmp_path: Path) -> None:
    """A centre's form without our styles still shows a gap as a gap."""
    form = FormTemplate(template(tmp_path, "{{ nothing }}"))
    rendered = form.render({"nothing": None}, "title")
    styles = Document(io.BytesIO(rendered.docx)).styles
    assert {"Not Provided", "Blank Line", "Chosen", "Remark"} <= {style.name for style in styles}
    assert "not provided" in rendered.paragraphs[0]


def test_author_and_dates_of_a_template_do_not_travel(tmp_path: Path) -> None:
    """Who typed the template is nobody's business in a portfolio."""
    document = Document()
    document.core_properties.author = "Somebody Real"
    path = tmp_path / "form.docx"
    document.save(str(path))
    rendered = FormTemplate(path).render({}, "8585-301 A title")
    with zipfile.ZipFile(io.BytesIO(rendered.docx)) as archive:
        assert "docProps/app.xml" not in archive.namelist()
        assert not any(b"Somebody Real" in archive.read(name) for name in archive.namelist())
    assert Document(io.BytesIO(rendered.docx)).core_properties.title == "8585-301 A title"


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda whole: whole[: len(whole) // 2], "cannot be opened"),
        (
            lambda whole: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (lambda whole: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "cannot be opened"),
        (
            lambda whole: _declared(whole, b"application/vnd.ms-word.document.macroEnabled.main+xml"),
            r"\.docm",
        ),
        (lambda whole: _declared(whole, MAIN.replace(b".document.main", b".template.main")), r"\.dotx"),
        (lambda whole: b"<html>a page</html>", "is a web page"),
    ],
)
def test_a_form_of_another_kind_fails_before_the_first_learner(
    tmp_path: Path, spoil: Callable[[bytes], bytes], words: str
) -> None:
    """Truncated, with a password, old, with macros, a template, a web page: each is said, with what to do."""
    path = template(tmp_path, "{{ row.date }}").rename(tmp_path / "form.docx")
    path.write_bytes(spoil(path.read_bytes()))
    (tmp_path / "pack.toml").write_text(
        'name = "x"\nversion = "1"\nofficial = false\n[forms.supervision]\nfile = "form.docx"\n',
        encoding="utf-8",
    )
    with pytest.raises(UnreadableInput, match=rf"form\.docx.*{words}.*Save it"):
        refuse_broken_pack(tmp_path, (fictional.unit(),))


def _declared(whole: bytes, kind: bytes) -> bytes:
    """The document with another content type of its main part."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(made, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, archive.read(name).replace(MAIN, kind))
    return made.getvalue()
