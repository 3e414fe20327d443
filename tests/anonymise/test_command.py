"""`ilmdocs anonymise` as a user starts it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ilmdocs.library import Library, load_library
from tests.anonymise.learners import BRAM, HEULWEN, Rows, write_learner
from tests.builders import TEMPLATES

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def library() -> Library:
    """Units and forms, read once."""
    return load_library(TEMPLATES)


def anonymise(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ilmdocs", "anonymise", *arguments, "--engine", "embedded"],
        cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


def test_several_learners_of_whom_one_refuses(tmp_path: Path, library: Library) -> None:
    """The others are made, each is told, and the exit code says that not all is well."""

    def refuse(rows: Rows) -> None:
        rows["Learner"][0]["refuse_ilm_use"] = True

    def unlisted(rows: Rows) -> None:
        rows["Clients"][0]["rationale"] += " It was the idea of Petra Holloway."

    write_learner(tmp_path / "intake" / "bram", library, BRAM, unlisted)
    write_learner(tmp_path / "intake" / "heulwen", library, HEULWEN, refuse)
    done = anonymise("intake", "--json", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    data = json.loads(done.stdout)
    assert data["schema"] == "ilmdocs.anonymise/1"
    bram, heulwen = data["results"]
    assert (bram["status"], bram["unit"], bram["pages"]) == ("made", "8585-301", 26)
    assert bram["withheld"] == [
        {"title": "Authentication sheet", "what": "a PDF, 1 page"},
        {"title": "Flip chart of session 3", "what": "a picture, 1 page"},
    ]
    assert [(left["sheet"], left["reference"]) for left in bram["left"]] == [("Clients", "Unknown")]
    assert (tmp_path / bram["portfolio"]).is_file()
    assert bram["portfolio"].startswith("output/anonymised/8585-301(1) anonymised ")
    assert (heulwen["status"], heulwen["place"], heulwen["portfolio"]) == ("refused", "Learner!B18", None)
    assert [path.suffix for path in sorted((tmp_path / "output").rglob("*.*")) if path.is_file()] == [
        ".pdf",
        ".json",
    ]

    done = anonymise("intake/bram", "--person", "Petra Holloway", "-o", "other", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Bram Oakhollow  8585-301: anonymised, 26 pages." in done.stdout
    assert "Person 1×" in done.stdout
    assert "Left as typed" not in done.stdout
    (portfolio,) = (tmp_path / "other").rglob("*.pdf")
    assert b"Holloway" not in portfolio.read_bytes()
    proven = subprocess.run(
        [sys.executable, "-m", "ilmdocs", "verify", "other"], cwd=tmp_path, capture_output=True, check=False
    )
    assert proven.returncode == 0, proven.stdout


def test_a_refusal_on_the_screen(tmp_path: Path, library: Library) -> None:
    """Learner, file, cell and what it means."""

    def refuse(rows: Rows) -> None:
        rows["Learner"][0]["refuse_ilm_use"] = True

    write_learner(tmp_path, library, BRAM, refuse)
    done = anonymise("Oakhollow 8585-301.xlsx", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.splitlines()[:2] == [
        "Bram Oakhollow  8585-301: no anonymised copy.",
        "  Oakhollow 8585-301.xlsx, Learner!B18: The learner refuses: “Do you refuse ILM's use of your "
        "work?” says Yes. No anonymised copy may be made.",
    ]
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "output").exists()
