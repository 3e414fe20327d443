"""Looks for what a Word document holds besides plain text: revisions, objects, drawn shapes."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterable, Mapping

from lxml import etree
from PIL import Image

from ilmdocs.answers.styles import W
from ilmdocs.word.package import related

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REVISIONS = frozenset(
    f"{W}{name}"
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange",
        "tblPrExChange", "tcPrChange", "trPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel",
        "cellMerge",
    )
)  # fmt: skip
_OBJECTS = {
    "altChunk": "another document inside it",
    "subDoc": "another document inside it",
    "object": "an object of another program",
    "OLEObject": "an object of another program",
    "control": "a control",
    "chart": "a chart",
    "relIds": "a SmartArt drawing",
    "oMath": "an equation",
    "contentPart": "handwriting",
}
_SHAPES = frozenset({"wsp", "txbxContent"})
_DRAWN = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")
"""How pictures start that every engine draws."""
_MOST_PIXELS = 50_000_000
_LARGE = f"a picture of more than {_MOST_PIXELS // 1_000_000} million pixels (megapixels)"


def revisions(roots: Iterable[etree._Element]) -> int:
    """How many tracked changes there are."""
    return sum(element.tag in _REVISIONS for root in roots for element in root.iter(etree.Element))


def objects(parts: Mapping[str, bytes], roots: Mapping[str, etree._Element]) -> tuple[str, ...]:
    """What cannot be taken over whole, each kind once, such as `a chart`."""
    found: dict[str, None] = {}
    for name, root in roots.items():
        for element in root.iter(etree.Element):
            local = etree.QName(element).localname
            if local in _OBJECTS:
                found[_OBJECTS[local]] = None
        for what in _pictures(parts, name, root):
            found[what] = None
    return tuple(found)


def shapes(roots: Iterable[etree._Element]) -> int:
    """How many text boxes and drawn shapes there are, each counted once for all the ways it is stored."""
    return sum(_shapes(root) for root in roots)


def _shapes(element: etree._Element) -> int:
    count = 0
    for child in element.iterchildren(etree.Element):
        name = etree.QName(child).localname
        if name == "Fallback":
            continue
        count += 1 if name in _SHAPES else _shapes(child)
    return count


def _pictures(parts: Mapping[str, bytes], name: str, root: etree._Element) -> Iterable[str]:
    targets = related(parts, name)
    for element in root.iter(etree.Element):
        local = etree.QName(element).localname
        if local not in ("blip", "imagedata"):
            continue
        embedded = element.get(f"{_R}embed") or (element.get(f"{_R}id") if local == "imagedata" else None)
        content = parts.get(targets.get(embedded or "", ""))
        if content is None:
            yield "a picture that is only linked, not stored in it"
        elif not content.startswith(_DRAWN):
            yield "a picture of a kind that not every program draws"
        elif flaw := _flaw(content):
            yield flaw


def _flaw(picture: bytes) -> str:
    """What keeps a picture from being drawn whole: a damaged one is shown in part, without a word."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG", "GIF", "BMP")) as image:
                if image.width * image.height > _MOST_PIXELS:
                    return _LARGE
                image.draft(image.mode, (1, 1))  # all of the file is read, but little of it drawn
                image.load()
    except Image.DecompressionBombError:
        return _LARGE
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, struct.error, zlib.error):
        return "a damaged picture"
    return ""
