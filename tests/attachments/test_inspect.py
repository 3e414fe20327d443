"""What `inspect` says about every kind of file that cannot be used, and where."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from ilmdocs.attachments import inspect
from ilmdocs.model.finding import Severity

from . import builders as build


def _password() -> bytes:
    return build.saved(build.pdf(), encryption=pikepdf.Encryption(user="open", owner="own"))


def _xfa() -> bytes:
    document = build.pdf()
    document.Root.AcroForm = Dictionary(Fields=Array(), XFA=document.make_stream(b"<xdp/>"))
    return build.saved(document)


def _hidden_layer() -> bytes:
    document = build.pdf()
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="Secret"))
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    return build.saved(document)


def _content_bomb() -> bytes:
    document = build.pdf()
    bomb = zlib.compress(bytes(70 * 1024 * 1024), 9)
    document.pages[0].obj.Contents = pikepdf.Stream(document, bomb, Filter=Name.FlateDecode)
    return build.saved(document, compress_streams=False)


def _index_bomb() -> bytes:
    bomb = zlib.compress(bytes(70 * 1024 * 1024), 9)
    return (
        b"%%PDF-1.7\n1 0 obj\n<</Type /ObjStm /Filter /FlateDecode>>\nstream\n%b\nendstream\n%%%%EOF" % bomb
    )


def _broken_content() -> bytes:
    document = build.pdf()
    document.pages[0].obj.Contents = pikepdf.Stream(document, b"this is not zlib", Filter=Name.FlateDecode)
    return build.saved(document, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def _without_pages() -> bytes:
    return build.saved(pikepdf.Pdf.new())


def _lost_page() -> bytes:
    whole = build.saved(build.pdf(3), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    second = re.search(rb"/Kids \[ \d+ 0 R (\d+ 0 R)", whole)
    assert second is not None
    return whole.replace(second[1], b"(x)".ljust(len(second[1])))


def _letters_that_nobody_drew() -> bytes:
    document = build.pdf()
    build.text_field(document, "Łódź ŵŷ", drawn=False)
    return build.saved(document)


def _word() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<document/>")
    return out.getvalue()


UNREADABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.pdf": (lambda: b"", "empty"),
    "password.pdf": (_password, "protected with a password"),
    "cut short.pdf": (lambda: build.saved(build.pdf(3))[:-200], "its end is missing"),
    "damaged.pdf": (lambda: b"%PDF-1.7\n" + b"nothing " * 50 + b"\n%%EOF", "damaged"),
    "broken content.pdf": (_broken_content, "damaged"),
    "lost page.pdf": (_lost_page, "damaged"),
    "no pages.pdf": (_without_pages, "has no pages"),
    "too many.pdf": (lambda: build.saved(build.pdf(501)), "has 501 pages"),
    "xfa.pdf": (_xfa, "XFA form"),
    "layers.pdf": (_hidden_layer, "layers that are hidden"),
    "content bomb.pdf": (_content_bomb, "unreasonable size"),
    "index bomb.pdf": (_index_bomb, "unreasonable size"),
    "field letters.pdf": (_letters_that_nobody_drew, "letters that only the program that made it can draw"),
    "cut short.jpg": (lambda: build.encoded(build.picture(), "JPEG")[:900], "not fully copied"),
    "cut short.png": (lambda: build.encoded(build.picture(), "PNG")[:600], "not fully copied"),
    "huge.png": (lambda: build.huge_png(7200), "too large"),
    "bomb.png": (lambda: build.huge_png(20000), "too large"),
    "photo.heic": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(90), "HEIC"),
    "scan.tif": (lambda: b"II*\x00" + bytes(90), "of a kind that cannot be read here"),
    "drawing.svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    "sound.m4a": (lambda: b"\x00\x00\x00\x18ftypM4A " + bytes(90), "recording"),
    "letter.docx": (_word, "Word document"),
    "notes.txt": (lambda: b"Only some words.", "neither a PDF nor a picture"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unusable_file_is_found_at_its_cell(tmp_path: Path, name: str) -> None:
    """Each kind of unusable file gives one must finding at its cell that says what is wrong with it."""
    make, words = UNREADABLE[name]
    (tmp_path / name).write_bytes(make())
    (finding,) = inspect(build.submission(tmp_path, build.evidence(file=name)))
    assert finding.id == "attachment-unreadable"
    assert finding.severity is Severity.MUST
    assert str(finding.location) == "Evidence!D5"
    assert words in finding.message
    assert finding.remedy.endswith(".")


@pytest.mark.parametrize(
    "typed",
    [
        "../secret.pdf",
        "sub/../../secret.pdf",
        "/etc/hostname",
        "C:\\scan.pdf",
        "\\\\server\\x.pdf",
        "C:x.pdf",
    ],
)
def test_a_path_out_of_the_folder_is_refused(tmp_path: Path, typed: str) -> None:
    """A learner's workbook cannot make the program read a file outside the workbook's folder."""
    (tmp_path / "secret.pdf").write_bytes(build.saved(build.pdf()))
    folder = tmp_path / "learner"
    folder.mkdir()
    (finding,) = inspect(build.submission(folder, build.evidence(file=typed)))
    assert finding.id == "attachment-unreadable"
    assert "not inside the workbook's folder" in finding.message


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A symbolic link is not followed out of the workbook's folder, and is followed inside it."""
    folder = tmp_path / "learner"
    folder.mkdir()
    (tmp_path / "secret.pdf").write_bytes(build.saved(build.pdf()))
    (folder / "real.pdf").write_bytes(build.saved(build.pdf()))
    (folder / "out.pdf").symlink_to(tmp_path / "secret.pdf")
    (folder / "in.pdf").symlink_to(folder / "real.pdf")
    (finding,) = inspect(
        build.submission(folder, build.evidence(file="out.pdf"), build.evidence(file="in.pdf"))
    )
    assert "link to a place outside" in finding.message


