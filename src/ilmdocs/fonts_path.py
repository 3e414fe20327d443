"""Finds the fonts that travel in the package: for the embedded engine, the page stamps and the samples."""

from __future__ import annotations

from pathlib import Path

FONTS = Path(__file__).resolve().parent / "_fonts"
"""Arimo (the metrics of Arial) in four cuts, and DejaVu Sans for symbols; `_fonts/README.md` says whence."""


def font_files() -> tuple[Path, ...]:
    """All font files, by name."""
    return tuple(sorted(FONTS.glob("*.ttf")))


def arimo_file(*, bold: bool = False) -> Path:
    """The upright cut of Arimo in regular or bold."""
    return FONTS / f"Arimo-{'Bold' if bold else 'Regular'}.ttf"
