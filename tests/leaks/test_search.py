"""The last look before anything is written finds a client wherever a file can hold words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from docx.document import Document as WordDocument
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from PIL.Image import Exif

from ilmdocs.leaks import ClientInOutput, first_leak, pdf_places, require_no_client, word_places
from ilmdocs.text.names import PrivateTerms, private_terms
from tests.assemble.builders import build, sample_parts, saved
from tests.builders import perfect_rows, submission

NAME = "Zebedee Quixby"


@pytest.fixture(scope="module")
def terms() -> PrivateTerms:
    """Client C1 is Zebedee Quixby."""
    return private_terms(submission(perfect_rows()))


@pytest.fixture(scope="module")
def portfolio() -> bytes:
    """A portfolio that names nobody."""
    return build(sample_parts()).pdf


def in_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = String(NAME)


def in_packet(pdf: pikepdf.Pdf) -> None:
    packet = f"""<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF
        xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
        <rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/' dc:source='{NAME}'/>
        </rdf:RDF></x:xmpmeta>"""
    pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)


def in_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"Session (with) {NAME} é", 0))


def in_note(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Annots[0].Contents = String(f"To {NAME}")


def in_link(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://example.org/Zebedee%20Quixby"))
    pdf.pages[1].obj.Annots.append(
        pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action))
    )


def in_alternative_text(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.K[0].K[0].Alt = String(f"Photo of {NAME} – smiling")


def in_label(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(NAME))]))


def in_attached_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["x.txt"] = pikepdf.AttachedFileSpec(pdf, NAME.encode())


def in_attached_name(pdf: pikepdf.Pdf) -> None:
    pdf.attachments[f"{NAME}.txt"] = pikepdf.AttachedFileSpec(pdf, b"-")


def in_photo(pdf: pikepdf.Pdf) -> None:
    buffer, exif = io.BytesIO(), Exif()
    exif[0x013B] = NAME
    Image.new("RGB", (9, 9)).save(buffer, "JPEG", exif=exif)
    stream = pdf.make_stream(buffer.getvalue(), Type=Name.XObject, Subtype=Name.Image, Filter=Name.DCTDecode)
    pdf.pages[1].obj.Resources.XObject = Dictionary(Im9=stream)


def on_a_page(pdf: pikepdf.Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[2].obj.Resources = Dictionary(Font=Dictionary(F9=font))
    pdf.pages[2].contents_add(f"BT /F9 9 Tf 72 300 Td ({NAME}) Tj ET".encode())


HIDE = [
    in_title, in_packet, in_bookmark, in_note, in_link, in_alternative_text, in_label, in_attached_file,
    in_attached_name, in_photo, on_a_page,
]  # fmt: skip


@pytest.mark.parametrize("hide", HIDE)
@pytest.mark.parametrize("packed", [True, False])
def test_a_name_anywhere_in_a_pdf(
    hide: Callable[[pikepdf.Pdf], None], packed: bool, portfolio: bytes, terms: PrivateTerms
) -> None:
    """Pages, properties, bookmarks, links, notes, tags, labels, files and pictures inside."""
    assert first_leak(pdf_places(portfolio), terms) is None
    modes = pikepdf.ObjectStreamMode
    with pikepdf.open(io.BytesIO(portfolio)) as pdf:
        hide(pdf)
        buffer = io.BytesIO()
        pdf.save(buffer, object_stream_mode=modes.generate if packed else modes.disable)
    leak = first_leak(pdf_places(buffer.getvalue()), terms)
    assert leak is not None
    assert leak.whose == "client C1"


def in_cut_up_text(document: WordDocument) -> None:
    paragraph = document.add_paragraph("I met ")
    for piece in ("Zeb", "edee Qui", "xby"):
        paragraph.add_run(piece).bold = piece == "xby"


def in_two_lines(document: WordDocument) -> None:
    document.add_paragraph("Zebedee\nQuixby")


def in_cell(document: WordDocument) -> None:
    document.add_table(1, 1).cell(0, 0).text = NAME.lower()


def in_header(document: WordDocument) -> None:
    document.sections[0].header.paragraphs[0].text = NAME


def in_author(document: WordDocument) -> None:
    document.core_properties.author = NAME


def in_comment(document: WordDocument) -> None:
    document.add_comment(document.add_paragraph("x").runs, f"Ask {NAME}")


def in_commenter(document: WordDocument) -> None:
    document.add_comment(document.add_paragraph("x").runs, "Ask", author=NAME)


def in_picture_name(document: WordDocument) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (9, 9)).save(buffer, "PNG")
    document.add_picture(io.BytesIO(buffer.getvalue()))
    document.inline_shapes[0]._inline.docPr.set("descr", f"Photo of {NAME}")


def in_address(document: WordDocument) -> None:
    document.part.relate_to("https://example.org/Zebedee%20Quixby", "http://x/hyperlink", is_external=True)


IN_WORD = [in_cut_up_text, in_two_lines, in_cell, in_header, in_author, in_comment, in_commenter,
           in_picture_name, in_address]  # fmt: skip


@pytest.mark.parametrize("hide", IN_WORD)
def test_a_name_anywhere_in_a_word_document(
    hide: Callable[[WordDocument], None], terms: PrivateTerms
) -> None:
    """Text in pieces, tables, margins, properties, comments, descriptions and links."""
    document = Document()
    document.add_paragraph("Nobody is named.")
    before, after = io.BytesIO(), io.BytesIO()
    document.save(before)
    assert first_leak(word_places(before.getvalue()), terms) is None
    hide(document)
    document.save(after)
    assert first_leak(word_places(after.getvalue()), terms) is not None


def test_the_message_names_the_place_and_not_the_client(portfolio: bytes, terms: PrivateTerms) -> None:
    """Somebody has to find it, and nobody may read it."""
    with pikepdf.open(io.BytesIO(portfolio)) as pdf:
        on_a_page(pdf)
        named = saved(pdf)
    parts = [{"title": "Coaching diary, client C1", "first_page": 3, "pages": 2}]
    with pytest.raises(ClientInOutput) as caught:
        require_no_client(terms, pdf=named, documents={}, data={"parts": parts}, names=(), forms=tuple)
    assert caught.value.message == (
        "Client C1 is named in page 3 (“Coaching diary, client C1”) of the finished file, so nothing was "
        "written."
    )
    assert "Quixby" not in str(caught.value)


@pytest.mark.parametrize("where", ["names", "data", "documents"])
def test_names_of_files_and_the_manifest_are_searched(
    where: str, portfolio: bytes, terms: PrivateTerms
) -> None:
    """A title becomes a file name and stands in the manifest."""
    names = ["Quixby Z PSN1"] if where == "names" else []
    data = {"parts": [], "subject": ["about zebedee quixby"]} if where == "data" else {}
    documents = {"04 Notes of Zebedee.docx": _empty_word()} if where == "documents" else {}
    with pytest.raises(ClientInOutput):
        require_no_client(terms, pdf=portfolio, documents=documents, data=data, names=names, forms=tuple)


def test_a_forms_own_word_is_no_name(tmp_path: Path, portfolio: bytes) -> None:
    """A client called Diary may stay: the form says so on every page; the whole name may not."""
    rows = perfect_rows()
    rows["Private"] = [{"client_ref": "C1", "real_name": "Zora Quixdiary"}]
    terms = private_terms(submission(rows))
    form = tmp_path / "form.docx"
    document = Document()
    document.add_paragraph("QuixDiary of {{ learner }}")
    document.save(str(form))
    assert first_leak([("here", "Quixdiary, client C1")], terms, lambda: (form,)) is None
    assert first_leak([("here", "Quixdiary, client C1")], terms) is not None
    assert first_leak([("here", "zora quixdiary")], terms, lambda: (form,)) is not None


def _empty_word() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<w:document/>")
    return buffer.getvalue()
