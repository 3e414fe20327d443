"""How much a PDF draws: drawings within drawings, patterns of endless tiles, pictures larger than they say.

A file of a few kilobytes can keep a reader busy for hours. What a page draws is added up here before
anything is drawn.
"""

from __future__ import annotations

import re
from collections import Counter

import pikepdf

from ilmdocs.attachments.problem import PRINT_IT, AttachmentUnreadable
from ilmdocs.attachments.streams import filters

MAX_DRAWN = 6 * 1024 * 1024
"""Bytes of content that a page may draw: of 4,500 pages of many origins the largest had half of it."""
MAX_PIXELS = 100_000_000
"""Pixels of one picture inside a PDF: A3 scanned at 600 dpi has 70 million."""
_LEAST_STEP = 0.05
"""Points from one tile of a pattern to the next; finer ones are a grey that takes for ever to draw."""
_DEEPEST = 40
_DRAW = re.compile(rb"/([^\s()<>\[\]{}/%]+)\s+Do\b")
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
"""Markers of a JPEG that its size follows (ITU-T T.81, table B.1)."""
_JPX_SIZE = b"\xff\x4f\xff\x51"

_Id = tuple[int, int]


def check_drawn(pdf: pikepdf.Pdf, name: str) -> None:
    """Add up what each page draws.

    Raises:
        AttachmentUnreadable: when a page draws more than `MAX_DRAWN`, or a pattern has endless tiles.
    """
    known: dict[_Id, int] = {}
    for number, page in enumerate(pdf.pages, start=1):
        if _size_of_page(page.obj, known) > MAX_DRAWN:
            raise AttachmentUnreadable(
                f'Page {number} of the PDF "{name}" draws more than can be taken over.', PRINT_IT
            )
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/PatternType") == 1 and _is_endless(thing):
            raise AttachmentUnreadable(
                f'A pattern in the PDF "{name}" is too fine to be taken over.', PRINT_IT
            )


def _size_of_page(page: pikepdf.Object, known: dict[_Id, int]) -> int:
    contents = page.get("/Contents")
    parts = contents.as_list() if isinstance(contents, pikepdf.Array) else [contents]
    streams = [part for part in parts if isinstance(part, pikepdf.Stream)]
    content = b"\n".join(stream.read_bytes() for stream in streams)
    return _size(content, page.get("/Resources"), known, 0)


def _size(content: bytes, resources: object, known: dict[_Id, int], depth: int) -> int:
    """The bytes of content with those of all drawings in it, each as often as it is drawn."""
    total = len(content)
    listed = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(listed, pikepdf.Dictionary) or depth > _DEEPEST:
        return total
    for written, times in Counter(_DRAW.findall(content)).items():
        drawing = listed.get(f"/{written.decode('latin-1')}")
        if isinstance(drawing, pikepdf.Stream) and drawing.get("/Subtype") == pikepdf.Name.Form:
            if drawing.objgen not in known:
                known[drawing.objgen] = 0  # one that draws itself is not drawn again by readers
                inner = drawing.get("/Resources", resources)
                known[drawing.objgen] = _size(drawing.read_bytes(), inner, known, depth + 1)
            total += times * known[drawing.objgen]
    return total


def _is_endless(pattern: pikepdf.Stream) -> bool:
    steps = [abs(float(pattern.get(key, 1))) for key in ("/XStep", "/YStep")]
    matrix = pattern.get("/Matrix")
    numbers = [float(number) for number in matrix.as_list()] if isinstance(matrix, pikepdf.Array) else []
    scale = max(map(abs, numbers[:4])) if len(numbers) == 6 else 1.0
    return any(0 < step * scale < _LEAST_STEP for step in steps)


def check_picture_size(picture: pikepdf.Stream, name: str) -> None:
    """Compare a picture's size, as it is declared and as it is stored, with `MAX_PIXELS`.

    Raises:
        AttachmentUnreadable: when it is larger.
    """
    declared = int(picture.get("/Width", 0)) * int(picture.get("/Height", 0))
    if max(declared, _stored_pixels(picture)) > MAX_PIXELS:
        raise AttachmentUnreadable(
            f'A picture in the PDF "{name}" is too large.',
            f"Scan it coarser; at most {MAX_PIXELS // 1_000_000} million pixels (megapixels) are taken.",
        )


def _stored_pixels(picture: pikepdf.Stream) -> int:
    """The pixels of a JPEG or JPEG 2000 as its own data say; 0 for others."""
    names = filters(picture)
    if names == ["/JPXDecode"]:
        raw = picture.read_raw_bytes()
        place = raw.find(_JPX_SIZE)
        if place < 0:
            return 0
        numbers = [int.from_bytes(raw[at : at + 4], "big") for at in range(place + 8, place + 24, 4)]
        return max(0, numbers[0] - numbers[2]) * max(0, numbers[1] - numbers[3])
    return _jpeg_pixels(picture.read_raw_bytes()) if names in (["/DCTDecode"], ["/DCT"]) else 0


def _jpeg_pixels(data: bytes) -> int:
    place = data.find(b"\xff\xd8") + 2
    while 2 <= place < len(data) - 9:
        if data[place] != 0xFF or data[place + 1] in (0xFF, *range(0xD0, 0xD9), 0x01):
            place += 1
            continue
        if data[place + 1] in _FRAMES:
            high, wide = (int.from_bytes(data[at : at + 2], "big") for at in (place + 5, place + 7))
            return high * wide
        if data[place + 1] in (0xDA, 0xD9):
            return 0
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return 0
