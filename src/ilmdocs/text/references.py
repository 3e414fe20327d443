"""How a piece of evidence is cited, and how a page is stamped: written here and read back here.

Forms print citations, assembly turns them into links and stamps the pages, `verify` reads both from the
finished file. One module, so that the three cannot drift apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPACE = "\N{NO-BREAK SPACE}"
_CITATION = re.compile(r"\b(E\d{2,}),?\s*p\.\s*(\d+)")
_STAMP = re.compile(
    r"(?:DRAFT, not for submission: (\d+) points? open \N{MIDDLE DOT} )?"
    r"(?:(E\d{2,}) \N{MIDDLE DOT} )?page (\d+) of (\d+)"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A printed reference to evidence, such as `E07, p. 12`, and where it stands in its text."""

    reference: str
    page: int
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.reference}, p. {self.page}"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stands top right on a page: reference (None in the front matter), page, total, open points."""

    reference: str | None
    page: int
    total: int
    open_points: int | None = None

    def __str__(self) -> str:
        words = [f"page {self.page} of {self.total}"]
        if self.reference is not None:
            words.insert(0, self.reference)
        if self.open_points is not None:
            points = "point" if self.open_points == 1 else "points"
            words.insert(0, f"DRAFT, not for submission: {self.open_points} {points} open")
        return " \N{MIDDLE DOT} ".join(words)


def cite(reference: str, page: int) -> str:
    """The citation as it is printed, with spaces that keep it on one line.

    Args:
        reference: the part's reference number, such as `E07`.
        page: 1-based page of the finished portfolio.
    """
    return f"{reference},{_SPACE}p.{_SPACE}{page}"


def find_citations(text: str) -> tuple[Citation, ...]:
    """Every citation in a text, in reading order."""
    return tuple(Citation(m[1], int(m[2]), m.start(), m.end()) for m in _CITATION.finditer(text))


def read_stamp(text: str) -> Stamp | None:
    """The last stamp in the text of a page's top edge, or None when there is none.

    The last one, because assembly writes it after the page's own content.
    """
    found = list(_STAMP.finditer(" ".join(text.split())))
    if not found:
        return None
    points, reference, page, total = found[-1].groups()
    return Stamp(reference, int(page), int(total), None if points is None else int(points))
