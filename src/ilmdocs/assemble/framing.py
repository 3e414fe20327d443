"""Every page becomes upright, of a size that prints, with a free place for its stamp.

Pages of converted forms stay as they are. A page that is turned, cropped, tiny, huge, or has something
where the stamp goes is moved: turned upright, scaled down, or set on A4. Nothing is ever enlarged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from ilmdocs.proof.stamp_place import STRIP

Matrix = tuple[float, float, float, float, float, float]
_A4 = (595.276, 841.89)
_SMALLEST, _LARGEST = 350.0, 1700.0
"""Points: narrower than this a draft's stamp does not fit, larger than A2 nobody can read it."""

_BORDER = 28.35
_UNIT: Matrix = (1, 0, 0, 1, 0, 0)
_PAGE_KEYS = {"/Type", "/Parent", "/Resources", "/Contents", "/Annots", "/Group", "/StructParents"}


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is set: its new size in points and where its old content goes.

    `matrix` takes a point of the old page to the new one; `clip` is what was visible of the old page.
    """

    width: float
    height: float
    matrix: Matrix
    clip: tuple[float, float, float, float]

    @property
    def moved(self) -> bool:
        """Whether content has to be moved at all."""
        return any(abs(a - b) > 0.001 for a, b in zip(self.matrix, _UNIT, strict=True))

    def place(self, box: Iterable[float]) -> tuple[float, float, float, float]:
        """A rectangle of the old page on the new one."""
        x0, y0, x1, y1 = box
        corners = [_apply(self.matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
        across, up = zip(*corners, strict=True)
        return (min(across), min(up), max(across), max(up))


def frame_page(page: pikepdf.Page, occupied: bool) -> Frame:
    """Decide how a page is set.

    Args:
        page: a page with its original boxes.
        occupied: whether something is already printed where the stamp goes.
    """
    clip = _visible(page)
    turn = _number(page.get("/Rotate"), 0) % 360
    unit = _number(page.get("/UserUnit"), 1.0)
    unit = unit if unit > 0 else 1.0
    upright, width, height = _upright(clip, int(turn) // 90 * 90)
    width, height = width * unit, height * unit
    odd_size = min(width, height) < _SMALLEST or max(width, height) > _LARGEST
    if odd_size:
        sheet = (_A4[1], _A4[0]) if width > height else _A4
        room = (_BORDER, _BORDER, sheet[0] - _BORDER, sheet[1] - STRIP)
    else:
        sheet = (width, height)
        room = (0.0, 0.0, width, height - STRIP if occupied else height)
    scale = min(1.0, (room[2] - room[0]) / width, (room[3] - room[1]) / height)
    left = (sheet[0] - scale * width) / 2
    top = room[3] - scale * height
    size = unit * scale
    return Frame(*sheet, _then(upright, (size, 0, 0, size, left, top)), clip)


def apply_frame(pdf: pikepdf.Pdf, page: pikepdf.Page, frame: Frame, *, isolate: bool) -> str:
    """Set a page as decided and return the drawing operators that close its own content.

    Args:
        pdf: the portfolio that the page belongs to.
        page: the page; its boxes, rotation and extras are replaced.
        frame: from `frame_page`.
        isolate: put the content into a box of its own, so that whatever state or marks it leaves behind
            cannot reach the stamp or the tags.
    """
    if isolate:
        page.obj.Resources = Dictionary(XObject=Dictionary(IlmPage=_boxed(pdf, page, frame)))
        page.obj.Contents = pdf.make_stream(b"/IlmPage Do")
    elif "/Resources" not in page.obj:
        page.obj.Resources = Dictionary()
    for key in list(page.obj.keys()):
        if key not in _PAGE_KEYS:
            del page.obj[key]
    page.obj.MediaBox = Array([0, 0, _rounded(frame.width), _rounded(frame.height)])
    page.obj.Tabs = Name.S
    start = "q\n"
    if frame.moved:
        x0, y0, x1, y1 = frame.clip
        matrix = " ".join(f"{number:.5f}" for number in frame.matrix)
        start += f"{matrix} cm\n{x0:.3f} {y0:.3f} {x1 - x0:.3f} {y1 - y0:.3f} re W n\n"
    page.contents_add(start.encode(), prepend=True)
    return "Q\n"


def _boxed(pdf: pikepdf.Pdf, page: pikepdf.Page, frame: Frame) -> pikepdf.Object:
    """A page's content as a form of its own."""
    contents = page.obj.get("/Contents")
    streams = contents.as_list() if isinstance(contents, Array) else [contents]
    content = b"\n".join(stream.read_bytes() for stream in streams if isinstance(stream, pikepdf.Stream))
    form = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array(frame.clip))
    form.Resources = page.obj.get("/Resources", Dictionary())
    if "/Group" in page.obj:
        form.Group = page.obj.Group
    return form


def _visible(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """What a viewer shows of a page: its crop box within its media box; A4 when neither makes sense."""
    media = _box(page.obj.get("/MediaBox")) or (0.0, 0.0, *_A4)
    crop = _box(page.obj.get("/CropBox")) or media
    both = (*map(max, media[:2], crop[:2]), *map(min, media[2:], crop[2:]))
    x0, y0, x1, y1 = both if both[0] < both[2] and both[1] < both[3] else media
    return (x0, y0, x1, y1)


def _box(value: Any) -> tuple[float, float, float, float] | None:
    if not isinstance(value, Array) or len(value) != 4:
        return None
    xs = sorted(_number(value[i], 0.0) for i in (0, 2))
    ys = sorted(_number(value[i], 0.0) for i in (1, 3))
    return (xs[0], ys[0], xs[1], ys[1]) if xs[0] < xs[1] and ys[0] < ys[1] else None


def _number(value: Any, otherwise: float) -> float:
    try:
        return otherwise if value is None else float(value)
    except (TypeError, ValueError):
        return otherwise


def _upright(clip: tuple[float, float, float, float], turn: int) -> tuple[Matrix, float, float]:
    """The matrix that shows a page upright with its lower left corner at zero, and its size then."""
    x0, y0, x1, y1 = clip
    width, height = x1 - x0, y1 - y0
    if turn == 90:
        return (0, -1, 1, 0, -y0, x1), height, width
    if turn == 180:
        return (-1, 0, 0, -1, x1, y1), width, height
    if turn == 270:
        return (0, 1, -1, 0, y1, -x0), height, width
    return (1, 0, 0, 1, -x0, -y0), width, height


def _then(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _rounded(number: float) -> float:
    return round(number, 3)
