"""`ilmdocs mark` as an assessor types it. All people are fictional."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.builders import TEMPLATES

pytestmark = pytest.mark.engine


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The installed program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ilmdocs", *arguments],
        cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


@pytest.fixture
def learner(tmp_path: Path) -> Path:
    """A folder with a learner of 8585-301 in `ann/`."""
    (tmp_path / "ann").mkdir()
    assert run("new", "8585-301", "--sample", "-o", "ann/ann.xlsx", cwd=tmp_path).returncode == 0
    return tmp_path


def fill_in(path: Path, refer: int | None = None) -> None:
    """Decide every criterion as in Excel, one row perhaps with Refer."""
    book = load_workbook(path)
    head, criteria = book["MarkSheet"], book["Criteria"]
    head["B10"], head["B11"], head["B12"] = "Alex Assessor", date(2026, 7, 2), "e-sign"
    for row in range(5, 16):
        criteria[f"F{row}"] = "Refer" if row == refer else "Pass"
    book.save(path)


def test_from_a_new_marks_workbook_to_a_proven_portfolio(learner: Path) -> None:
    """Make it, fill it in, build the sheet, build the portfolio; it verifies with the workbook."""
    made = run("mark", "new", "ann", cwd=learner)
    assert made.returncode == 0
    assert made.stdout.splitlines() == [
        "Written: ann/marks-8585-301.xlsx",
        "Next, once they are filled in:  ilmdocs mark build ann",
    ]
    fill_in(learner / "ann" / "marks-8585-301.xlsx", refer=9)
    sheet = run("mark", "build", "ann", "--engine", "embedded", "--json", cwd=learner)
    assert sheet.returncode == 0, sheet.stderr
    (result,) = json.loads(sheet.stdout)["results"]
    assert (result["outcome"], result["total"], result["referred"]) == ("REFER", None, ["2.2"])
    assert result["marks"] == "ann/marks-8585-301.xlsx" and Path(result["pdf"]).name.startswith("Mark sheet ")
    assert run("build", "ann", "--engine", "embedded", cwd=learner).returncode == 0
    proven = run("verify", "output", "--workbook", "ann/ann.xlsx", "--json", cwd=learner)
    (portfolio,) = json.loads(proven.stdout)["portfolios"]
    assert portfolio["ok"] and proven.returncode == 0
    assert all(proof["ok"] for proof in portfolio["proofs"])


def test_a_portfolio_built_before_it_was_marked_still_verifies(learner: Path) -> None:
    """Marks that came later are no fault of the portfolio."""
    assert run("build", "ann", "--engine", "embedded", cwd=learner).returncode == 0
    run("mark", "new", "ann", cwd=learner)
    fill_in(learner / "ann" / "marks-8585-301.xlsx")
    assert run("verify", "output", "--workbook", "ann/ann.xlsx", cwd=learner).returncode == 0


def test_marks_are_never_overwritten(learner: Path) -> None:
    """A second `mark new` keeps what is there and says so; a name given with -o that is taken is refused."""
    run("mark", "new", "ann", cwd=learner)
    path = learner / "ann" / "marks-8585-301.xlsx"
    fill_in(path)
    before = path.read_bytes()
    again = run("mark", "new", "ann", cwd=learner)
    assert again.returncode == 0 and "Kept as it is: ann/marks-8585-301.xlsx" in again.stdout
    named = run("mark", "new", "ann", "-o", str(path), cwd=learner)
    assert named.returncode == 5 and "not overwritten" in named.stderr
    assert path.read_bytes() == before


def test_what_is_missing_is_told_with_its_cell(learner: Path) -> None:
    """A fresh marks workbook gives the cells to fill and exit code 1; before it exists, how to make it."""
    nothing = run("mark", "build", "ann", "--engine", "embedded", cwd=learner)
    assert nothing.returncode == 4 and "ilmdocs mark new" in nothing.stderr
    run("mark", "new", "ann", cwd=learner)
    blank = run("mark", "build", "ann", "--engine", "embedded", cwd=learner)
    assert blank.returncode == 1 and "13 points must be fixed first" in blank.stdout
    assert "MarkSheet!B10" in blank.stdout and "Criteria!F5" in blank.stdout


def test_descriptors_from_the_centres_own_file(learner: Path) -> None:
    """A blank workbook of descriptors, filled in, gives the mark sheet its columns."""
    made = run("mark", "descriptors", "8585-301", "-o", "ours.xlsx", cwd=learner)
    assert made.returncode == 0, made.stderr
    book = load_workbook(learner / "ours.xlsx")
    book["Descriptors"]["D5"] = "A plan with dates and venues."
    book.save(learner / "ours.xlsx")
    run("mark", "new", "ann", cwd=learner)
    fill_in(learner / "ann" / "marks-8585-301.xlsx")
    with_texts = run(
        "mark", "build", "ann", "--descriptors", "ours.xlsx", "--engine", "embedded", cwd=learner
    )
    assert with_texts.returncode == 0, with_texts.stderr
    from pypdf import PdfReader

    (pdf,) = (learner / "output").rglob("Mark sheet*.pdf")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())
    assert "Good Pass" in text and "A plan with dates and venues." in text


def test_the_marks_workbook_itself_can_be_named(learner: Path) -> None:
    """An assessor who names the marks workbook gets that unit's mark sheet, whatever its capitals."""
    run("mark", "new", "ann", cwd=learner)
    marks = learner / "ann" / "marks-8585-301.xlsx"
    fill_in(marks)
    shouted = marks.rename(marks.with_name("Marks-8585-301.XLSX"))
    for named in (shouted, shouted.parent):
        built = run("mark", "build", str(named), "--engine", "embedded", cwd=learner)
        assert built.returncode == 0 and "8585-301: PASS." in built.stdout


