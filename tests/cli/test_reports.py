"""`ilmdocs check --html`: a report a learner, below the folder that was named and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html

from ilmdocs.cli import cli
from ilmdocs.samples import rows_for
from ilmdocs.units import load_units
from ilmdocs.workbook.create import create_workbook
from tests.builders import TEMPLATES

UNIT = "8585-301"


@pytest.fixture(scope="module")
def intake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two copies of one learner who lacks a supervision record, and a file that is no workbook."""
    folder = tmp_path_factory.mktemp("intake")
    rows = rows_for([UNIT])
    rows = {**rows, "Supervision": []}
    data = create_workbook([load_units(TEMPLATES)[UNIT]], rows=rows)
    for name in ("first", "second"):
        (folder / name).mkdir()
        (folder / name / "learner.xlsx").write_bytes(data)
    (folder / "broken").mkdir()
    (folder / "broken" / "broken.xlsx").write_bytes(b"no workbook")
    return folder


@pytest.fixture(scope="module")
def run(intake: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    output = tmp_path_factory.mktemp("run") / "reports"
    call = ["check", str(intake), "--html", "-o", str(output), "--json", "--today", "2026-11-22"]
    return CliRunner().invoke(cli, call), output


def test_each_learner_has_a_report_and_the_intake_stays_as_it_was(
    run: tuple[Result, Path], intake: Path
) -> None:
    """Two workbooks of one learner have two reports; what cannot be read has one that says why."""
    result, output = run
    books = json.loads(result.stdout)["workbooks"]
    reports = [Path(book["report"]) for book in books]
    assert len({path.as_posix().casefold() for path in reports}) == 3
    assert all(path.resolve().is_relative_to(output.resolve()) for path in reports)
    assert sorted(path.name for path in intake.rglob("*") if path.is_file()) == [
        "broken.xlsx", "learner.xlsx", "learner.xlsx",
    ]  # fmt: skip
    titles = [
        str(html.fromstring(path.read_text(encoding="utf-8")).xpath("string(//h1)")) for path in reports
    ]
    assert titles[0] == "This workbook could not be read."
    assert titles[1] == titles[2]
    assert titles[1].startswith("Not ready: ")


def test_the_data_say_what_would_close_the_gap(run: tuple[Result, Path]) -> None:
    """The same words as in the report, with sheet and cell."""
    books = json.loads(run[0].stdout)["workbooks"]
    (unit,) = books[1]["units"]
    assert {"words": "One supervision record", "sheet": "Supervision", "cell": "A5", "closes": 1} in unit[
        "gap"
    ]
    assert "One supervision record." in Path(books[1]["report"]).read_text(encoding="utf-8")


def test_nothing_is_written_unless_it_is_asked_for(
    intake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check` alone leaves no folder behind and names no report."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["check", str(intake / "first"), "--json"])
    assert json.loads(result.stdout)["workbooks"][0]["report"] is None
    assert list(tmp_path.iterdir()) == []
