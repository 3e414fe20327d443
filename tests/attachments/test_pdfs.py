"""A learner's PDF keeps how it looks and loses everything that it could do or tell by itself."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import ExifTags, Image

from ilmdocs.attachments import NormalisedAttachment, attachment_texts, normalise
from ilmdocs.attachments.page_range import wanted_pages
from ilmdocs.picture_data import without_metadata

from . import builders as build


def made(folder: Path, document: pikepdf.Pdf, **values: str) -> NormalisedAttachment:
    """The clean pages of a PDF."""
    (folder / "scan.pdf").write_bytes(build.saved(document))
    return normalise(build.part("scan.pdf", **values), folder)


def opened(result: NormalisedAttachment) -> pikepdf.Pdf:
    """The clean pages, open."""
    return pikepdf.Pdf.open(BytesIO(result.pdf))


def texts(folder: Path, result: NormalisedAttachment) -> tuple[str, ...]:
    """What the clean pages say, read by another library than the one that wrote them."""
    path = folder / "clean.pdf"
    path.write_bytes(result.pdf)
    return attachment_texts(path)


def annotation(kind: Name, **entries: Any) -> Dictionary:
    """An annotation in the left upper corner."""
    return Dictionary(Type=Name.Annot, Subtype=kind, Rect=Array([10, 700, 90, 800]), **entries)


def dangerous() -> pikepdf.Pdf:
    """A PDF with everything that must not reach a portfolio."""
    document = build.pdf(2)
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('canary')"))
    document.Root.OpenAction = script
    document.Root.AA = Dictionary(WC=script)
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
    document.attachments["canary.txt"] = b"embedded canary"
    page = document.pages[0].obj
    page.AA = Dictionary(O=script)
    page.PieceInfo = Dictionary(Canary=String("canary"))
    page.Metadata = document.make_stream(b"<x:xmpmeta>canary</x:xmpmeta>")
    actions = [
        Dictionary(S=Name.Launch, F=String("canary.exe")),
        Dictionary(S=Name.SubmitForm, F=String("https://example.org/canary")),
        Dictionary(S=Name.ImportData, F=String("canary.fdf")),
        Dictionary(S=Name.GoToR, F=String("canary.pdf")),
        Dictionary(S=Name.GoToE, T=Dictionary()),
        Dictionary(S=Name.URI, URI=String("file:///canary")),
        Dictionary(S=Name.URI, URI=String("mailto:canary@example.org")),
        script,
    ]
    page.Annots = Array(
        [
            *(annotation(Name.Link, A=action) for action in actions),
            annotation(Name.FileAttachment, FS=Dictionary(F=String("canary.doc")), T=String("canary")),
            annotation(Name.RichMedia, T=String("canary")),
            annotation(Name.Text, Contents=String("a canary comment"), T=String("canary")),
        ]
    )
    document.docinfo["/Author"] = "canary"
    with document.open_metadata() as metadata:
        metadata["dc:title"] = "canary"
    return document


FORBIDDEN = {
    "/AA", "/OpenAction", "/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE",
    "/EmbeddedFiles", "/FileAttachment", "/RichMedia", "/Names", "/Metadata", "/PieceInfo", "/AcroForm",
    "/AF",
}  # fmt: skip


def words_in(document: pikepdf.Pdf) -> set[str]:
    """Every name and string in every object of a PDF."""
    found: set[str] = set()

    def walk(thing: object) -> None:
        if isinstance(thing, pikepdf.Object) and thing._type_name in ("dictionary", "stream"):
            for key in thing.keys():  # noqa: SIM118 - a PDF object is no mapping
                found.add(str(key))
                if not thing[key].is_indirect if isinstance(thing[key], pikepdf.Object) else True:
                    walk(thing[key])
        elif isinstance(thing, Array):
            for item in thing:
                if not getattr(item, "is_indirect", False):
                    walk(item)
        else:
            found.add(str(thing))

    for thing in document.objects:
        walk(thing)
    return found


def test_the_word_search_sees_what_is_there() -> None:
    """The search that the next test trusts finds every dangerous thing in the dangerous PDF."""
    with pikepdf.Pdf.open(BytesIO(build.saved(dangerous()))) as document:
        seen = words_in(document)
    assert FORBIDDEN - {"/AcroForm", "/AF"} <= seen
    assert any("canary" in word for word in seen)


def test_nothing_active_or_hidden_is_left(tmp_path: Path) -> None:
    """Scripts, actions, embedded files, comments and metadata are gone from every object; the text stays."""
    result = made(tmp_path, dangerous())
    with opened(result) as clean:
        seen = words_in(clean)
        assert not clean.docinfo
    assert not FORBIDDEN & seen
    assert not any("canary" in word for word in seen)
    assert texts(tmp_path, result) == ("Page 1", "Page 2")


def test_what_was_left_out_is_said(tmp_path: Path) -> None:
    """Each thing taken away is named once in plain words, with how often it was there."""
    notes = made(tmp_path, dangerous()).notes
    assert "Left out: a script (3 times)." in notes
    assert "Left out: a link that starts a program." in notes
    assert "Left out: an embedded file." in notes
    assert "Left out: a comment." in notes
    assert "Left out: a link that is no web address (2 times)." in notes


def test_a_plain_pdf_needs_no_notes(tmp_path: Path) -> None:
    """A scan that had nothing to be taken away is not talked about."""
    assert made(tmp_path, build.pdf()).notes == ()


def test_links_to_web_pages_stay(tmp_path: Path) -> None:
    """An evidence page may cite a web page, and the link goes on working."""
    document = build.pdf()
    link = Dictionary(S=Name.URI, URI=String("https://example.org/code"))
    document.pages[0].obj.Annots = Array([annotation(Name.Link, A=link, NM=String("id-1"))])
    with opened(made(tmp_path, document)) as clean:
        (kept,) = clean.pages[0].obj.Annots
        assert str(kept.A.URI) == "https://example.org/code"
        assert "/NM" not in kept


@pytest.mark.parametrize("drawn", [True, False])
def test_a_filled_form_field_is_printed(tmp_path: Path, drawn: bool) -> None:
    """What was typed into a form field is page text afterwards, whether or not its program had drawn it."""
    document = build.pdf()
    value = "A fictional answer that is typed into a field and is far too long for a single line of its box"
    build.text_field(document, value, drawn)
    result = made(tmp_path, document)
    (text,) = texts(tmp_path, result)
    assert " ".join(text.split()) == f"Page 1 {value}"
    with opened(result) as clean:
        assert "/Annots" not in clean.pages[0].obj
        assert "/AcroForm" not in clean.Root
    assert "A form field printed." in result.notes


def test_a_hidden_field_stays_hidden(tmp_path: Path) -> None:
    """A field that its author hid is not brought to light."""
    document = build.pdf()
    build.text_field(document, "hidden canary", drawn=True).F = 2
    result = made(tmp_path, document)
    assert texts(tmp_path, result) == ("Page 1",)
    with opened(result) as clean:
        assert not any("canary" in word for word in words_in(clean))


def test_only_the_pages_asked_for_are_taken(tmp_path: Path) -> None:
    """A page range picks pages in the order typed, and what stands on the others is not in the file."""
    result = made(tmp_path, build.pdf(6), page_range="5-; 2")
    assert result.pages == 3
    assert texts(tmp_path, result) == ("Page 5", "Page 6", "Page 2")
    assert b"Page 3" not in build.saved(
        opened(result), compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all
    )
    assert result.notes == ("3 of 6 pages taken, as asked.",)


def test_size_and_rotation_stay(tmp_path: Path) -> None:
    """Normalising size and rotation is the assembly's task; inherited ones are written onto the page."""
    document = build.pdf(2)
    for page in document.pages:
        del page.obj.MediaBox
    document.Root.Pages.MediaBox = Array([0, 0, 612, 792])
    document.Root.Pages.Rotate = 90
    document.pages[1].obj.UserUnit = 2
    with opened(made(tmp_path, document)) as clean:
        first, second = (page.obj for page in clean.pages)
        assert [int(edge) for edge in first.MediaBox] == [0, 0, 612, 792]
        assert int(first.Rotate) == 90
        assert int(second.UserUnit) == 2


