"""Small pieces of Markdown that stay whole whatever text goes into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_MARKS = re.compile(r"([\\`*_\[\]<>|~])")


def plain(text: str) -> str:
    """Text in which nothing is taken for Markdown, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """Text as it is typed; empty stays empty."""
    return f"`{text}`" if text else ""


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells are Markdown already."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def quotation(text: str, origin: str) -> str:
    """A sentence of a source, with its file."""
    return f"> “{plain(text)}”\n> ({code(origin)})\n"
