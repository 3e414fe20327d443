"""Good files of every kind that a learner may hand in, and what may come of a broken copy of one."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import partial

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from ilmdocs.answers import create_answers, prepare
from ilmdocs.attachments.normalise import pages_of
from ilmdocs.errors import UnreadableInput
from ilmdocs.word.package import write_parts
from tests.answers.builders import edited, packed, picture, unpacked
from tests.builders import UNITS

from . import builders as build

NAME = "file that was good"


def _pdf(compact: bool) -> bytes:
    """Three pages with a form field, a link, a script, a photo and shared drawings."""
    document = build.pdf(3)
    build.text_field(document, "An answer", drawn=False)
    photo = pikepdf.Stream(
        document, build.encoded(build.picture((60, 40)), "JPEG", exif=_exif()), Type=Name.XObject,
        Subtype=Name.Image, Width=60, Height=40, BitsPerComponent=8, ColorSpace=Name.DeviceRGB,
        Filter=Name.DCTDecode,
    )  # fmt: skip
    second = document.pages[1].obj
    second.Resources = Dictionary(XObject=Dictionary(P=document.make_indirect(photo)))
    second.Contents = document.make_stream(b"q 200 0 0 100 72 600 cm /P Do Q")
    second.Annots = Array(
        [
            Dictionary(
                Type=Name.Annot, Subtype=Name.Link, Rect=Array([9, 9, 99, 99]),
                A=Dictionary(S=Name.URI, URI=String("https://www.example.com")),
            )
        ]
    )  # fmt: skip
    document.pages[2].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    modes = pikepdf.ObjectStreamMode
    return build.saved(document, object_stream_mode=modes.generate if compact else modes.disable)


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A fictional camera"
    return exif


def _docx() -> bytes:
    """An answer document with a picture, a field and a table."""
    unit = UNITS["8585-500"] if "8585-500" in UNITS else next(iter(UNITS.values()))
    data = create_answers(unit, learner="Ffion Example", texts={"introduction": "I work in a library."})
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    field = '<w:p><w:fldSimple w:instr="DATE"><w:r><w:t>1 May</w:t></w:r></w:fldSimple></w:p>'
    parts = unpacked(edited(data, "<w:sectPr", f"{table}{field}<w:sectPr"))
    return packed({**parts, "word/media/image1.png": picture()})


def _frames(kind: str) -> bytes:
    frames = [build.picture((90, 60)), build.picture((90, 60)).rotate(180)]
    return build.encoded(frames[0], kind, save_all=True, append_images=frames[1:])


SUBJECTS: Mapping[str, Callable[[], bytes]] = {
    "pdf": partial(_pdf, compact=False),
    "packed pdf": partial(_pdf, compact=True),
    "jpeg": lambda: build.encoded(build.picture(), "JPEG", exif=_exif()),
    "progressive jpeg": lambda: build.encoded(build.picture(), "JPEG", progressive=True),
    "png": lambda: build.encoded(build.picture().convert("P"), "PNG", transparency=0),
    "webp": lambda: build.encoded(build.picture(), "WEBP"),
    "tiff": partial(_frames, "TIFF"),
    "gif": partial(_frames, "GIF"),
    "bmp": lambda: build.encoded(build.picture((60, 40)), "BMP"),
    "docx": _docx,
}


def look(kind: str, data: bytes) -> bool:
    """Take over a broken copy; whether it was accepted, which only an honest result may be.

    Raises:
        AssertionError: when a refusal does not name the file, or the pages are not what they should be.
    """
    try:
        if kind == "docx":
            _look_at_answer(data)
        else:
            _look_at_pages(data)
    except UnreadableInput as refusal:
        assert NAME in refusal.message, refusal.message
        return False
    return True


def _look_at_answer(data: bytes) -> None:
    prepared = prepare(data, NAME, "Ffion Example")
    again = prepare(write_parts(prepared.parts), NAME, "Ffion Example")
    assert [p.block for p in again.paragraphs] == [p.block for p in prepared.paragraphs]


def _look_at_pages(data: bytes) -> None:
    made = pages_of(data, name=NAME, typed_pages="", title="Evidence")
    document = pypdfium2.PdfDocument(made.pdf)
    try:
        assert len(document) == made.pages
    finally:
        document.close()
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert len(pdf.pages) == made.pages > 0
        keys = {key for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) for key in thing.keys()}  # noqa: SIM118
    assert not keys & {"/AA", "/OpenAction", "/JS", "/AcroForm", "/EmbeddedFiles"}
