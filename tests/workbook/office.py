"""LibreOffice as a person would use it on a workbook: open, calculate, save."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

from ilmdocs.engine_places import find_soffice

_RESULT = re.compile(
    rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)(?: t="[a-z]+")?>'
    rb"(<f[^>]*(?:/>|>[^<]*</f>))<v>[^<]*</v></c>"
)


def saved_by_office(path: Path, folder: Path) -> Path:
    """The workbook after LibreOffice has opened it and saved it as .xlsx."""
    soffice = find_soffice()
    assert soffice is not None
    target = folder / "saved"
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [
            str(soffice), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx", "--outdir", str(target), str(path),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return target / path.name


def without_results(path: Path, folder: Path) -> Path:
    """A copy whose formulas have no results, so that whoever opens it has to work them out."""
    copy = folder / "unanswered" / path.name
    copy.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, _RESULT.sub(rb"\1>\2</c>", data) if "worksheets/sheet" in name else data)
    return copy
