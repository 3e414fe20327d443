"""Whatever happens to a workbook: it is read, or refused by name; a wrong value is told with its cell.

A seeded share of what `benchmarks/fuzz_workbooks.py` tries by the ten thousand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ilmdocs.errors import UnreadableInput
from ilmdocs.workbook.create import create_workbook
from ilmdocs.workbook.read import read_workbook

from .build import REQUIRED, ROWS, UNIT, UNITS
from .mutants import mutants

ABOUT_A_VALUE = frozenset({
    "value-type", "ambiguous-date", "ambiguous-duration", "choice-unknown", "formula-without-value",
    "error-value", "cut-text", "text-cleaned", "date-from-number", "duration-from-number",
})  # fmt: skip


@pytest.mark.parametrize("share", range(6))
def test_mutants(tmp_path: Path, share: int) -> None:
    """No mutant causes anything but findings with a place, or a refusal that names the file."""
    sample = create_workbook([UNITS[UNIT]], rows=ROWS, required=REQUIRED)
    path = tmp_path / "robin.xlsx"
    read, refused = 0, 0
    for mutant in mutants([sample], 8585, 40, first=share * 40):
        path.write_bytes(mutant.data)
        try:
            findings = read_workbook(path, UNITS, REQUIRED).findings
        except UnreadableInput as refusal:
            assert "robin.xlsx" in refusal.message, mutant.changes
            assert refusal.remedy
            refused += 1
            continue
        read += 1
        for finding in findings:
            assert finding.location.file == "robin.xlsx"
            assert finding.location.cell or finding.id not in ABOUT_A_VALUE, (mutant.changes, finding)
            f"{finding.location} {finding.message} {finding.remedy}".encode()
    assert read > 10 and refused > 5


def test_the_same_seed_gives_the_same_mutants() -> None:
    """A mutant that failed can be made again from seed and number."""
    sample = create_workbook([UNITS[UNIT]], rows=ROWS, required=REQUIRED)
    several = list(mutants([sample], 1, 5))
    assert list(mutants([sample], 1, 1, first=4)) == several[4:]
    assert len({mutant.data for mutant in several}) == 5
