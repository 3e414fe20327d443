"""A folder of learners on the real command line: table, board, chase list, and what is unchanged."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest
from openpyxl import load_workbook

from ilmdocs.library import Library, load_library
from ilmdocs.samples import rows_for
from ilmdocs.templates_path import templates_folder
from ilmdocs.workbook.create import create_workbook

pytestmark = pytest.mark.engine
UNIT = "8585-303"
NAMES = ("Ada Sample", "Bede Sample", "Cleo Sample")


def ilmdocs(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ilmdocs", *map(str, arguments)],
        cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


def build(cwd: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return ilmdocs("build", "intake", "--engine", "embedded", "--today", "2026-06-30", *more, cwd=cwd)


def write(path: Path, library: Library, name: str, number: int, *, signed: bool = True) -> None:
    """A complete fictional learner, but for the day of signing where that is left out."""
    rows = dict(rows_for([UNIT]))
    own = {**rows["Learner"][0], "learner_name": name, "ilm_registration_no": f"FIC{number:04}"}
    path.parent.mkdir(parents=True, exist_ok=True)
    rows["Learner"] = [own]
    if not signed:
        rows["Units"] = [{k: v for k, v in row.items() if k != "learner_signed"} for row in rows["Units"]]
    units = [library.unit(UNIT)]
    path.write_bytes(create_workbook(units, rows=rows, required=library.required, used=library.used))


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three learners in both layouts, one of whom has not signed, and what else lies in such folders."""
    folder = tmp_path_factory.mktemp("cohort")
    library = load_library(templates_folder())
    write(folder / "intake" / "ada.xlsx", library, NAMES[0], 1)
    write(folder / "intake" / "bede" / "my workbook.xlsx", library, NAMES[1], 2)
    write(folder / "intake" / "cleo.xlsx", library, NAMES[2], 3, signed=False)
    (folder / "intake" / "~$ada.xlsx").write_bytes(b"open")
    (folder / "intake" / ".hidden.xlsx").write_bytes(b"hidden")
    return folder


@pytest.fixture(scope="module")
def built(cohort: Path) -> subprocess.CompletedProcess[str]:
    return build(cohort)


def test_a_line_each_and_a_table_with_board_and_next_step(
    cohort: Path, built: subprocess.CompletedProcess[str]
) -> None:
    """What was passed over is noted, the refused one is told apart, and the exit code says must findings."""
    assert built.returncode == 1, built.stderr
    assert "ada.xlsx is open in Excel" in built.stderr and ".hidden.xlsx is hidden" in built.stderr
    assert "[1/3] Ada Sample: 8585-303 built, 10 pages" in built.stdout
    assert "Cleo Sample: 8585-303 not built, 1 point to fix" in built.stdout
    assert "output/cohort.html" in built.stdout and "ilmdocs chase output" in built.stdout


def test_the_board_links_to_what_is_there(cohort: Path, built: subprocess.CompletedProcess[str]) -> None:
    """Every link of the page leads to a file; each learner's report says ready or not."""
    page = lxml.html.parse(str(cohort / "output" / "cohort.html")).getroot()
    assert "2 of 3 learners are ready" in page.text_content()
    links = [link for link in page.xpath("//a/@href") if not link.startswith("#")]
    assert len(links) == 5  # two portfolios, three reports
    assert all((cohort / "output" / unquote(link)).is_file() for link in links)
    assert load_workbook(cohort / "output" / "cohort.xlsx").sheetnames


def test_a_report_leads_to_the_page_of_each_piece_of_evidence(
    cohort: Path, built: subprocess.CompletedProcess[str]
) -> None:
    """Every page that a report names is the one on which the portfolio's manifest has that part."""
    (report,) = (cohort / "output").rglob("Sample A */report *.html")
    items = lxml.html.parse(str(report)).getroot().xpath("//ul[@class='parts']/li[.//a]")
    assert items
    for item in items:
        address, _, page = item.xpath("string(.//a/@href)").partition("#page=")
        portfolio = report.parent / unquote(address)
        assert portfolio.is_file()
        data = json.loads((portfolio.parent / "manifest.json").read_text(encoding="utf-8"))
        (part,) = (one for one in data["parts"] if one["reference"] == item.xpath("string(.//b)"))
        assert part["first_page"] <= int(page) < part["first_page"] + part["pages"]