def test_data_alone_even_when_nothing_is_marked(learner: Path) -> None:
    """`--json` lists the learners who have no marks yet, with the exit code that says so."""
    nothing = run("mark", "build", "ann", "--engine", "embedded", "--json", cwd=learner)
    (result,) = json.loads(nothing.stdout)["results"]
    assert (nothing.returncode, result["status"], result["outcome"]) == (4, "unmarked", None)


@pytest.mark.parametrize("command", ["new", "build"])
def test_a_unit_that_nobody_takes(learner: Path, command: str) -> None:
    """`--unit` with another unit is told as that, not as a unit without a mark sheet."""
    answer = run("mark", command, "ann", "--unit", "8580-501", cwd=learner)
    assert answer.returncode == 2 and "None of these learners takes 8580-501." in answer.stderr


def test_two_workbooks_of_one_learner_never_overwrite_each_other(learner: Path) -> None:
    """A referral is not lost under the pass of a copy: the second one fails and names both."""
    run("mark", "new", "ann", cwd=learner)
    marks = learner / "ann" / "marks-8585-301.xlsx"
    fill_in(marks, refer=9)
    shutil.copytree(learner / "ann", learner / "copy")
    fill_in(learner / "copy" / marks.name)
    built = run("mark", "build", "ann", "copy", "--engine", "embedded", "--json", cwd=learner)
    first, second = json.loads(built.stdout)["results"]
    assert (first["status"], first["outcome"], second["status"]) == ("built", "REFER", "failed")
    assert "copy/ann.xlsx is about the same learner and unit as ann/ann.xlsx" in second["error"]
    assert built.returncode == 3


def test_a_centres_own_unit_can_be_marked(learner: Path) -> None:
    """`--templates` reaches every mark command, so a unit that a centre added is marked too."""
    shipped = (TEMPLATES / "8580" / "2017-03" / "8580-501.toml").read_text(encoding="utf-8")
    own = learner / "centre"
    own.mkdir()
    head = 'name = "Sample Training Centre"\nversion = "2026"\nofficial = false\n\n[forms]\n'
    (own / "pack.toml").write_text(head, encoding="utf-8")
    (own / "8580-591.toml").write_text(shipped.replace("8580-501", "8580-591"), encoding="utf-8")
    (learner / "bo").mkdir()
    made = run("new", "8580-591", "--no-answers", "--templates", "centre", "-o", "bo/bo.xlsx", cwd=learner)
    assert made.returncode == 0, made.stderr
    for arguments in (("new", "bo"), ("descriptors", "8580-591")):
        done = run("mark", *arguments, "--templates", "centre", cwd=learner)
        assert done.returncode == 0, done.stderr
    assert (learner / "bo" / "marks-8580-591.xlsx").is_file()
