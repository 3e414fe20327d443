"""Keeps the short rows of a filled form's tables in one piece; a long answer may go on over the page."""

from __future__ import annotations

from math import ceil

from lxml import etree

from ilmdocs.forms.marks import W

LONGEST_KEPT = 12
"""Lines of the tallest cell in a row that is kept whole: a quarter of a page, which may stay empty for it."""
_ANSWERS = frozenset({"Answer", "AnswerKept", "Entry", "EntryKept"})
"""Styles of our forms; a centre's own documents break where they are made to."""
_CHARACTER = 105
"""Width of a usual character at 10.5 points, in twentieths of a point."""
_PADDING = 226
"""A cell's margins left and right, in twentieths of a point."""
_BEFORE_CANT_SPLIT = frozenset(
    f"{W}{name}" for name in ("cnfStyle", "divId", "gridBefore", "gridAfter", "wBefore", "wAfter")
)
"""What the file format wants before `cantSplit` in a row's properties."""


def keep_short_rows(root: etree._Element) -> None:
    """Let no row break over pages whose answers are short.

    Args:
        root: a filled document, without marks.
    """
    for row in root.iter(f"{W}tr"):
        if any(True for _ in row.iter(f"{W}cantSplit")) or not _holds_answers(row):
            continue
        if max((_lines(cell) for cell in row.findall(f"{W}tc")), default=0) <= LONGEST_KEPT:
            _keep(row)


def _holds_answers(row: etree._Element) -> bool:
    return any(style.get(f"{W}val") in _ANSWERS for style in row.iter(f"{W}pStyle"))


def _lines(cell: etree._Element) -> int:
    """How many lines the cell's text takes, roughly; a cell without a width counts as narrow."""
    width = cell.find(f"{W}tcPr/{W}tcW")
    room = int(width.get(f"{W}w", "0")) if width is not None and width.get(f"{W}type") == "dxa" else 0
    in_a_line = max((room - _PADDING) // _CHARACTER, 10)
    return sum(_lines_of(paragraph, in_a_line) for paragraph in cell.iter(f"{W}p"))


def _lines_of(paragraph: etree._Element, in_a_line: int) -> int:
    lengths = [0]
    for element in paragraph.iter(f"{W}t", f"{W}br"):
        if element.tag == f"{W}br":
            lengths.append(0)
        else:
            lengths[-1] += len(element.text or "")
    return sum(max(1, ceil(length / in_a_line)) for length in lengths)


def _keep(row: etree._Element) -> None:
    properties = row.find(f"{W}trPr")
    if properties is None:
        properties = etree.Element(f"{W}trPr")
        exceptions = row.find(f"{W}tblPrEx")
        row.insert(0 if exceptions is None else 1, properties)
    place = sum(1 for element in properties if element.tag in _BEFORE_CANT_SPLIT)
    properties.insert(place, etree.Element(f"{W}cantSplit"))
