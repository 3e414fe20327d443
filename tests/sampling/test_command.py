"""From marked learners to a ZIP that an external verifier proves, on the real command line."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from ilmdocs.cli.sampling import command
from ilmdocs.journal import read_cohort
from ilmdocs.library import load_library
from ilmdocs.model.cohort import Cohort
from ilmdocs.templates_path import templates_folder
from tests.builders import TODAY
from tests.building import build_here
from tests.marks.fictional import FULL, SIGNED, changed, desk, library_with_marks

pytestmark = pytest.mark.engine

MARKS = {
    "Ffion Example": FULL,
    "Gwil Example": FULL,
    "Hedd Example": changed(ac_1_3=1),  # a referral
    "Idris Example": changed(ac_1_1=4),  # just half of 8
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Cohort]:
    """Four learners, marked and built, and how they stand."""
    folder = tmp_path_factory.mktemp("sampled")
    library = library_with_marks(folder)
    desks = []
    for number, (name, marks) in enumerate(MARKS.items(), start=1):
        made = desk(
            folder / "in" / f"{number}", library, learner_name=name, ilm_registration_no=f"FIC{number}"
        )
        made.give(marks, {**SIGNED, "assessor": "Alex Assessor"})
        desks.append(made)
    results = build_here([made.workbook for made in desks], library, folder / "out", TODAY)
    assert [result.error for result in results] == [None] * len(MARKS)
    return folder, read_cohort(folder / "out")


def sampling(built: tuple[Path, Cohort], monkeypatch: pytest.MonkeyPatch, cwd: Path, *more: str) -> Result:
    """`ilmdocs sampling` over the built learners."""
    monkeypatch.chdir(cwd)
    arguments = [str(built[0] / "out"), "--today", "2026-11-22", *more]
    return CliRunner().invoke(command, arguments, catch_exceptions=False)


def verify(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """`ilmdocs verify` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ilmdocs", "verify", *arguments],
        cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


def test_what_marks_come_to(built: tuple[Path, Cohort]) -> None:
    """Outcome, total and how near the nearest criterion is to the fewest marks that pass."""
    told = [unit.assessments[0] for _, unit in built[1].units()]
    assert [(a.outcome, a.passed, a.total, a.most, a.margin) for a in told] == [
        ("PASS", True, 100, 100, 2),
        ("PASS", True, 100, 100, 2),
        ("REFERRAL", False, 97, 100, 1),
        ("PASS", True, 96, 100, 0),
    ]
    assert {(a.assessor, str(a.assessed), a.quality_assured) for a in told} == {
        ("Alex Assessor", "2026-07-02", None)
    }