@pytest.mark.parametrize("typed", ["scan.pdf", "scans/scan.pdf", "sc\x00an.pdf", "x" * 300 + ".pdf"])
def test_a_missing_file_is_found(tmp_path: Path, typed: str) -> None:
    """A name without a file is missing, however odd the name."""
    (finding,) = inspect(build.submission(tmp_path, build.evidence(file=typed)))
    assert (finding.id, finding.location.cell) == ("attachment-missing", "D5")


def test_a_near_name_is_suggested(tmp_path: Path) -> None:
    """A misspelt name leads to the file that was probably meant."""
    (tmp_path / "observation.pdf").write_bytes(build.saved(build.pdf()))
    (finding,) = inspect(build.submission(tmp_path, build.evidence(file="observaton.pdf")))
    assert 'Did you mean "observation.pdf"?' in finding.remedy


def test_evidence_without_a_file_is_left_to_the_rules(tmp_path: Path) -> None:
    """Whether a row needs a file depends on its kind: the unit's rule says so, and says it once."""
    assert inspect(build.submission(tmp_path, build.evidence(kind="evidence"))) == ()


def test_a_recording_is_never_opened(tmp_path: Path) -> None:
    """A recording is only listed: its file may be anywhere, or be something that cannot be read."""
    (tmp_path / "talk.mp3").write_bytes(b"ID3")
    rows = (
        build.evidence(kind="recording", file="talk.mp3"),
        build.evidence(kind="recording", file="gone.mp3"),
    )
    assert inspect(build.submission(tmp_path, *rows, build.evidence(kind="recording"))) == ()


