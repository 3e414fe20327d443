"""Keeps the short rows of a filled form's tables in one piece; a long answer may go on over the page."""

from __future__ import annotations

from math import ceil

from lxml import etree

from ilmdocs.forms.marks import W

LONGEST_KEPT = 12
"""Lines of the tallest cell in a row that is kept whole: a quarter of a page, which may stay empty for it."""
_ANSWERS = frozenset({"Answer", "AnswerKept", "Entry", "EntryKept"})
"""Styles of our forms; a centre's own documents break where they are made to."""
_FEWEST = 3
"""Rows of a table that is too small to break before its last two rows."""
_CHARACTER = 105
"""Width of a usual character at 10.5 points, in twentieths of a point."""
_PADDING = 226
"""A cell's margins left and right, in twentieths of a point."""
_BEFORE_CANT_SPLIT = frozenset(
    f"{W}{name}" for name in ("cnfStyle", "divId", "gridBefore", "gridAfter", "wBefore", "wAfter")
)
"""What the file format wants before `cantSplit` in a row's properties."""


def keep_short_rows(root: etree._Element) -> None:
    """Let no row break over pages whose answers are short, and no such row end a table alone on a page.

    Args:
        root: a filled document, without marks.
    """
    for table in root.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        short = [_is_short(row) for row in rows]
        for row, is_short in zip(rows, short, strict=True):
            if is_short and row.find(f"{W}trPr/{W}cantSplit") is None:
                _keep(row)
        if len(rows) > _FEWEST and all(short[-2:]):
            for paragraph in rows[-2].iter(f"{W}p"):
                _keep_with_next(paragraph)


def _is_short(row: etree._Element) -> bool:
    if not any(style.get(f"{W}val") in _ANSWERS for style in row.iter(f"{W}pStyle")):
        return False
    return all(_takes_few_lines(cell) for cell in row.findall(f"{W}tc"))


def _takes_few_lines(cell: etree._Element) -> bool:
    """Whether the cell's text takes few lines, roughly; a cell without a width counts as narrow."""
    width = cell.find(f"{W}tcPr/{W}tcW")
    room = int(width.get(f"{W}w", "0")) if width is not None and width.get(f"{W}type") == "dxa" else 0
    in_a_line = max((room - _PADDING) // _CHARACTER, 10)
    # Most cells are far below the limit, so that a bound which is quick to tell settles them: twice, because
    # the text of a box in a paragraph counts for both.
    lines = sum(1 for _ in cell.iter(f"{W}p", f"{W}br"))
    text = etree.tostring(cell, method="text", encoding="unicode", with_tail=False)
    if 2 * (lines + len(text) / in_a_line) <= LONGEST_KEPT:
        return True
    return sum(_lines_of(paragraph, in_a_line) for paragraph in cell.iter(f"{W}p")) <= LONGEST_KEPT


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


def _keep_with_next(paragraph: etree._Element) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is not None and properties.find(f"{W}keepNext") is None:
        style = properties.find(f"{W}pStyle")
        properties.insert(0 if style is None else 1, etree.Element(f"{W}keepNext"))
