"""Attachments and submissions made for the tests; all of it fictional."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from ilmdocs.model.portfolio import Part
from ilmdocs.model.submission import Row, Sheet, Submission, Value
from ilmdocs.model.unit import PartKind

CELLS = {"title": (5, 2), "file": (5, 4), "page_range": (5, 13), "signature_image": (17, 2)}


def row(sheet: str, values: Mapping[str, Value]) -> Row:
    """A row of a workbook with the cells that the tests ask for."""
    return Row("learner.xlsx", sheet, 5, dict(values), CELLS)


def submission(folder: Path, *rows: Row) -> Submission:
    """A workbook in a folder that holds these rows."""
    sheets = {r.sheet: Sheet(r.sheet, tuple(x for x in rows if x.sheet == r.sheet)) for r in rows}
    return Submission("learner.xlsx", str(folder), sheets)


def evidence(**values: Value) -> Row:
    """A row of the Evidence sheet."""
    return row("Evidence", {"title": "A fictional piece", **values})


def part(attachment: str, **values: Value) -> Part:
    """The part that an evidence row becomes."""
    return Part(
        PartKind.EVIDENCE,
        "A fictional piece",
        "evidence-01",
        rows=(evidence(file=attachment, **values),),
        attachment=attachment,
    )


def pdf(pages: int = 1, text: str = "Page") -> pikepdf.Pdf:
    """An open PDF whose pages say their number."""
    document = pikepdf.Pdf.new()
    font = document.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    for number in range(1, pages + 1):
        page = document.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.obj.Contents = document.make_stream(f"BT /F1 20 Tf 72 700 Td ({text} {number}) Tj ET".encode())
    return document


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    """The bytes of a PDF."""
    out = io.BytesIO()
    document.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def text_field(document: pikepdf.Pdf, value: str, drawn: bool) -> pikepdf.Object:
    """A filled text field on the first page, with or without its own drawing."""
    helvetica = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("Name"), V=String(value), F=4,
        Rect=Array([72, 400, 400, 480]), DA=String("/Helv 12 Tf 0 g"), Ff=4096,
    )  # fmt: skip
    if drawn:
        field.AP = Dictionary(N=drawing(document, f"BT /Helv 12 Tf 4 60 Td ({value}) Tj ET", helvetica))
    indirect = document.make_indirect(field)
    document.pages[0].obj.Annots = Array([indirect])
    document.Root.AcroForm = Dictionary(
        Fields=Array([indirect]), DR=Dictionary(Font=Dictionary(Helv=helvetica)), NeedAppearances=not drawn
    )
    return indirect


def drawing(document: pikepdf.Pdf, content: str, font: pikepdf.Object) -> pikepdf.Object:
    """An appearance stream of 328 × 80 points."""
    stream = document.make_stream(content.encode("cp1252"))
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array([0, 0, 328, 80])
    stream.Resources = Dictionary(Font=Dictionary(Helv=font))
    return stream


def picture(size: tuple[int, int] = (600, 400)) -> Image.Image:
    """A white picture whose left upper corner is red and right upper corner green."""
    image = Image.new("RGB", size, "white")
    image.paste((220, 0, 0), (0, 0, size[0] // 4, size[1] // 4))
    image.paste((0, 160, 0), (size[0] * 3 // 4, 0, size[0], size[1] // 4))
    return image


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """A picture as a file of a kind."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def huge_png(side: int) -> bytes:
    """A PNG of side × side pixels in a few kilobytes, black and white."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((side // 8 + 1) * side), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
