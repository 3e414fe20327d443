"""The finished file as its reader meets it: links, bookmarks, labels, properties, manifest, same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from pypdf import PdfReader

from ilmdocs.model.portfolio import Draft
from ilmdocs.model.unit import PartKind
from tests.assemble.builders import build, part, pdf_part, sample_parts, saved, text_pdf


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return PdfReader(io.BytesIO(build(sample_parts()).pdf))


def target(reader: PdfReader, note: Any) -> int:
    """The 1-based page that a link goes to."""
    return [page.indirect_reference for page in reader.pages].index(note["/A"]["/D"][0]) + 1


def test_same_input_same_bytes() -> None:
    """Two builds of the same learner cannot be told apart."""
    assert build(sample_parts()).pdf == build(sample_parts()).pdf
    assert build(sample_parts()).manifest == build(sample_parts()).manifest


def test_other_input_other_identifier() -> None:
    """The file's identifier comes from its content."""
    one, other = (
        pikepdf.open(io.BytesIO(build(sample_parts(diary_text=text)).pdf)) for text in ("One", "Two")
    )
    assert bytes(one.trailer.ID[0]) != bytes(other.trailer.ID[0])


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("draft", [None, Draft(3)])
def test_the_file_is_sound(tmp_path: Path, draft: Draft | None) -> None:
    """An independent checker finds nothing to complain about."""
    file = tmp_path / "portfolio.pdf"
    file.write_bytes(build(sample_parts(), draft=draft).pdf)
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)


def test_citations_are_links_to_their_pages(reader: PdfReader) -> None:
    """Matrix and contents link every citation, at its words, to the page that it names."""
    matrix = [note.get_object() for note in reader.pages[1]["/Annots"]]  # type: ignore[attr-defined]
    assert [target(reader, note) for note in matrix] == [4, 4, *[5] * 8, 7]
    left, bottom, right, top = (float(edge) for edge in matrix[0]["/Rect"])
    assert 150 < left < right < 350
    assert 10 < top - bottom < 20
    contents = [note.get_object() for note in reader.pages[2]["/Annots"]]  # type: ignore[attr-defined]
    assert [target(reader, note) for note in contents] == [4, 7, 8]


def test_a_citation_over_two_lines_is_one_link() -> None:
    """A citation that a narrow cell breaks is still one link, with a box for each line."""
    parts = sample_parts()
    parts[2] = pdf_part(parts[2].part, text_pdf([["Contents", "Diary E01,", "p. 4"]]))
    pdf = PdfReader(io.BytesIO(build(parts).pdf))
    notes: Any = pdf.pages[2]["/Annots"]
    assert [len(note.get_object()["/QuadPoints"]) for note in notes] == [16]


def test_bookmarks_show_parts_and_sections(reader: PdfReader) -> None:
    """The side panel lists the parts, and folded below the diary its sections."""
    outline: Any = reader.outline
    assert [item.title for item in outline if not isinstance(item, list)] == [
        "Authentication sheet", "Evidence matrix", "Contents", "E01 Coaching diary, client C1",
        "E02 Reflective log, client C1", "E03 Photo of the flip chart",
    ]  # fmt: skip
    assert [item.title for item in outline[4]] == ["Plan", "Contract", "Session 1"]
    assert [reader.get_destination_page_number(item) for item in outline[4]] == [3, 4, 5]
    assert str(reader.root_object["/PageMode"]) == "/UseOutlines"


def test_a_viewer_shows_the_printed_page_numbers(reader: PdfReader) -> None:
    """Page labels are 1 to 8."""
    assert list(reader.page_labels) == [str(number) for number in range(1, 9)]