def test_a_page_without_a_size_gets_one(tmp_path: Path) -> None:
    """A page that no size was given for gets the one with which readers show it, US Letter."""
    document = build.pdf()
    del document.pages[0].obj.MediaBox
    with opened(made(tmp_path, document)) as clean:
        assert [int(edge) for edge in clean.pages[0].obj.MediaBox] == [0, 0, 612, 792]


def test_limits_on_copying_are_not_carried_over(tmp_path: Path) -> None:
    """A PDF that only forbids copying is taken, unprotected, and the note says so."""
    restricted = pikepdf.Encryption(owner="own", user="", allow=pikepdf.Permissions(extract=False))
    (tmp_path / "scan.pdf").write_bytes(build.saved(build.pdf(), encryption=restricted))
    result = normalise(build.part("scan.pdf"), tmp_path)
    with opened(result) as clean:
        assert not clean.is_encrypted
    assert result.notes == ("Its author's limits on printing and copying are not carried over.",)


def test_a_slightly_wrong_file_is_repaired_and_said(tmp_path: Path) -> None:
    """A wrong offset in an otherwise whole file is repaired, with a note to look at the pages."""
    data = build.saved(build.pdf(2), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    (tmp_path / "scan.pdf").write_bytes(data.replace(b"startxref\n", b"startxref\n9"))
    result = normalise(build.part("scan.pdf"), tmp_path)
    assert texts(tmp_path, result) == ("Page 1", "Page 2")
    assert "The file had faults that were repaired: look at its pages." in result.notes


def test_camera_data_inside_a_scanned_pdf_is_removed(tmp_path: Path) -> None:
    """A photo that was only wrapped into a PDF loses its place too, without being encoded again."""
    exif = Image.Exif()
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (51.0, 28.0, 38.0)
    photo = build.encoded(build.picture(), "JPEG", exif=exif)
    document = build.pdf()
    stream = pikepdf.Stream(
        document, photo, Type=Name.XObject, Subtype=Name.Image, Width=600, Height=400, BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode,
    )  # fmt: skip
    document.pages[0].obj.Resources.XObject = Dictionary(Photo=stream)
    with opened(made(tmp_path, document)) as clean:
        stored = clean.pages[0].obj.Resources.XObject.Photo.read_raw_bytes()
    assert b"Exif" not in stored
    assert Image.open(BytesIO(stored)).tobytes() == Image.open(BytesIO(photo)).tobytes()


def test_the_jpeg_cleaner_leaves_strange_data_alone() -> None:
    """Data that is no JPEG, or ends too soon, comes back as it was."""
    photo = build.encoded(build.picture(), "JPEG")
    for data in (b"", b"no picture", photo[:20], b"\xff\xd8\xff\xe1\xff\xff"):
        assert without_metadata(data) == data


def test_same_pdf_same_bytes(tmp_path: Path) -> None:
    """The same file gives the same clean bytes on every run."""
    (tmp_path / "scan.pdf").write_bytes(build.saved(dangerous()))
    assert normalise(build.part("scan.pdf"), tmp_path) == normalise(build.part("scan.pdf"), tmp_path)


def test_a_scan_cannot_be_searched(tmp_path: Path) -> None:
    """An empty text tells the search for names that a page has only a picture."""
    (tmp_path / "photo.png").write_bytes(build.encoded(build.picture(), "PNG"))
    (tmp_path / "text.pdf").write_bytes(build.saved(build.pdf(2, "Words")))
    assert attachment_texts(tmp_path / "photo.png") == ("",)
    assert attachment_texts(tmp_path / "text.pdf") == ("Words 1", "Words 2")


@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        ("", (0, 1, 2, 3)),
        ("2", (1,)),
        ("1-3", (0, 1, 2)),
        ("1 – 2, 4", (0, 1, 3)),
        ("3-", (2, 3)),
        ("2;2", (1,)),
    ],
)
def test_page_ranges(typed: str, pages: tuple[int, ...]) -> None:
    """Ranges are read as people type them, and a page is never taken twice."""
    assert wanted_pages(typed, 4) == pages
