"""The stamp at the top right of every page, and the pale word behind the text of a draft."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name

from ilmdocs.assemble.lettering import Lettering, embed

MARGIN = 56.69
"""Distance in points from the right edge: 20 mm, the right margin of the forms."""

SIZE = 8.0
_BASELINE = 24.0
_INK = "0.102 g"
_LINK_INK = "0.043 0.333 0.388 RG"
_PALE = 0.9
_OPEN = "/Artifact <</Type /Pagination /Subtype /{kind}>> BDC\n"


class Stamper:
    """Draws on the pages of one portfolio; font and watermark are embedded once.

    Args:
        pdf: the portfolio.
        lettering: the font of the stamps.
    """

    def __init__(self, pdf: pikepdf.Pdf, lettering: Lettering) -> None:
        self._pdf = pdf
        self._letters = lettering
        self._font = embed(pdf, lettering)
        self._draft: pikepdf.Object | None = None
        self._multiply = pdf.make_indirect(Dictionary(Type=Name.ExtGState, BM=Name.Multiply))

    def stamp(self, page: pikepdf.Page, text: str) -> str:
        """Operators that print a stamp on an upright page; the font goes into the page's resources."""
        _resource(page, "/Font", "/IlmStamp", self._font)
        left, bottom, _, _ = stamp_box(*page_size(page), self._letters.width(text, SIZE))
        coded = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        octal = "".join(chr(code) if code < 127 else f"\\{code:03o}" for code in coded)
        show = f"q {_INK} BT /IlmStamp {SIZE} Tf {left:.2f} {bottom:.2f} Td ({octal}) Tj ET Q\n"
        return _OPEN.format(kind="Header") + show + "EMC\n"

    def watermark(self, page: pikepdf.Page, *, above: bool) -> str:
        """Operators that print the pale word DRAFT across a page.

        Args:
            page: an upright page.
            above: for pages that may be one opaque picture, where it would not be seen behind: it only
                darkens what is white then, so that nothing is covered.
        """
        _resource(page, "/XObject", "/IlmDraft", self._word())
        width, height = page_size(page)
        length = self._letters.width("DRAFT", 1000.0)
        angle = math.atan2(height, width)
        scale = 0.72 * math.hypot(width, height) / length
        across, up = scale * math.cos(angle), scale * math.sin(angle)
        middle = self._letters.cap_height / 2
        x = width / 2 - across * length / 2 + up * middle
        y = height / 2 - up * length / 2 - across * middle
        blend = ""
        if above:
            _resource(page, "/ExtGState", "/IlmBehind", self._multiply)
            blend = "/IlmBehind gs "
        matrix = f"{across:.5f} {up:.5f} {-up:.5f} {across:.5f} {x:.2f} {y:.2f} cm"
        return _OPEN.format(kind="Watermark") + f"q {blend}{matrix} /IlmDraft Do Q\nEMC\n"

    def _word(self) -> pikepdf.Object:
        if self._draft is None:
            x, content = 0.0, [f"{_PALE} g"]
            for letter in "DRAFT":
                content.append(f"q 1 0 0 1 {x:.1f} 0 cm\n{self._letters.outlines[letter]}\nf Q")
                x += self._letters.widths[letter]
            box = Array([0, round(self._letters.descent), round(x), round(self._letters.ascent)])
            stream = self._pdf.make_stream("\n".join(content).encode())
            stream.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=box)
            self._draft = stream
        return self._draft


def stamp_box(width: float, height: float, length: float) -> tuple[float, float, float, float]:
    """Where a stamp stands on a page: left, baseline, right and top in points.

    Args:
        width: the page's.
        height: the page's.
        length: of the stamp's text.
    """
    right = width - min(MARGIN, (width - length) / 2)
    return (right - length, height - _BASELINE, right, height - _BASELINE + SIZE)


def underline(boxes: Iterable[tuple[float, float, float, float]]) -> str:
    """Operators that underline links, so that they look like links on every viewer and on paper."""
    lines = [f"{x0:.2f} {y0 - 1:.2f} m {x1:.2f} {y0 - 1:.2f} l S" for x0, y0, x1, _ in boxes]
    if not lines:
        return ""
    return "/Artifact BMC\n" + f"q {_LINK_INK} 0.5 w\n" + "\n".join(lines) + "\nQ\nEMC\n"


def page_size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height of an upright page in points."""
    _, _, width, height = (float(edge) for edge in page.obj.MediaBox.as_list())
    return width, height


def _resource(page: pikepdf.Page, kind: str, name: str, thing: pikepdf.Object) -> None:
    resources = page.obj.Resources
    if kind not in resources:
        resources[kind] = Dictionary()
    resources[kind][name] = thing
