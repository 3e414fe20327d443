"""Pictures on pages of an engine that writes no tags: each is marked as a figure with its own description."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Operator

_MARKS = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
"""What the engine marked belongs to a tag tree that is not taken over."""


def told_pictures(pages: Sequence[pikepdf.Page], descriptions: Sequence[str]) -> list[tuple[str, ...]]:
    """Which descriptions belong to the pictures of each page, in the order in which they are drawn.

    Nothing for any page unless there are as many pictures as descriptions: a wrong one is worse than none.
    """
    if not descriptions or not all(descriptions):
        return [()] * len(pages)
    counts = [sum(map(_draws_picture(page), _instructions(page))) for page in pages]
    if sum(counts) != len(descriptions):
        return [()] * len(pages)
    waiting = iter(descriptions)
    return [tuple(next(waiting) for _ in range(count)) for count in counts]


def mark_pictures(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Give each picture a mark of its own: text is 0, the first picture 1, the text after it 2, and so on.

    The page's content then lies inside the mark 0, which whoever sets the page opens, and inside the last
    one, which whoever sets the page closes.
    """
    is_picture = _draws_picture(page)
    number = 0
    marked: list[Any] = []
    for instruction in _instructions(page):
        if str(instruction.operator) in _MARKS:
            continue
        if not is_picture(instruction):
            marked.append(instruction)
            continue
        marked += [_END, _begin("Figure", number + 1), instruction, _END, _begin("P", number + 2)]
        number += 2
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(marked))


_END = ((), Operator("EMC"))


def _begin(kind: str, number: int) -> tuple[tuple[Any, ...], Operator]:
    return ((Name(f"/{kind}"), Dictionary(MCID=number)), Operator("BDC"))


def _instructions(page: pikepdf.Page) -> Sequence[Any]:
    return pikepdf.parse_content_stream(page)


def _draws_picture(page: pikepdf.Page) -> Any:
    resources = page.obj.get("/Resources", Dictionary())
    drawn = resources.get("/XObject", Dictionary())
    names = {str(name) for name, thing in drawn.items() if thing.get("/Subtype") == Name.Image}

    def is_picture(instruction: Any) -> bool:
        return str(instruction.operator) == "Do" and str(instruction.operands[0]) in names

    return is_picture
