"""The page digest: the same for the same page however it is stored, another for any change."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from pypdf import PdfReader

from ilmdocs.proof.digest import page_digests
from tests.assemble.builders import scan_pdf, text_pdf

PAGE = text_pdf([["One page", "with two lines"]])


def digests(pdf: bytes) -> tuple[str, ...]:
    return page_digests(PdfReader(io.BytesIO(pdf)))


def after(pdf: bytes, change: Callable[[pikepdf.Pdf], object], **options: object) -> tuple[str, ...]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        file = io.BytesIO()
        opened.save(file, **options)  # type: ignore[arg-type]
    return digests(file.getvalue())


def unpacked(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Type") != Name.ObjStm:
            thing.write(thing.read_bytes())


def in_two_pieces(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    lines = page.Contents.read_bytes().split(b"\n")
    page.Contents = Array([pdf.make_stream(lines[0]), pdf.make_stream(b"\n".join(lines[1:]))])


def font_in_place(pdf: pikepdf.Pdf) -> None:
    fonts = pdf.pages[0].obj.Resources.Font
    fonts.F1 = Dictionary(dict(fonts.F1.items()))


def resources_above(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    page.Parent.Resources = page.Resources
    del page["/Resources"]


@pytest.mark.parametrize("change", [unpacked, in_two_pieces, font_in_place, resources_above])
def test_how_it_is_stored_does_not_count(change: Callable[[pikepdf.Pdf], None]) -> None:
    """Packing, pieces, objects of their own and inherited resources leave a digest as it is."""
    assert after(PAGE, change) == digests(PAGE)
    assert after(scan_pdf(), unpacked, compress_streams=False) == digests(scan_pdf())


def test_where_a_page_stands_does_not_count() -> None:
    """A page has the same digest wherever it is in the file."""
    pdf = text_pdf([["One"], ["Two"]])
    assert after(pdf, lambda opened: opened.pages.reverse()) == digests(pdf)[::-1]


CHANGES: dict[str, Callable[[pikepdf.Pdf], object]] = {
    "content": lambda pdf: pdf.pages[0].contents_add(b"0 0 9 9 re f", prepend=False),
    "font": lambda pdf: setattr(pdf.pages[0].obj.Resources.Font.F1, "BaseFont", Name.Courier),
    "size": lambda pdf: setattr(pdf.pages[0].obj, "MediaBox", Array([0, 0, 595, 843])),
    "crop": lambda pdf: setattr(pdf.pages[0].obj, "CropBox", Array([0, 0, 595, 500])),
    "rotation": lambda pdf: setattr(pdf.pages[0].obj, "Rotate", 90),
    "units": lambda pdf: setattr(pdf.pages[0].obj, "UserUnit", 2),
    "note": lambda pdf: setattr(pdf.pages[0].obj, "Annots", Array([Dictionary(Subtype=Name.Square)])),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_shows(change: Callable[[pikepdf.Pdf], object]) -> None:
    """Whatever changes what a page shows changes its digest."""
    assert after(PAGE, change) != digests(PAGE)


def test_a_note_that_is_hidden_differs_from_one_that_is_seen() -> None:
    """A note's flags decide whether it is seen, so they count."""

    def noted(flags: int) -> tuple[str, ...]:
        note = Dictionary(Subtype=Name.Square, Rect=Array([0, 0, 9, 9]), F=flags)
        return after(PAGE, lambda pdf: setattr(pdf.pages[0].obj, "Annots", Array([note])))

    assert noted(2) != noted(4)


def test_a_web_links_address_counts() -> None:
    """A link that goes to another address is another page."""

    def linked(address: str) -> tuple[str, ...]:
        action = Dictionary(S=Name.URI, URI=pikepdf.String(address))
        note = Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
        return after(PAGE, lambda pdf: setattr(pdf.pages[0].obj, "Annots", Array([note])))

    assert linked("https://a.example") != linked("https://b.example")


def test_resources_that_contain_themselves() -> None:
    """A form that uses itself has a digest, and the same one every time."""

    def knot(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"/F Do", Type=Name.XObject, Subtype=Name.Form)
        form.Resources = Dictionary(XObject=Dictionary(F=form))
        pdf.pages[0].obj.Resources.XObject = Dictionary(F=form)

    assert after(PAGE, knot) == after(PAGE, knot) != digests(PAGE)


def test_damaged_streams_have_digests_too() -> None:
    """A stream that breaks off is digested as far as it goes."""

    def broken(pdf: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(b"\x78\x9c broken", filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = stream

    assert len(after(PAGE, broken, compress_streams=False)[0]) == 64