def test_a_sample_is_packed_and_proven_by_somebody_else(
    built: tuple[Path, Cohort], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The verifier has nothing but the ZIP; it verifies as it is and unpacked."""
    made = sampling(built, monkeypatch, tmp_path, "--seed", "2026-autumn", "--json")
    assert made.exit_code == 0, made.output
    data = json.loads(made.stdout)
    assert (data["schema"], data["seed"], data["considered"]) == ("ilmdocs.sampling/1", "2026-autumn", 4)
    assert [(item["learner"], item["risks"]) for item in data["drawn"]][-2:] == [
        ("Hedd Example", ["referral", "borderline"]), ("Idris Example", ["borderline"]),
    ]  # fmt: skip
    assert len(data["drawn"]) == 3 and data["archive"] == "sampling/sample-2026-autumn.zip"
    elsewhere = tmp_path / "verifier"
    elsewhere.mkdir()
    shutil.move(tmp_path / data["archive"], elsewhere / "sample.zip")
    zipped = verify("sample.zip", "--json", cwd=elsewhere)
    assert zipped.returncode == 0, zipped.stdout + zipped.stderr
    told = json.loads(zipped.stdout)
    assert len(told["portfolios"]) == 3
    for portfolio in told["portfolios"]:
        proofs = {proof["name"]: proof["ok"] for proof in portfolio["proofs"]}
        assert portfolio["ok"] and proofs["hashes"] is True and portfolio["file"].startswith("sample.zip/")
    assert [(s["file"], s["seed"], s["ok"]) for s in told["samples"]] == [("sample.zip", "2026-autumn", True)]
    with zipfile.ZipFile(elsewhere / "sample.zip") as archive:
        archive.extractall(elsewhere)
    unpacked = verify("sample-2026-autumn", cwd=elsewhere)
    assert unpacked.returncode == 0, unpacked.stdout
    assert "All 3 portfolios that were packed are here, unchanged." in unpacked.stdout


def test_a_portfolio_that_was_taken_out_or_changed_is_found_out(
    built: tuple[Path, Cohort], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In the folder and, packed anew, in the ZIP."""
    assert sampling(built, monkeypatch, tmp_path, "--seed", "1").exit_code == 0
    with zipfile.ZipFile(tmp_path / "sampling" / "sample-1.zip") as archive:
        archive.extractall(tmp_path)
    first, second, _ = sorted((tmp_path / "sample-1").rglob("*.pdf"))
    shutil.rmtree(first.parent)
    with second.open("ab") as file:
        file.write(b"\n% saved again")
    shutil.make_archive(str(tmp_path / "again"), "zip", tmp_path, "sample-1")
    for target in ("sample-1", "again.zip"):
        told = verify(target, cwd=tmp_path)
        assert told.returncode == 1, told.stdout
        assert "NOT AS IT WAS DRAWN" in told.stdout
        assert "is missing." in told.stdout and "is not the portfolio that was drawn." in told.stdout


def test_the_same_seed_gives_the_same_files_and_a_new_one_is_told(
    built: tuple[Path, Cohort], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without --seed one is made and printed; with it, plan and ZIP come out byte for byte."""
    first = sampling(built, monkeypatch, tmp_path, "-o", "one", "--json")
    seed = json.loads(first.stdout)["seed"]
    text = sampling(built, monkeypatch, tmp_path, "-o", "two", "--seed", seed)
    assert f"3 of 4 portfolios drawn, with the seed {seed}." in text.stdout
    assert f"ilmdocs verify two/sample-{seed}.zip" in text.stdout
    for name in (f"sample-{seed}.zip", f"sampling-plan-{seed}.xlsx"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert json.loads(sampling(built, monkeypatch, tmp_path, "-o", "three", "--json").stdout)["seed"] != seed


def test_a_changed_portfolio_ends_with_the_code_for_some_failed(
    built: tuple[Path, Cohort], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is told, it is in the plan, and the others are packed."""
    folder, cohort = built
    shutil.copytree(folder / "out", tmp_path / "out")
    _, unit = list(cohort.units())[2]
    with (tmp_path / "out" / unit.portfolio).open("ab") as file:
        file.write(b"\n")
    made = sampling((tmp_path, cohort), monkeypatch, tmp_path, "--seed", "1")
    assert made.exit_code == 3 and "NOT IN THE ZIP. The file is not the one that was built" in made.stdout
    sheet = load_workbook(tmp_path / "sampling" / "sampling-plan-1.xlsx")["Plan"]
    said = [cell.value for row in sheet.iter_rows() for cell in row if "NOT IN THE ZIP" in str(cell.value)]
    assert len(said) == 1
    proven = verify("sampling/sample-1.zip", cwd=tmp_path)
    assert proven.returncode == 0
    assert "1 more were drawn and could not be packed" in proven.stdout


def test_a_zip_that_is_none_of_ours_is_an_input_that_cannot_be_read(tmp_path: Path) -> None:
    """Exit code 4 and a sentence; the data says the same."""
    with zipfile.ZipFile(tmp_path / "holiday.zip", "w") as archive:
        archive.writestr("beach.jpg", b"sand")
    told = verify("holiday.zip", cwd=tmp_path)
    assert told.returncode == 4
    assert "holiday.zip is not a ZIP of portfolios that ilmdocs wrote." in told.stdout


def test_a_portfolio_that_was_not_drawn_is_found_out(
    built: tuple[Path, Cohort], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Put in among those that were, whole as it is."""
    made = sampling(built, monkeypatch, tmp_path, "--seed", "1", "--json")
    drawn = {item["learner"] for item in json.loads(made.stdout)["drawn"]}
    (other,) = [unit.portfolio for learner, unit in built[1].units() if learner.learner not in drawn]
    with zipfile.ZipFile(tmp_path / "sampling" / "sample-1.zip", "a") as archive:
        for path in (built[0] / "out" / other, (built[0] / "out" / other).with_name("manifest.json")):
            archive.write(path, f"sample-1/{path.relative_to(built[0] / 'out').as_posix()}")
    told = verify("sampling/sample-1.zip", cwd=tmp_path)
    assert told.returncode == 1 and f"{other} was not drawn." in told.stdout


def test_nothing_to_draw_from_says_why(
    built: tuple[Path, Cohort], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With the number of learners for each reason, and what to do."""
    broken = tmp_path / "x.xlsx"
    broken.write_bytes(b"no workbook")
    library = load_library(templates_folder())
    build_here([broken], library, tmp_path / "out", TODAY)
    with pytest.raises(Exception, match=r"no assessed portfolio.*Not read \(1\).*ilmdocs mark new"):
        sampling((tmp_path, read_cohort(tmp_path / "out")), monkeypatch, tmp_path)
    assert not (tmp_path / "sampling").exists()


@pytest.mark.parametrize("seed", ["../x", "a b", "", "x" * 41, "-x"])
def test_a_seed_is_part_of_a_file_name(seed: str, tmp_path: Path) -> None:
    """So it is letters and digits."""
    (tmp_path / "out").mkdir()
    told: Any = CliRunner().invoke(command, [str(tmp_path / "out"), f"--seed={seed}"])
    assert told.exit_code == 2 and "is no seed" in told.stderr
