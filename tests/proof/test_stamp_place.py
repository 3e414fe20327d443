"""Whether the place of the stamp is clear is seen when a document is read back, and assembly goes by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ilmdocs.assemble import looking
from ilmdocs.convert.pages import read_pages
from ilmdocs.model.portfolio import PdfPart
from tests.assemble.builders import build, sample_parts, scan_pdf, text_pdf


@pytest.mark.parametrize(
    ("pdf", "clear"),
    [
        (text_pdf([["Below the strip"]], top=60.0), True),
        (text_pdf([["Too high"]], top=20.0), False),
        (scan_pdf(), False),
        (text_pdf([[]], box=(0.0, 0.0, 595.0, 30.0)), False),
    ],
)
def test_what_is_printed_at_the_top_is_seen(pdf: bytes, clear: bool) -> None:
    """Text or a picture in the strip is seen; a page lower than the strip has no room at all."""
    assert [page.clear_top for page in read_pages(pdf)] == [clear]


def looked_at(part: PdfPart) -> PdfPart:
    return replace(part, clear_tops=tuple(page.clear_top for page in read_pages(part.pdf)))


def test_the_portfolio_is_the_same_whoever_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was seen before assembly saves it a look; the file is the same to the byte."""
    parts = sample_parts(lambda pages: text_pdf(pages, top=60.0))
    parts[-2] = replace(parts[-2], pdf=text_pdf([["Reflective log", "I listened."]], top=20.0))
    alone = build(parts).pdf
    looks: list[int] = []
    occupied = looking.PartView.occupied

    def counted(view: looking.PartView, index: int, length: float) -> bool:
        looks.append(index)
        return occupied(view, index, length)

    monkeypatch.setattr(looking.PartView, "occupied", counted)
    assert build([looked_at(part) for part in parts]).pdf == alone
    assert len(looks) == 2  # the log and the photo, of eight pages