def test_names_match_as_on_windows(tmp_path: Path) -> None:
    """Capitals, backslashes and the way an accent is stored make no difference on any machine."""
    (tmp_path / "Scans").mkdir()
    (tmp_path / "Scans" / "Obserwacja Łódź é.PDF").write_bytes(build.saved(build.pdf()))
    typed = "scans\\obserwacja łódź é.pdf"
    assert inspect(build.submission(tmp_path, build.evidence(file=typed))) == ()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A cell that names the folder instead of the file in it says so."""
    (tmp_path / "scans").mkdir()
    (finding,) = inspect(build.submission(tmp_path, build.evidence(file="scans")))
    assert "is a folder" in finding.message


def test_good_files_give_no_finding(tmp_path: Path) -> None:
    """A PDF, a photo and a PDF whose printing is restricted are all fine."""
    (tmp_path / "a.pdf").write_bytes(build.saved(build.pdf(2)))
    restricted = pikepdf.Encryption(owner="own", user="", allow=pikepdf.Permissions(extract=False))
    (tmp_path / "b.pdf").write_bytes(build.saved(build.pdf(), encryption=restricted))
    (tmp_path / "c.jpg").write_bytes(build.encoded(build.picture(), "JPEG"))
    (tmp_path / "d.webp").write_bytes(build.encoded(build.picture(), "WEBP"))
    rows = [build.evidence(file=name) for name in ("a.pdf", "b.pdf", "c.jpg", "d.webp")]
    assert inspect(build.submission(tmp_path, *rows)) == ()


@pytest.mark.parametrize(
    ("typed", "finding_id"),
    [("1-3", "attachment-missing"), ("two", "value-type"), ("3-2", "value-type"), ("0", "value-type")],
)
def test_pages_that_are_not_there_are_found_at_their_own_cell(
    tmp_path: Path, typed: str, finding_id: str
) -> None:
    """A wrong page range is the page cell's fault and not the file's."""
    (tmp_path / "a.pdf").write_bytes(build.saved(build.pdf(2)))
    (finding,) = inspect(build.submission(tmp_path, build.evidence(file="a.pdf", page_range=typed)))
    assert (finding.id, finding.location.cell) == (finding_id, "M5")
    assert f'"{typed}"' in finding.message


def test_a_finding_of_one_unit_stays_there(tmp_path: Path) -> None:
    """Evidence that counts for one unit alone does not stop the other; a mistyped unit stops both."""
    rows = (
        build.row("Units", {"unit_id": "8585-302"}),
        build.evidence(file="x.pdf", units=("8585-302",)),
        build.evidence(file="x.pdf"),
        build.evidence(file="x.pdf", units=("8585-392",)),
    )
    assert [finding.unit for finding in inspect(build.submission(tmp_path, *rows))] == [
        "8585-302",
        None,
        None,
    ]


def test_a_signature_has_to_be_a_picture(tmp_path: Path) -> None:
    """A PDF cannot be put on a signature line; a PNG can."""
    (tmp_path / "sign.pdf").write_bytes(build.saved(build.pdf()))
    (tmp_path / "sign.png").write_bytes(build.encoded(build.picture(), "PNG"))
    learner = build.row("Learner", {"signature_image": "sign.pdf"})
    (finding,) = inspect(build.submission(tmp_path, learner))
    assert (finding.id, str(finding.location)) == ("attachment-unreadable", "Learner!B17")
    assert inspect(build.submission(tmp_path, build.row("Learner", {"signature_image": "sign.png"}))) == ()


def test_a_client_named_inside_a_file_is_found(tmp_path: Path) -> None:
    """The name stands in the text of a PDF or in a filled field of it; only pages that are used count."""
    (tmp_path / "scan.pdf").write_bytes(build.saved(build.pdf(2, "Talk with Jo Bloggs, page")))
    field = build.pdf(1, "Form")
    build.text_field(field, "Jo Bloggs", drawn=False)
    (tmp_path / "form.pdf").write_bytes(build.saved(field))
    private = build.row("Private", {"client_ref": "C1", "real_name": "Jo Bloggs"})
    for name in ("scan.pdf", "form.pdf"):
        (finding,) = inspect(build.submission(tmp_path, private, build.evidence(file=name)))
        assert (finding.id, finding.severity) == ("client-named", "must")
        assert finding.message.startswith(f'Client C1 is named in "{name}"')
        assert "Bloggs" not in finding.message
    other = build.row("Private", {"client_ref": "C1", "real_name": "Ann Other"})
    assert inspect(build.submission(tmp_path, other, build.evidence(file="scan.pdf"))) == ()


@pytest.mark.parametrize(
    ("private", "words"),
    [
        ({"real_name": "Will Bloggs"}, "a word that is also a name of client C1, on page 2"),
        ({"real_name": "Jo Bloggs", "employer": "Will Ltd"}, "the employer or site of client C1"),
    ],
)
def test_a_word_that_may_name_a_client_is_worth_a_look(
    private: dict[str, str], words: str, tmp_path: Path
) -> None:
    """An ordinary word, or a client's employer, on a page that is used stops nothing and is told."""
    document = build.pdf(1, "Notes of a workshop")
    document.pages.extend(build.pdf(1, "So Will Ltd and Will agreed").pages)
    (tmp_path / "scan.pdf").write_bytes(build.saved(document))
    rows = (build.row("Private", {"client_ref": "C1", **private}), build.evidence(file="scan.pdf"))
    (finding,) = inspect(build.submission(tmp_path, *rows))
    assert (finding.id, finding.severity) == ("client-named", "should")
    assert words in finding.message
