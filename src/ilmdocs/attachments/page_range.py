"""The `page_range` cell of an evidence row becomes page numbers."""

from __future__ import annotations

import re

from ilmdocs.attachments.problem import PagesMissing, PagesUnclear

_PIECE = re.compile(r"(\d{1,5})(?:\s*[-–]\s*(\d{1,5})?)?")
_EXAMPLE = "Type pages as in 1-3 or 2; 5-6, or leave the cell blank for all pages."


def wanted_pages(typed: str, total: int) -> tuple[int, ...]:
    """The pages that a cell asks for, 0-based and in the order typed.

    Args:
        typed: such as `1-3`, `2; 5-6` or `4-` (to the end); blank means all.
        total: how many pages the file has.

    Raises:
        PagesUnclear: when the cell cannot be read.
        PagesMissing: when the file has fewer pages.
    """
    if not typed.strip():
        return tuple(range(total))
    pages: list[int] = []
    for piece in re.split(r"[;,]", typed):
        match = _PIECE.fullmatch(piece.strip())
        if match is None:
            raise PagesUnclear(f'"{typed}" does not say which pages.', _EXAMPLE)
        first = int(match[1])
        open_end = piece.rstrip().endswith(("-", "–"))
        last = int(match[2]) if match[2] else (max(first, total) if open_end else first)
        if first < 1 or last < first:
            raise PagesUnclear(f'"{typed}" does not say which pages.', _EXAMPLE)
        if last > total:
            has = "has one page" if total == 1 else f"has {total} pages"
            raise PagesMissing(f'Pages "{typed}" were asked for, and the file {has}.', _EXAMPLE)
        pages.extend(range(first - 1, last))
    return tuple(dict.fromkeys(pages))
