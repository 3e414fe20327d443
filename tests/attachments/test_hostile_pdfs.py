"""PDFs that would keep a reader busy for ever, or that readers understand differently."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from ilmdocs.attachments import NormalisedAttachment, normalise
from ilmdocs.attachments.problem import AttachmentUnreadable
from ilmdocs.attachments.unpacking import unpacked_size

from . import builders as build


def made(folder: Path, data: bytes) -> NormalisedAttachment:
    (folder / "file.pdf").write_bytes(data)
    return normalise(build.part("file.pdf"), folder)


def drawing(document: pikepdf.Pdf, content: bytes, **within: pikepdf.Object) -> pikepdf.Object:
    """A drawing that may list others."""
    listed = Dictionary({f"/{name}": other for name, other in within.items()})
    return document.make_stream(
        content,
        Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 500, 700]),
        Resources=Dictionary(XObject=listed),
    )  # fmt: skip


def page_with(content: bytes, **drawings: pikepdf.Object) -> Callable[[pikepdf.Pdf], None]:
    def put(document: pikepdf.Pdf) -> None:
        page = document.pages[0].obj
        page.Resources = Dictionary(XObject=Dictionary({f"/{n}": d for n, d in drawings.items()}))
        page.Contents = document.make_stream(content)

    return put


def _doubling(document: pikepdf.Pdf) -> None:
    inner = drawing(document, b"0 0 9 9 re f")
    for _ in range(30):
        inner = drawing(document, b"/A Do /A Do", A=inner)
    page_with(b"/A Do", A=inner)(document)


def _much(document: pikepdf.Pdf) -> None:
    packed = zlib.compress(b"q " * (4 * 1024 * 1024), 9)
    document.pages[0].obj.Contents = pikepdf.Stream(document, packed, Filter=Name.FlateDecode)


def _endless_pattern(document: pikepdf.Pdf) -> None:
    tile = document.make_stream(
        b"0 0 1 1 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
        BBox=Array([0, 0, 1, 1]), XStep=0.001, YStep=0.001, Resources=Dictionary(),
    )  # fmt: skip
    document.pages[0].obj.Resources = Dictionary(Pattern=Dictionary(P=tile))


def _in_a_ring(document: pikepdf.Pdf) -> None:
    ring = [drawing(document, b"/A Do") for _ in range(8)]
    for here, there in zip(ring, [*ring[1:], ring[0]], strict=True):
        here.Resources = Dictionary(XObject=Dictionary({"/A": there}))
    page_with(b"/A Do", A=ring[0])(document)


def _huge_picture(document: pikepdf.Pdf) -> None:
    picture = pikepdf.Stream(
        document, zlib.compress(bytes(1000)), Type=Name.XObject, Subtype=Name.Image, Width=60_000,
        Height=60_000, BitsPerComponent=8, ColorSpace=Name.DeviceGray, Filter=Name.FlateDecode,
    )  # fmt: skip
    page_with(b"/A Do", A=document.make_indirect(picture))(document)


def _picture_that_lies(document: pikepdf.Pdf) -> None:
    jpeg = bytearray(build.encoded(build.picture((40, 40)), "JPEG"))
    frame = jpeg.index(b"\xff\xc0")
    jpeg[frame + 5 : frame + 9] = (20_000).to_bytes(2, "big") * 2
    picture = pikepdf.Stream(
        document, bytes(jpeg), Type=Name.XObject, Subtype=Name.Image, Width=40, Height=40,
        BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode,
    )  # fmt: skip
    page_with(b"/A Do", A=document.make_indirect(picture))(document)


def _one_stream_on_many_pages(document: pikepdf.Pdf) -> None:
    packed = document.make_indirect(
        pikepdf.Stream(document, zlib.compress(b" " * (5 * 1024 * 1024), 9), Filter=Name.FlateDecode)
    )
    for _ in range(60):
        document.add_blank_page()
    for page in document.pages:
        page.obj.Contents = packed


HOSTILE: Mapping[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "drawings that double": (_doubling, "Page 1 of the PDF"),
    "much content": (_much, "draws more than can be taken over"),
    "endless pattern": (_endless_pattern, "too fine"),
    "drawings in a ring": (_in_a_ring, "entangled"),
    "huge picture": (_huge_picture, "A picture in the PDF"),
    "picture that lies about its size": (_picture_that_lies, "A picture in the PDF"),
    "one stream on many pages": (_one_stream_on_many_pages, "unreasonable size"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_would_never_end_is_refused(tmp_path: Path, name: str) -> None:
    """It is refused before anything is drawn, in words that say what is wrong, and with the file's name."""
    make, words = HOSTILE[name]
    document = build.pdf()
    make(document)
    with pytest.raises(AttachmentUnreadable) as refusal:
        made(tmp_path, build.saved(document, compress_streams=False))
    assert words in refusal.value.message
    assert "file.pdf" in refusal.value.message


