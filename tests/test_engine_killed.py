"""LibreOffice is killed in the middle of a batch: nobody but a learner who always kills it loses anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ilmdocs.library import Library, load_library
from ilmdocs.templates_path import templates_folder
from tests.convert.paper import needs_libreoffice
from tests.killed_soffice import ALWAYS, MARKER, ONCE, was_killed, wrapper
from tests.poisons import BOOK, Kit, contents, write_good

pytestmark = [
    pytest.mark.engine,
    needs_libreoffice,
    pytest.mark.skipif(sys.platform == "win32", reason="the fakes are scripts"),
]

GOOD = 4


def build(
    intake: Path, output: Path, engine: str = "libreoffice", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A batch as the command line runs it, and nothing temporary left after it."""
    temporary = output.with_name(f"{output.name}-tmp")
    temporary.mkdir()
    command = [sys.executable, "-m", "ilmdocs", "build", intake.name, "-o", str(output), "--engine", engine]
    run = subprocess.run(
        [*command, "--jobs", "2", "--today", "2026-06-30"],
        cwd=intake.parent,
        env={**os.environ, "TMPDIR": str(temporary), **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in run.stderr
    assert list(temporary.iterdir()) == []
    return run


@pytest.fixture(scope="module")
def library() -> Library:
    """The built-in units, loaded once."""
    return load_library(templates_folder())


@pytest.fixture(scope="module")
def intake(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Learners with nothing missing."""
    folder = tmp_path_factory.mktemp("cohort") / "intake"
    write_good(folder, GOOD, library)
    return folder


@pytest.fixture(scope="module")
def clean(intake: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a LibreOffice that nobody disturbs gives."""
    output = tmp_path_factory.mktemp("clean") / "out"
    run = build(intake, output)
    assert run.returncode == 0, run.stdout + run.stderr
    return contents(output)


def test_killed_half_way_costs_nobody_anything(intake: Path, clean: dict[str, bytes], tmp_path: Path) -> None:
    """What it had not made yet is made by another call; every byte is as in a clean run."""
    run = build(intake, tmp_path / "out", environment=wrapper(tmp_path, ONCE))
    assert was_killed(tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.count(" built,") == GOOD
    assert contents(tmp_path / "out") == clean


def deadly_learner(intake: Path, library: Library, folder: Path) -> Path:
    """All the learners and one more, of whose documents one kills LibreOffice."""
    shutil.copytree(intake, folder)
    kit = Kit(library)
    rows = kit.rows(13)
    first, *others = rows["CPD"]
    rows["CPD"] = [{**first, "how": f"{first['how']} No {MARKER} any more."}, *others]
    (folder / "025 deadly").mkdir()
    (folder / "025 deadly" / BOOK).write_bytes(kit.book(rows))
    return folder


def test_a_document_that_always_kills_it_fails_its_own_learner_alone(
    intake: Path, clean: dict[str, bytes], library: Library, tmp_path: Path
) -> None:
    """It is tried twice; the message names the document, and the others are whole."""
    everybody = deadly_learner(intake, library, tmp_path / "intake")
    run = build(everybody, tmp_path / "out", environment=wrapper(tmp_path, ALWAYS))
    assert run.returncode == 3, run.stdout + run.stderr
    assert contents(tmp_path / "out").items() >= clean.items()
    assert run.stdout.count("\n  intake/025 deadly/") == 1
    line = " ".join(run.stdout.partition("\n  intake/025 deadly/")[2].split())
    assert "“Continuous Professional Development (CPD) Plan”" in line
    assert "LibreOffice ended with code -9 and made no PDF" in line
    assert not list((tmp_path / "out").rglob("*Poison13*.pdf"))
    calls = [int(count) for count in (tmp_path / "calls").read_text("utf-8").split()]
    assert len(calls) <= 8  # a call for each worker and layout, two more for the document


def test_with_another_engine_at_hand_even_that_learner_is_built(
    intake: Path, clean: dict[str, bytes], library: Library, tmp_path: Path
) -> None:
    """With `auto` the embedded engine makes the one document on which LibreOffice dies."""
    everybody = deadly_learner(intake, library, tmp_path / "intake")
    run = build(everybody, tmp_path / "out", "auto", wrapper(tmp_path, ALWAYS))
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.count(" built,") == GOOD + 1
    assert "embedded, libreoffice" in run.stdout
    assert contents(tmp_path / "out").items() >= clean.items()
