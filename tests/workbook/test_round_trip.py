"""The workbook survives other programs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ilmdocs.workbook.read import read_workbook

from .build import REQUIRED, ROWS, SESSION, UNIT, UNITS, write

NASTY = 'Smith & Sons <draft> "x" {{ 7*7 }} ŵŷ Łódź ☒ – 😀\n\nsecond line\tend'


@pytest.mark.engine
def test_saved_again_by_libreoffice(tmp_path: Path) -> None:
    """After LibreOffice has saved the workbook, every value and its cell are the same, with no finding."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    rows = {
        **ROWS,
        "Sessions": [*ROWS["Sessions"], {**SESSION, "session_no": 4, "reality": NASTY, "duration": 1530}],
    }
    path = write(tmp_path, rows=rows)
    (tmp_path / "out").mkdir()
    command = [
        soffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
        "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    before = read_workbook(path, UNITS, REQUIRED)
    after = read_workbook(tmp_path / "out" / path.name, UNITS, REQUIRED)
    assert after.findings == ()
    assert after.included == (UNIT,)
    assert after.submission.sheets == before.submission.sheets
    assert after.submission.rows("Sessions")[3].text("reality") == NASTY