def test_drawings_that_share_one_list_are_taken_over(tmp_path: Path) -> None:
    """Some programs list all drawings in each; every one of them still shows, and none leads round."""
    document = build.pdf()
    shared = document.make_indirect(Dictionary())
    drawings = {f"/D{number}": drawing(document, b"%d 0 9 9 re f" % number) for number in range(24)}
    for one in drawings.values():
        one.Resources = Dictionary(XObject=shared)
    for key, one in drawings.items():
        shared[key] = one
    page = document.pages[0].obj
    page.Resources = Dictionary(XObject=shared)
    page.Contents = document.make_stream(b" ".join(b"/D%d Do" % number for number in range(24)))
    with pikepdf.open(io.BytesIO(made(tmp_path, build.saved(document)).pdf)) as pdf:
        kept = pdf.pages[0].obj.Resources.XObject
        assert set(kept.keys()) == set(drawings)
        assert all(not one.Resources.XObject.keys() for one in kept.values())


def test_numbers_of_a_hundred_digits_are_rounded(tmp_path: Path) -> None:
    """pypdf, which proves the portfolio, refuses a file that holds one."""
    document = build.pdf()
    document.pages[0].obj.Resources.Pattern = Dictionary(
        P=document.make_indirect(Dictionary(PatternType=2, Matrix=Array([1, 0, 0, 1, 0, 0])))
    )
    data = build.saved(document, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    old = b"/Matrix [ 1 0 0 1 0 0 ]"
    assert old in data
    long = b"/Matrix [ 0." + b"1234567890" * 11 + b" 0 0 1 0 0 ]"
    (page,) = pypdf.PdfReader(io.BytesIO(made(tmp_path, data.replace(old, long)).pdf)).pages
    assert float(page["/Resources"]["/Pattern"]["/P"]["/Matrix"][0]) == pytest.approx(0.123457)  # type: ignore[index]


def test_notes_that_are_none_are_passed_over(tmp_path: Path) -> None:
    """A list of notes with holes, or with a link that leads nowhere, harms nobody."""
    document = build.pdf()
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://a.example"))
    )
    document.pages[0].obj.Annots = Array([None, 3, Array(), link])
    assert made(tmp_path, build.saved(document)).pages == 1


def test_a_picture_that_is_cut_short_is_said(tmp_path: Path) -> None:
    """Readers show half of it without a word."""
    document = build.pdf()
    jpeg = build.encoded(build.picture(), "JPEG")[:900]
    picture = pikepdf.Stream(
        document, jpeg, Type=Name.XObject, Subtype=Name.Image, Width=600, Height=400,
        BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode,
    )  # fmt: skip
    page_with(b"/A Do", A=document.make_indirect(picture))(document)
    assert any("damaged and may be missing" in note for note in made(tmp_path, build.saved(document)).notes)


def test_content_of_other_files_is_not_fetched(tmp_path: Path) -> None:
    """A stream or drawing that stands for something in another file loses that."""
    document = build.pdf()
    outside = drawing(document, b"0 0 9 9 re f")
    outside["/Ref"] = Dictionary(F=String("other.pdf"), Page=0)
    outside["/F"] = String("secret.bin")
    page_with(b"/A Do", A=outside)(document)
    with pikepdf.open(io.BytesIO(made(tmp_path, build.saved(document)).pdf)) as pdf:
        assert not {"/Ref", "/F"} & set(pdf.pages[0].obj.Resources.XObject.A.keys())


def test_lzw_is_measured_and_not_guessed() -> None:
    """Old scanners pack with LZW; a long page of it is no bomb, and a bomb is one."""
    codes = [256, *([0] * 4), 257]
    bits = "".join(f"{code:09b}" for code in codes)
    data = int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    assert unpacked_size(data, ["/LZWDecode"], 10_000) == 4
    growing = [256, 0, *range(258, 508), 257]
    bits = "".join(f"{code:09b}" for code in growing)
    data = int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    assert unpacked_size(data, ["/LZWDecode"], 10_000) > 10_000
    assert unpacked_size(b"\x02abc\xfex\x80", ["/RunLengthDecode"], 10_000) == 6
