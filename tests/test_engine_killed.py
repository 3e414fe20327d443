"""LibreOffice is killed in the middle of a batch: nobody but a learner who always kills it loses anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ilmdocs.engine_places import OVERRIDE, find_soffice
from ilmdocs.library import Library, load_library
from ilmdocs.templates_path import templates_folder
from tests.convert.paper import needs_libreoffice
from tests.poisons import BOOK, Kit, contents, write_good

pytestmark = [
    pytest.mark.engine,
    needs_libreoffice,
    pytest.mark.skipif(sys.platform == "win32", reason="the fakes are scripts"),
]

GOOD = 4
MARKER = "poppycock"

WRAPPER = """#!{python}
import os, pathlib, signal, subprocess, sys, time, zipfile
arguments = sys.argv[1:]
def killed(): os.killpg(0, signal.SIGKILL)
def real(*arguments): os.execv({soffice!r}, [{soffice!r}, *arguments])
if "--outdir" not in arguments:
    real(*arguments)
out = pathlib.Path(arguments[arguments.index("--outdir") + 1])
documents = [a for a in arguments if a.endswith(".docx")]
options = [a for a in arguments if not a.endswith(".docx")]
with pathlib.Path({calls!r}).open("a") as calls:
    calls.write(str(len(documents)) + "\\n")
"""
ONCE = """
try:
    os.close(os.open({flag!r}, os.O_CREAT | os.O_EXCL))
except FileExistsError:
    real(*arguments)
subprocess.Popen([{soffice!r}, *arguments])
while len(list(out.glob("*.pdf"))) < 3:
    time.sleep(0.01)
killed()
"""
ALWAYS = """
def deadly(document):
    with zipfile.ZipFile(document) as package:
        return b"{marker}" in package.read("word/document.xml")
before = next((n for n, document in enumerate(documents) if deadly(document)), None)
if before is None:
    real(*arguments)
if before:
    subprocess.run([{soffice!r}, *options, *documents[:before]])
killed()
"""


def wrapper(folder: Path, code: str) -> dict[str, str]:
    """The environment in which another soffice is found, which is killed as the code says."""
    soffice = find_soffice()
    assert soffice is not None
    program = folder / "soffice"
    names = {"soffice": str(soffice.resolve()), "calls": str(folder / "calls"), "flag": str(folder / "flag")}
    program.write_text((WRAPPER + code).format(python=sys.executable, marker=MARKER, **names), "utf-8")
    program.chmod(0o755)
    return {OVERRIDE: str(program)}


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
    assert (tmp_path / "flag").exists()
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
    (line,) = [line for line in run.stdout.splitlines() if line.strip().startswith("intake/025 deadly")]
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
