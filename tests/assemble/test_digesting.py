"""The digests that the writer works out are those that a prover reads from the finished file."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from decimal import Decimal

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pikepdf import Array, Dictionary, Name, Stream, String
from pypdf import PdfReader
from pypdf.generic import TextStringObject, create_string_object

from ilmdocs.assemble import digesting
from ilmdocs.assemble.describing import save
from ilmdocs.model.portfolio import Draft
from ilmdocs.proof import canonical
from ilmdocs.proof.canonical import PAGE_KEY
from ilmdocs.proof.digest import page_digests
from tests.assemble.builders import build, sample_parts

Change = Callable[[pikepdf.Pdf, pikepdf.Object], object]


def one_page() -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    page.Resources = Dictionary()
    page.Contents = pdf.make_stream(b" q 1 0 0 1 0 0 cm Q \n")
    return pdf


def as_proven(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    return page_digests(PdfReader(io.BytesIO(save(pdf))))


def stored(data: bytes, kind: object, parameters: object = None) -> Change:
    """A picture that is stored in a certain way."""

    def change(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
        picture = Stream(pdf, b"")
        picture.write(data, filter=kind, decode_parms=parameters)  # type: ignore[arg-type]
        picture.Subtype, picture.Width, picture.Height = Name.Image, 3, 2
        page.Resources.XObject = Dictionary(Im=picture)

    return change


def pieces(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    page.Contents = Array([pdf.make_stream(b"\n q "), pdf.make_stream(b""), pdf.make_stream(b"Q")])


def circle(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    one, other = (pdf.make_stream(b"/F Do", Subtype=Name.Form) for _ in range(2))
    one.Resources, other.Resources = (
        Dictionary(XObject=Dictionary(F=other)),
        Dictionary(XObject=Dictionary(F=one)),
    )
    page.Resources.XObject = Dictionary(A=one, B=other)


def many_above_a_circle(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    """Two ways from each drawing to the next, forty deep, and a drawing that lists itself at the end."""
    last = pdf.make_stream(b"/F Do", Subtype=Name.Form)
    last.Resources = Dictionary(XObject=Dictionary(F=last))
    for _ in range(40):
        last = pdf.make_stream(
            b"/F Do", Subtype=Name.Form, Resources=Dictionary(XObject=Dictionary(F=last, G=last))
        )
    page.Resources.XObject = Dictionary(A=last)


def notes(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    web = Dictionary(S=Name.URI, URI=String("https://example.org/é"))
    inside = Dictionary(S=Name.GoTo, D=Array([page, Name.Fit]))
    page.Annots = Array(
        [
            pdf.make_indirect(Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=web, P=page)),
            Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=inside),
            Dictionary(Subtype=Name.Square, Rect=Array([0, 0, 9, 9]), F=4, Contents=String("ж")),
        ]
    )


def resources(**entries: object) -> Change:
    return lambda _, page: setattr(page.Resources, "Properties", Dictionary(**entries))  # type: ignore[arg-type]


PACKED = zlib.compress(b"123456" * 9)
CASES: dict[str, Change] = {
    "nothing": lambda pdf, page: None,
    "content in pieces": pieces,
    "content damaged": lambda pdf, page: page.Contents.write(b"\x78\x9c broken", filter=Name.FlateDecode),
    "a circle": circle,
    "many drawings above a circle": many_above_a_circle,
    "notes": notes,
    "numbers": resources(A=1, B=Decimal("-0.00001"), C=Decimal(".5"), D=True, E=Array([10**12, -3, False])),
    "text": resources(A=String("Ōéx"), B=String(b"\xfe\xff\xd8"), C=String(b"\x81\x8d\x00"), D=String("")),
    "null": resources(A=None, B=Array([None, 1])),
    "odd names": lambda pdf, page: setattr(page.Resources, "Odd", Name("/C D#é")),
    "picture with Flate": stored(PACKED, Name.FlateDecode),
    "picture with a predictor": stored(PACKED, Name.FlateDecode, Dictionary(Predictor=12, Columns=3)),
    "picture as JPEG": stored(b"\xff\xd8 no real one", Name.DCTDecode, Dictionary(ColorTransform=0)),
    "picture twice packed": stored(zlib.compress(PACKED), Array([Name.FlateDecode, Name.FlateDecode])),
    "picture in hexadecimal": stored(b"313233343536>", Name.ASCIIHexDecode),
    "base 85 damaged": stored(b"\x7f\x01 is no base 85 ~>", Name.ASCII85Decode),
    "LZW damaged": stored(b"\xff\xff\x00\x10 no LZW", Name.LZWDecode),
    "run length damaged": stored(b"\x05ab", Name.RunLengthDecode),
    "turned": lambda pdf, page: setattr(page, "Rotate", 90),
    "cropped": lambda pdf, page: setattr(page, "CropBox", Array([0, 0, 300, 300])),
}


@pytest.mark.parametrize("change", CASES.values(), ids=CASES)
def test_writer_and_prover_agree(change: Change) -> None:
    """Whatever is on a page: before saving and read back by another library it has one digest."""
    with one_page() as pdf:
        change(pdf, pdf.pages[0].obj)
        assert digesting.digests_of(pdf) == as_proven(pdf)


@pytest.mark.parametrize("draft", [None, Draft(3)])
def test_a_whole_portfolio_is_noted_as_it_is_proven(draft: Draft | None) -> None:
    """Each page of a portfolio carries the digest that the prover works out from the file."""
    reader = PdfReader(io.BytesIO(build(sample_parts(), draft=draft).pdf))
    assert tuple(str(page[PAGE_KEY]) for page in reader.pages) == page_digests(reader)


def test_a_portfolio_is_not_read_again_to_be_digested(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program itself puts on pages is all of the kind that the writer is sure of."""
    monkeypatch.setattr(digesting, "_as_proven", lambda _: pytest.fail("the file was read again"))
    assert build(sample_parts(), draft=Draft(3)).pages == 8


@pytest.mark.parametrize("behind", [b"", b"a", b"\xff", b"\xfe\xff", b"\xbb\xbf", b"\0"])
def test_every_letter_of_a_string_is_digested_alike(behind: bytes) -> None:
    """Also those that the writer reads itself, and those that say how the rest is to be read."""
    for code in range(256):
        content = bytes([code]) + behind
        read = create_string_object(content)
        proven = canonical.words(read) if isinstance(read, TextStringObject) else canonical.raw(read)
        assert digesting._string(String(content)) == proven, content


scalars = some.one_of(
    some.none(),
    some.booleans(),
    some.integers(-(2**31), 2**31),
    some.decimals(-(10**6), 10**6, places=6),
    some.binary(max_size=12).map(String),
    some.text(max_size=8).map(String),
    some.text(alphabet="AZaz09.-_#() é/", max_size=6).map(lambda text: Name("/N" + text.replace("/", ""))),
)
values = some.recursive(
    scalars,
    lambda inner: some.one_of(
        some.lists(inner, max_size=4).map(Array),
        some.dictionaries(some.sampled_from(["/A", "/B", "/Type", "/Länge", "/F"]), inner).map(Dictionary),
    ),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None)
@given(values)
def test_any_value_is_digested_alike(value: object) -> None:
    """Values of every kind, nested in any way."""
    with one_page() as pdf:
        pdf.pages[0].obj.Resources.Thing = Dictionary(Value=value)
        assert digesting.digests_of(pdf) == as_proven(pdf)
