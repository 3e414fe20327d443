"""What this machine has for converting, what it lacks and how to get it."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from ilmdocs.convert.engine import Engine, EngineProbe
from ilmdocs.convert.fonts import substitutes
from ilmdocs.fonts_path import font_files

_PACKAGES = ("ilmdocs", "openpyxl", "docxtpl", "python-docx", "pikepdf", "pypdf", "pypdfium2", "fonttools")
# Families with the metrics of Arial: lines and pages break where they break in Word.
_LIKE_ARIAL = ("Arial", "Liberation Sans", "Arimo")


@dataclass(frozen=True, slots=True)
class DoctorLine:
    """One thing that was looked at. `remedy` is empty when it is well."""

    topic: str
    ok: bool
    found: str
    remedy: str = ""


def examine(engines: Iterable[Engine]) -> tuple[DoctorLine, ...]:
    """Look at Python, the engines, the fonts and the packages that make documents."""
    probes = [engine.probe() for engine in engines]
    return (
        DoctorLine(
            "Python", True, f"{platform.python_version()} on {platform.system()} {platform.machine()}"
        ),
        *(DoctorLine(f"engine {p.name}", p.available, p.found, p.remedy) for p in probes),
        _choice(probes),
        _fonts(printing=any(p.name == "libreoffice" and p.available for p in probes)),
        *map(_package, _PACKAGES),
    )


def _choice(probes: list[EngineProbe]) -> DoctorLine:
    there = [probe.name for probe in probes if probe.available]
    if not there:
        return DoctorLine("engine used (auto)", False, "none", "Install LibreOffice or the package dxpdf.")
    behind = f", then {', '.join(there[1:])} where it loses text" if there[1:] else ""
    return DoctorLine("engine used (auto)", True, f"{there[0]}{behind}")


def _fonts(*, printing: bool) -> DoctorLine:
    """The fonts; what stands in for Arial matters only where LibreOffice prints with it."""
    supplied = f"{len(font_files())} font files come with the program"
    if not font_files():
        return DoctorLine("fonts", False, "the program's own fonts are missing", "Install ilmdocs again.")
    if not printing:
        return DoctorLine("fonts", True, supplied)
    if not sys.platform.startswith("linux"):
        return DoctorLine("fonts", True, f"{supplied}; this system brings Arial")
    arial = re.sub(r"\s\d+$", "", substitutes().get("Arial", ""))  # the number is fontconfig's own
    if not arial:
        return DoctorLine("fonts", True, f"{supplied}; none asked for, because fontconfig is not here")
    if arial.startswith(_LIKE_ARIAL):
        return DoctorLine("fonts", True, f"{supplied}; Arial is printed as {arial}")
    return DoctorLine(
        "fonts",
        False,
        f"{supplied}; LibreOffice prints Arial as {arial}, so pages break elsewhere than in Word",
        "Install the fonts package that has Liberation Sans, for example fonts-liberation.",
    )


def _package(name: str) -> DoctorLine:
    try:
        return DoctorLine(f"package {name}", True, version(name))
    except PackageNotFoundError:
        return DoctorLine(f"package {name}", False, "not found", f"Run: python -m pip install {name}")
