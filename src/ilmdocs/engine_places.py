"""Where engines and the system's fonts are, found without starting or importing anything."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

OVERRIDE = "ILMDOCS_SOFFICE"
"""Environment variable that names the soffice program when it is in no usual place."""
EMBEDDED_PACKAGE = "dxpdf"
"""The Python package that is the embedded engine."""


def find_soffice(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Find the soffice program: the override, the PATH, then the usual folders of the system."""
    override = environment.get(OVERRIDE)
    if override:
        return Path(override) if Path(override).is_file() else None
    for word in ("soffice.com", "soffice.exe") if sys.platform == "win32" else ("soffice", "libreoffice"):
        found = shutil.which(word, path=environment.get("PATH"))
        if found:
            return Path(found)
    return next((place for place in _usual_places(environment) if place.is_file()), None)


def embedded_package() -> Path | None:
    """The folder of the embedded engine's package; None when it is not installed."""
    spec = find_spec(EMBEDDED_PACKAGE)
    return None if spec is None or spec.origin is None else Path(spec.origin).parent


def font_folders() -> Iterator[Path]:
    """The folders that this system keeps fonts in, and those below them."""
    if sys.platform == "win32":
        yield Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "Fonts")
        return
    if sys.platform == "darwin":
        roots = [Path("/Library/Fonts"), Path("/System/Library/Fonts"), Path.home() / "Library/Fonts"]
    else:
        roots = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/etc/fonts/conf.d")]
        roots += [Path.home() / ".fonts", Path.home() / ".local/share/fonts"]
    for root in roots:
        for folder, folders, _ in os.walk(root):
            folders.sort()
            yield Path(folder)


def _usual_places(environment: Mapping[str, str]) -> list[Path]:
    if sys.platform == "win32":
        roots = [environment.get(name) for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")]
        return [
            Path(root, "LibreOffice", "program", program)
            for root in roots
            if root
            for program in ("soffice.com", "soffice.exe")
        ]
    if sys.platform == "darwin":
        inside = "LibreOffice.app/Contents/MacOS/soffice"
        return [Path("/Applications", inside), Path.home() / "Applications" / inside]
    newest_first = sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    return [Path("/usr/lib/libreoffice/program/soffice"), *newest_first]
