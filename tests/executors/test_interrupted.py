"""A batch that is stopped or killed: what is there is whole, the next run finishes the rest."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ilmdocs.library import load_library
from ilmdocs.samples import rows_for
from ilmdocs.templates_path import templates_folder
from ilmdocs.workbook.create import create_workbook

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to kill with"),
]

LEARNERS = 6
UNIT = "8585-303"


@pytest.fixture(scope="module")
def intake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cohort of fictional learners with a short unit."""
    folder = tmp_path_factory.mktemp("cohort")
    library = load_library(templates_folder())
    rows = dict(rows_for([UNIT]))
    for number in range(LEARNERS):
        own = {**rows["Learner"][0], "learner_name": f"Casey Sample{number}", "surname": f"Sample{number}"}
        own["ilm_registration_no"] = f"FIC{number:04}"
        book = create_workbook(
            [library.unit(UNIT)],
            rows={**rows, "Learner": [own]},
            required=library.required,
            used=library.used,
        )
        (folder / f"learner {number}.xlsx").write_bytes(book)
    return folder


def start(intake: Path, output: Path, temporary: Path, jobs: int = 2) -> subprocess.Popen[str]:
    """A batch as the command line runs it."""
    temporary.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "ilmdocs", "build", str(intake), "-o", str(output)]
    return subprocess.Popen(
        [*command, "--engine", "embedded", "--today", "2026-06-30", "--jobs", str(jobs)],
        env={**os.environ, "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def contents(output: Path) -> dict[str, bytes]:
    """Every file that a learner or a verifier gets, by its place."""
    files = (path for path in output.rglob("*") if path.is_file() and ".ilmdocs" not in path.parts)
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files if path.parent != output}


@pytest.fixture(scope="module")
def clean(intake: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run that nobody disturbs gives, with one worker."""
    folder = tmp_path_factory.mktemp("clean")
    said, complaints = start(intake, folder / "out", folder / "tmp", jobs=1).communicate()
    assert said.count(" built,") == LEARNERS, complaints
    assert not list((folder / "tmp").iterdir())
    return contents(folder / "out")


def processes_at(temporary: Path) -> list[str]:
    """The command lines of processes that still work in a folder for temporary files (Linux)."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            environment = (place / "environ").read_bytes()
            command = (place / "cmdline").read_bytes()
        except OSError:
            continue
        if f"TMPDIR={temporary}".encode() in environment and command:
            found.append(command.replace(b"\0", b" ").decode(errors="replace"))
    return found


def wait_until_idle(temporary: Path, seconds: float = 60.0) -> None:
    """Wait for workers that have lost their parent to notice."""
    deadline = time.monotonic() + seconds
    while processes_at(temporary) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert processes_at(temporary) == []


def test_two_workers_give_the_same_bytes_as_one(
    intake: Path, clean: dict[str, bytes], tmp_path: Path
) -> None:
    """How many work side by side can be seen in no file."""
    said, _ = start(intake, tmp_path / "out", tmp_path / "tmp", jobs=2).communicate()
    assert [line.split("]")[0] for line in said.splitlines()[:LEARNERS]] == [
        f"[{number}/{LEARNERS}" for number in range(1, LEARNERS + 1)
    ]
    assert contents(tmp_path / "out") == clean


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_cleanly(
    intake: Path, clean: dict[str, bytes], tmp_path: Path, number: signal.Signals
) -> None:
    """The exit code says so, nothing half-written or temporary stays, and the next run finishes the rest."""
    run = start(intake, tmp_path / "out", tmp_path / "tmp", jobs=1)
    assert run.stdout is not None
    first = run.stdout.readline()
    run.send_signal(number)
    said, complaints = run.communicate(timeout=60)
    assert run.returncode == 130, (first, said, complaints)
    assert "the next run goes on from there" in complaints
    assert "Traceback" not in complaints
    wait_until_idle(tmp_path / "tmp")
    assert list((tmp_path / "tmp").iterdir()) == []
    there = contents(tmp_path / "out")
    assert there and there.items() <= clean.items()
    said, _ = start(intake, tmp_path / "out", tmp_path / "tmp").communicate()
    assert said.count(" unchanged,") >= 1 and said.count("built,") + said.count("unchanged,") == LEARNERS
    assert contents(tmp_path / "out") == clean


def test_killed_at_any_point_the_next_runs_finish(
    intake: Path, clean: dict[str, bytes], tmp_path: Path
) -> None:
    """After each kill -9 every finished file is whole, and what was noted as done is not done again."""
    moments = random.Random(4)
    finished = 0
    for _ in range(4):
        run = start(intake, tmp_path / "out", tmp_path / "tmp")
        try:
            run.wait(timeout=moments.uniform(0.3, 6.0))
        except subprocess.TimeoutExpired:
            run.kill()
        said, complaints = run.communicate()
        # A worker whose parent dies while starting it is told so by Python itself.
        assert "Traceback" not in complaints or "spawn_main" in complaints
        assert said.count(" unchanged,") >= min(finished, said.count("["))
        finished = max(finished, said.count(" built,") + said.count(" unchanged,"))
        wait_until_idle(tmp_path / "tmp")
        whole = {name: data for name, data in contents(tmp_path / "out").items() if ".part" not in name}
        assert whole.items() <= clean.items()
    said, complaints = start(intake, tmp_path / "out", tmp_path / "tmp").communicate()
    assert said.count("built,") + said.count("unchanged,") == LEARNERS, complaints
    assert contents(tmp_path / "out") == clean
    assert list((tmp_path / "tmp").iterdir()) == []


def test_two_runs_never_mix(intake: Path, clean: dict[str, bytes], tmp_path: Path) -> None:
    """The second of two runs on one output folder refuses, says so, and disturbs nothing."""
    first = start(intake, tmp_path / "out", tmp_path / "tmp")
    assert first.stdout is not None
    first.stdout.readline()
    second = start(intake, tmp_path / "out", tmp_path / "tmp2")
    _, complaints = second.communicate(timeout=60)
    assert second.returncode == 5
    assert "Another run of ilmdocs is building into" in complaints
    first.communicate()
    assert contents(tmp_path / "out") == clean