def test_properties(reader: PdfReader) -> None:
    """Title, author, subject, keywords and language are set twice over, and no date is."""
    info = reader.metadata
    assert info is not None
    title = "8585-301(1) Undertaking Coaching within an Organisational Context: portfolio of Ffion Example"
    assert (info.title, info.author) == (title, "Ffion Example")
    assert info.subject == "8585-301 Undertaking Coaching within an Organisational Context"
    assert "8585-301" in str(info["/Keywords"])
    assert set(info) == {"/Title", "/Author", "/Subject", "/Keywords", "/Producer"}
    packet = reader.xmp_metadata
    assert packet is not None
    assert packet.dc_title == {"x-default": title}
    assert packet.dc_creator == ["Ffion Example"]
    assert packet.dc_language == ["en-GB"]
    assert packet.xmp_create_date is None and packet.xmp_modify_date is None
    catalogue: Any = reader.root_object
    assert catalogue["/Lang"] == "en-GB"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_manifest_lies_beside_and_inside() -> None:
    """Both are the same but for the file's own hash, which only the one beside can know."""
    portfolio = build(sample_parts())
    inside = json.loads(PdfReader(io.BytesIO(portfolio.pdf)).attachments["manifest.json"][0])
    beside = dict(portfolio.manifest)
    assert beside.pop("portfolio_sha256") == hashlib.sha256(portfolio.pdf).hexdigest()
    assert json.loads(json.dumps(beside)) == inside
    assert "portfolio_sha256" not in inside
    assert inside["schema"] == "ilmdocs.manifest/1"
    assert inside["draft"] is False
    assert inside["provenance"]["workbook"] == {"sha256": "0" * 64}
    diary = inside["parts"][3]
    assert (diary["reference"], diary["client"], diary["first_page"], diary["pages"]) == ("E01", "C1", 4, 3)
    assert diary["sections"][1] == {"title": "Contract", "page": 5, "criteria": diary["criteria"][2:]}
    assert [len(digest) for digest in diary["page_digests"]] == [64] * 3


def test_a_draft_says_so_everywhere() -> None:
    """Title and manifest of a draft name it as one, with its open points."""
    draft = build(sample_parts(), draft=Draft(2))
    info = PdfReader(io.BytesIO(draft.pdf)).metadata
    assert info is not None and str(info.title).startswith("Draft, not for submission: 8585-301(1)")
    assert (draft.manifest["draft"], draft.manifest["open_points"]) == (True, 2)


def with_notes() -> bytes:
    """A learner's file with a web link, an inner link, a dead link, scripts and a filled field."""
    with pikepdf.open(io.BytesIO(text_pdf([["Page one"], ["Page two"]]))) as pdf:
        rect = Array([60, 100, 160, 120])
        web = Dictionary(S=Name.URI, URI=String("https://www.example.org/model"))
        inner = Array([pdf.pages[1].obj, Name.Fit])
        look = pdf.make_stream(b"0 0 1 rg 0 0 80 20 re f", BBox=Array([0, 0, 80, 20]), Subtype=Name.Form)
        notes = [
            Dictionary(Subtype=Name.Link, Rect=rect, A=web, AA=Dictionary(E=web)),
            Dictionary(Subtype=Name.Link, Rect=rect, Dest=inner),
            Dictionary(Subtype=Name.Link, Rect=rect, Dest=String("somewhere else")),
            Dictionary(Subtype=Name.Link, Rect=rect, A=Dictionary(S=Name.Launch, F=String("calc.exe"))),
            Dictionary(Subtype=Name.Stamp, Rect=Array([300, 300, 380, 320]), AP=Dictionary(N=look)),
        ]
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note) for note in notes])
        pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
        return saved(pdf)


def test_links_of_an_attachment_are_kept_where_they_are_harmless() -> None:
    """Web links and inner links stay; scripts, programs and dead links go; stamps are printed in."""
    letter = part(PartKind.STATEMENT, "Letter", "E03", attachment="letter.pdf")
    pdf = build([*sample_parts()[:-1], pdf_part(letter, with_notes())]).pdf
    assert all(word not in pdf for word in (b"JavaScript", b"Launch"))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[7].obj
        web, inner = page.Annots
        assert str(web.A.URI) == "https://www.example.org/model"
        assert inner.A.D[0] == opened.pages[8].obj
        assert set(page.keys()) <= {
            "/Type", "/Parent", "/Resources", "/Contents", "/Annots", "/MediaBox", "/StructParents", "/Tabs",
            "/ILMDOCS_Digest",
        }  # fmt: skip
        assert (
            b" re f"
            in page.Resources.XObject.IlmPage.Resources.XObject.values().__iter__().__next__().read_bytes()
        )


def lines_below(parts: Any, page: int) -> int:
    """How many links of a page are underlined by the merge."""
    with pikepdf.open(io.BytesIO(build(parts).pdf)) as pdf:
        content = b"\n".join(stream.read_bytes() for stream in pdf.pages[page].obj.Contents.as_list())
    return content.count(b" l S")


def test_links_look_like_links_and_are_underlined_once() -> None:
    """A citation that the form does not underline gets a line; one that it does gets no second one."""
    parts = sample_parts()
    assert lines_below(parts, 2) == 3
    with pikepdf.open(io.BytesIO(parts[2].pdf)) as pdf:
        pdf.pages[0].contents_add(b"0.5 w 60 720.5 m 400 720.5 l S", prepend=False)
        parts[2] = pdf_part(parts[2].part, saved(pdf))
    assert lines_below(parts, 2) == 1 + 2