def test_board_and_chase_as_data(cohort: Path, built: subprocess.CompletedProcess[str]) -> None:
    """Other programs get the same, and nothing is written for it."""
    told = ilmdocs("board", "output", "--json", "--today", "2026-06-30", cwd=cohort)
    data = json.loads(told.stdout)
    assert data["schema"] == "ilmdocs.cohort/1"
    assert [learner["learner"] for learner in data["learners"]] == [
        "Ada Sample",
        "Cleo Sample",
        "Bede Sample",
    ]
    owing = json.loads(ilmdocs("chase", "output", "--json", cwd=cohort).stdout)
    assert owing["schema"] == "ilmdocs.chase/1"
    assert [(note["party"], note["who"], note["must"]) for note in owing["notes"]] == [
        ("learner", "Cleo Sample", 1)
    ]
    assert not (cohort / "output" / "chase").exists()
    written = ilmdocs("chase", "output", cwd=cohort)
    assert written.returncode == 0 and "Cleo Sample" in written.stdout
    assert len(list((cohort / "output" / "chase").glob("*.eml"))) == 1


def test_the_second_run_makes_nothing_and_says_the_same(
    cohort: Path, built: subprocess.CompletedProcess[str], tmp_path: Path
) -> None:
    """Nothing is written; a renamed workbook is recognised, a mended one built, a lost page comes back."""
    shutil.copytree(cohort, tmp_path / "copy")
    here = tmp_path / "copy"
    before = {path: path.stat().st_mtime_ns for path in (here / "output").rglob("*") if path.is_file()}
    again = build(here)
    assert again.returncode == 1
    assert again.stdout.count("unchanged") >= 2 and "Cleo Sample: 8585-303 not built, 1 point" in again.stdout
    assert {path: path.stat().st_mtime_ns for path in before} == before
    (here / "intake" / "ada.xlsx").rename(here / "intake" / "ada applegarth.xlsx")
    write(here / "intake" / "cleo.xlsx", load_library(templates_folder()), NAMES[2], 3)
    (here / "output" / "cohort.html").unlink()
    third = build(here)
    assert third.returncode == 0, third.stdout
    assert "Ada Sample: 8585-303 unchanged" in third.stdout
    assert "Cleo Sample: 8585-303 built" in third.stdout
    assert "All 3 learners are ready" in (here / "output" / "cohort.html").read_text("utf-8")


def test_another_day_checks_again_and_builds_nothing(
    cohort: Path, built: subprocess.CompletedProcess[str], tmp_path: Path
) -> None:
    """What is due depends on the day, what was built does not; `--zip` adds the ZIP and builds nothing."""
    shutil.copytree(cohort, tmp_path / "copy")
    here = tmp_path / "copy"
    made = ilmdocs(
        "build", "intake", "--engine", "embedded", "--today", "2026-07-01", "--zip", "--json", cwd=here
    )
    results = json.loads(made.stdout)["results"]
    assert [(r["learner"], r["status"]) for r in results] == [
        ("Ada Sample", "unchanged"), ("Cleo Sample", "refused"), ("Bede Sample", "unchanged"),
    ]  # fmt: skip
    assert all((here / r["archive"]).is_file() and r["pages"] == 10 for r in results if r["archive"])
    assert [bool(r["archive"]) for r in results] == [True, False, True]


def test_a_cluster_needs_both_options(cohort: Path) -> None:
    """Half of what a cluster needs is a wrong command line, and so is one that others could listen to."""
    for more in (["--executor", "dask"], ["--scheduler", "tcp://127.0.0.1:8786"]):
        told = ilmdocs("build", "intake", *more, cwd=cohort)
        assert told.returncode == 2 and "belong together" in told.stderr
    told = ilmdocs("build", "intake", "--executor", "dask", "--scheduler", "tcp://10.1.1.1:8786", cwd=cohort)
    assert told.returncode == 2 and "not encrypted" in told.stderr
