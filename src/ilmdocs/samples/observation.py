"""Writes an observation as another program would: US Letter, stored upright and shown turned to landscape."""

from __future__ import annotations

import io
import tomllib
from importlib import resources

import pikepdf

from ilmdocs.samples.embedded_font import EmbeddedFont
from ilmdocs.samples.lettering import arimo, wrapped

_LETTER = (612, 792)
_TURN = "0 1 -1 0 612 0 cm"
"""Draws a landscape page onto the portrait one, to be seen upright when the reader turns it by 90 degrees."""
_LEFT, _MIDDLE, _RIGHT, _TOP, _BOTTOM = 48.0, 210.0, 744.0, 556.0, 48.0
_SIZE, _LEADING, _PADDING = 10, 14.0, 7.0
_MEASURE = 40
"""The font is measured four times larger than it is set, for widths finer than a pixel."""


def observation_pdf() -> bytes:
    """Write the supervisor's observation of the second demo learner.

    Returns:
        A PDF with searchable text, page size 612 × 792 points and a rotation of 90 degrees.
    """
    text = resources.files("ilmdocs.samples").joinpath("observation.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    with pikepdf.Pdf.new() as pdf:
        font = EmbeddedFont(pdf, text)
        for drawing in _pages(content, font):
            page = pdf.add_blank_page(page_size=_LETTER)
            page.obj.Rotate = 90
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font.reference))
            page.obj.Contents = pdf.make_stream("\n".join(["q", _TURN, *drawing, "Q"]).encode("ascii"))
        pdf.docinfo["/Title"] = "Observation"
        pdf.docinfo["/Author"] = "A fictional supervisor"
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _pages(content: dict[str, object], font: EmbeddedFont) -> list[list[str]]:
    pages: list[list[str]] = []
    y = 0.0
    for label, answer in [*_pairs(content["head"]), *_pairs(content["rows"])]:
        lines = wrapped(answer, arimo(_MEASURE), (_RIGHT - _MIDDLE - 2 * _PADDING) * _MEASURE / _SIZE)
        height = len(lines) * _LEADING + 2 * _PADDING
        if not pages or y - height < _BOTTOM:
            pages.append(_heading(content, font))
            y = _TOP - 50
        pages[-1] += _row(font, y, height, label, lines)
        y -= height
    pages[-1] += _line(font, _LEFT, y - 24, str(content["signed"]), _SIZE)
    return pages


def _pairs(value: object) -> list[tuple[str, str]]:
    assert isinstance(value, list)
    return [(str(label), str(answer)) for label, answer in value]


def _heading(content: dict[str, object], font: EmbeddedFont) -> list[str]:
    return [
        *_line(font, _LEFT, _TOP, str(content["title"]), 16),
        *_line(font, _LEFT, _TOP - 22, str(content["note"]), 9),
    ]


def _row(font: EmbeddedFont, top: float, height: float, label: str, lines: list[str]) -> list[str]:
    drawing = [
        "0.93 0.95 0.96 rg",
        f"{_LEFT} {top - height:.2f} {_MIDDLE - _LEFT} {height:.2f} re f",
        "0.54 0.6 0.62 RG 0.5 w",
        f"{_LEFT} {top - height:.2f} {_MIDDLE - _LEFT} {height:.2f} re S",
        f"{_MIDDLE} {top - height:.2f} {_RIGHT - _MIDDLE} {height:.2f} re S",
        "0.1 g",
        *_line(font, _LEFT + _PADDING, top - _PADDING - _SIZE, label, _SIZE),
    ]
    for number, line in enumerate(lines):
        drawing += _line(font, _MIDDLE + _PADDING, top - _PADDING - _SIZE - number * _LEADING, line, _SIZE)
    return drawing


def _line(font: EmbeddedFont, x: float, y: float, text: str, size: float) -> list[str]:
    return [f"BT /F1 {size} Tf {x:.2f} {y:.2f} Td <{font.encoded(text)}> Tj ET"]
