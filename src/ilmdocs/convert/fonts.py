"""The fonts that travel with the program, and how engines on Linux are told about them."""

from __future__ import annotations

import hashlib
import html
import shutil
import subprocess
from functools import cache
from pathlib import Path

from ilmdocs.fonts_path import FONTS, font_files

FAMILY = "Arimo"
SYMBOLS = "DejaVu Sans"
"""The family of the supplied symbols, of which the machine may have the whole font."""
_FC_MATCH_SECONDS = 30


def font_digests() -> dict[str, str]:
    """The SHA-256 of every supplied font file, by file name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in font_files()}


@cache
def _substitute(family: str) -> str:
    program = shutil.which("fc-match")
    if program is None:
        return ""
    answer = subprocess.run(
        [program, "--format", "%{family[0]} %{fontversion}", family],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=_FC_MATCH_SECONDS,
        check=False,
    )
    return answer.stdout.strip()


def substitutes() -> dict[str, str]:
    """The font (with fontconfig's version number) that this machine takes for Arial; empty if unknown."""
    try:
        found = _substitute("Arial")
    except (OSError, subprocess.TimeoutExpired):
        found = ""
    return {"Arial": found} if found else {}


def _family(supplied: Path) -> str:
    """The family of a supplied font file, as fontconfig names it."""
    return FAMILY if supplied.name.startswith(FAMILY) else SYMBOLS


def _is_here(family: str) -> bool:
    """Whether the machine has a family of its own.

    Then ours stays away: of two files with one name LibreOffice takes now this one, now that one for a
    character that the form's font lacks, and the same document would not always give the same bytes.
    """
    try:
        return _substitute(family).startswith(f"{family} ")
    except (OSError, subprocess.TimeoutExpired):
        return False


@cache
def supplied_characters() -> frozenset[str]:
    """Every character that the supplied fonts can show in regular style."""
    ranges = (FONTS / "characters.txt").read_text(encoding="ascii").split()
    ends = ((int(first, 16), int(last, 16)) for first, last in (line.split("-") for line in ranges))
    return frozenset(chr(number) for first, last in ends for number in range(first, last + 1))


def write_fontconfig(folder: Path, *, with_system_fonts: bool) -> Path:
    """Write a fontconfig file that knows the supplied fonts.

    Args:
        folder: private, existing folder for the file, copies of the fonts and fontconfig's cache.
        with_system_fonts: also the fonts and rules of the machine; otherwise nothing but ours, so that
            every machine prints the same.
    """
    # Copies, because fontconfig before 2.13.1 (dxpdf has it inside) leaves a `.uuid` file beside the fonts.
    copies = folder / "fonts"
    copies.mkdir()
    for path in font_files():
        if not (with_system_fonts and _is_here(_family(path))):
            shutil.copyfile(path, copies / path.name)
    system = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>' if with_system_fonts else ""
    # Without a last resort the engine finds no font for a family that is not there (Calibri, Cambria).
    last_resort = (
        '<match target="pattern"><edit name="family" mode="append_last" binding="strong">'
        f"<string>{FAMILY}</string></edit></match>"
    )
    text = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>'
        f"{system}<dir>{html.escape(str(copies))}</dir>"
        f"<cachedir>{html.escape(str(folder / 'font-cache'))}</cachedir>"
        f"{'' if with_system_fonts else last_resort}</fontconfig>\n"
    )
    path = folder / "fonts.conf"
    path.write_text(text, encoding="utf-8")
    return path
