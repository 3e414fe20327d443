"""The strip at the top of a page that belongs to its stamp, and whether anything is printed there."""

from __future__ import annotations

import pypdfium2 as pdfium

STRIP = 34.02
"""Height in points: 12 mm."""

_WHITE = 250


def strip_is_clear(page: pdfium.PdfPage) -> bool:
    """Whether nothing is printed in the whole strip of an open page, so that a stamp of any length fits."""
    return is_clear(page, 0.0, page.get_width())


def is_clear(page: pdfium.PdfPage, left: float, right: float) -> bool:
    """Whether nothing but white is printed in the strip between two edges, in points from the left.

    Of a page too small for the strip, nothing is clear.
    """
    width, height = page.get_size()
    crop = (max(left, 0), max(height - STRIP, 0), max(width - right, 0), 0.0)
    if width - crop[0] - crop[2] < 1 or height < STRIP:
        return False
    darkest, _ = page.render(scale=1, crop=crop, grayscale=True).to_pil().getextrema()
    return int(darkest) >= _WHITE
