"""The boxes in which Excel shows the notes of a sheet: a drawing in the old language VML."""

from __future__ import annotations

import math
import re

from lxml import etree

from ilmdocs.workbook.parts import local
from ilmdocs.workbook.sheet_part import column_number

_VML = "urn:schemas-microsoft-com:vml"
_OFFICE = "urn:schemas-microsoft-com:office:office"
_EXCEL = "urn:schemas-microsoft-com:office:excel"
_TYPE_ID = "_x0000_t202"
_FIRST_ID = 1025
_WIDTH = 260
"""Pixels."""
_LETTERS = 42
"""Characters that fit into a line of a box."""
_LINE = 15
_TALLEST = 600
_HEIGHT = re.compile(r"height:\s*(?P<number>[0-9.]+)(?P<unit>px|pt)")
_PIXELS = {"px": 1.0, "pt": 4 / 3}
_STYLE = (
    "position:absolute;margin-left:60pt;margin-top:2pt;width:{}px;height:{}px;z-index:1;visibility:hidden"
)


def box_height(text: str) -> int:
    """Pixels that a note needs."""
    lines = sum(max(1, math.ceil(len(line) / _LETTERS)) for line in text.split("\n"))
    return min(16 + _LINE * lines, _TALLEST)


class NoteBoxes:
    """The boxes of one sheet."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._taken = {item.get("id") for item in root}
        self._shapes = {at: shape for shape in root if (at := _cell_of(shape)) is not None}

    @classmethod
    def empty(cls) -> NoteBoxes:
        """A drawing without any box yet."""
        root = etree.Element("xml", nsmap={"v": _VML, "o": _OFFICE, "x": _EXCEL})
        return cls(root)

    def fit(self, address: str, height: int) -> None:
        """Make the box of a cell's note high enough, or a new one when there is none."""
        shape = self._shapes.get(_zero_based(address))
        if shape is None:
            self._add(address, height)
            return
        style = shape.get("style", "")
        found = _HEIGHT.search(style)
        if found and float(found["number"]) * _PIXELS[found["unit"]] < height:
            shape.set("style", f"{style[: found.start()]}height:{height}px{style[found.end() :]}")
        for anchor in [item for item in shape.iter() if local(item) == "Anchor"]:
            anchor.text = _taller(anchor.text or "", height)

    def remove(self, address: str) -> None:
        """Take the box of a cell's note away."""
        shape = self._shapes.pop(_zero_based(address), None)
        parent = None if shape is None else shape.getparent()
        if shape is not None and parent is not None:
            parent.remove(shape)

    def _add(self, address: str, height: int) -> None:
        if not any(local(item) == "shapetype" and item.get("id") == _TYPE_ID for item in self.root):
            self.root.append(_shape_type())
        number = _FIRST_ID + len(self._shapes)
        while f"_x0000_s{number}" in self._taken:
            number += 1
        self._taken.add(f"_x0000_s{number}")
        row, column = _zero_based(address)
        shape = etree.SubElement(
            self.root,
            f"{{{_VML}}}shape",
            {
                "id": f"_x0000_s{number}",
                "type": f"#{_TYPE_ID}",
                "style": _STYLE.format(_WIDTH, height),
                "fillcolor": "#ffffe1",
                f"{{{_OFFICE}}}insetmode": "auto",
            },
            nsmap={"v": _VML, "o": _OFFICE, "x": _EXCEL},
        )
        etree.SubElement(shape, f"{{{_VML}}}fill", color2="#ffffe1")
        etree.SubElement(shape, f"{{{_VML}}}shadow", color="black", obscured="t")
        etree.SubElement(shape, f"{{{_VML}}}path", {f"{{{_OFFICE}}}connecttype": "none"})
        box = etree.SubElement(shape, f"{{{_VML}}}textbox", style="mso-direction-alt:auto")
        etree.SubElement(box, "div", style="text-align:left")
        data = etree.SubElement(shape, f"{{{_EXCEL}}}ClientData", ObjectType="Note")
        for name, text in (
            ("MoveWithCells", None), ("SizeWithCells", None), ("AutoFill", "False"), ("Row", row),
            ("Column", column),
        ):  # fmt: skip
            etree.SubElement(data, f"{{{_EXCEL}}}{name}").text = text
        self._shapes[row, column] = shape


def _cell_of(shape: etree._Element) -> tuple[str, str] | None:
    """The cell, counted from 0, whose note a shape shows; None for any other shape."""
    for data in shape:
        if local(data) == "ClientData" and data.get("ObjectType") == "Note":
            said = {local(item): (item.text or "").strip() for item in data}
            return said.get("Row", ""), said.get("Column", "")
    return None


def _shape_type() -> etree._Element:
    root = etree.Element(
        f"{{{_VML}}}shapetype",
        {
            "id": _TYPE_ID, "coordsize": "21600,21600", f"{{{_OFFICE}}}spt": "202",
            "path": "m,l,21600r21600,l21600,xe",
        },
        nsmap={"v": _VML, "o": _OFFICE},
    )  # fmt: skip
    etree.SubElement(root, f"{{{_VML}}}stroke", joinstyle="miter")
    path = {"gradientshapeok": "t", f"{{{_OFFICE}}}connecttype": "rect"}
    etree.SubElement(root, f"{{{_VML}}}path", path)
    return root


def _taller(anchor: str, height: int) -> str:
    """An anchor (columns and rows with their offsets) that ends low enough, in rows of the usual height."""
    numbers = [piece.strip() for piece in anchor.split(",")]
    if len(numbers) != 8 or not all(piece.lstrip("-").isdecimal() for piece in numbers):
        return anchor
    last = int(numbers[2]) + math.ceil(height / 20)
    numbers[6] = str(max(int(numbers[6]), last))
    return ", ".join(numbers)


def _zero_based(address: str) -> tuple[str, str]:
    letters = address.rstrip("0123456789")
    return str(int(address[len(letters) :]) - 1), str(column_number(letters) - 1)
