"""An outside program can neither hang us, nor flood us, nor leave children behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ilmdocs.convert.process import ProcessResult, run_killable


def run(folder: Path, code: str, seconds: float = 20, progress: Path | None = None) -> ProcessResult:
    """Run a piece of Python as the outside program."""
    return run_killable(
        [sys.executable, "-c", code],
        folder=folder,
        environment=os.environ,
        timeout_seconds=seconds,
        progress=(lambda: len(list(progress.iterdir()))) if progress else (lambda: None),
    )


def alive(pid: int) -> bool:
    """Whether a process still runs (a zombie does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_program_that_ends_tells_its_code(tmp_path: Path) -> None:
    """The code is kept for the message; that a file exists is the caller's business."""
    assert run(tmp_path, "raise SystemExit(3)") == ProcessResult(3, stopped=False)


def test_a_hanging_program_is_stopped_in_time(tmp_path: Path) -> None:
    """After the time without progress it is killed, and says so."""
    start = time.monotonic()
    assert run(tmp_path, "import time; time.sleep(60)", seconds=0.5).stopped
    assert time.monotonic() - start < 10


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks processes up in /proc")
@pytest.mark.parametrize("ending", ["time.sleep(60)", "sys.exit(0)"])
def test_its_children_die_with_it(tmp_path: Path, ending: str) -> None:
    """A grandchild is gone too, whether the program hung or ended well and left it behind."""
    code = (
        "import subprocess, sys, time, pathlib\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(tmp_path / 'child')!r}).write_text(str(child.pid))\n{ending}"
    )
    run(tmp_path, code, seconds=2)
    pid = int((tmp_path / "child").read_text(encoding="utf-8"))
    deadline = time.monotonic() + 5
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(pid)


def test_progress_keeps_a_slow_program_alive(tmp_path: Path) -> None:
    """Forty slow documents may take longer than the limit for one."""
    (tmp_path / "out").mkdir()
    code = (
        "import pathlib, time\n"
        "for n in range(6):\n"
        f"    time.sleep(0.4); (pathlib.Path({str(tmp_path / 'out')!r}) / str(n)).touch()"
    )
    assert run(tmp_path, code, seconds=1.5, progress=tmp_path / "out") == ProcessResult(0, stopped=False)


def test_a_program_that_prints_a_lot_does_not_block(tmp_path: Path) -> None:
    """Five megabytes of messages go to a file and hold nobody up."""
    assert run(tmp_path, "import sys; sys.stderr.write('x' * 5_000_000)").returncode == 0


def test_a_program_that_eats_memory_is_stopped(tmp_path: Path) -> None:
    """What it and its children have in use together counts; that they could reserve more does not."""
    child = "import time; kept = b'x' * 120_000_000; time.sleep(60)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    result = run_killable(
        [sys.executable, "-c", code], folder=tmp_path, environment=os.environ, timeout_seconds=60,
        memory_bytes=100_000_000,
    )  # fmt: skip
    assert result.too_large and not result.stopped
    reserved = "import mmap, time; kept = mmap.mmap(-1, 500_000_000); time.sleep(1.5)"
    result = run_killable(
        [sys.executable, "-c", reserved], folder=tmp_path, environment=os.environ, timeout_seconds=60,
        memory_bytes=100_000_000,
    )  # fmt: skip
    assert result == ProcessResult(0, stopped=False)


def test_a_program_that_prints_without_end_is_stopped(tmp_path: Path) -> None:
    """A flood fills no disk: it is stopped long before the time is up."""
    start = time.monotonic()
    assert run(tmp_path, "import sys\nwhile True: sys.stderr.write('x' * 100_000)", seconds=60).stopped
    assert time.monotonic() - start < 30


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks processes up in /proc")
@pytest.mark.parametrize("whole_group", [False, True])
def test_it_dies_with_us_even_when_we_are_killed(tmp_path: Path, whole_group: bool) -> None:
    """After kill -9, of us alone or of our whole group, no engine goes on working for nobody."""
    program = f"""
import os, pathlib, sys
from ilmdocs.convert.process import run_killable
code = (
    "import os, pathlib, time\\n"
    "pathlib.Path({str(tmp_path / "pid")!r}).write_text(str(os.getpid())); time.sleep(60)"
)
run_killable([sys.executable, "-c", code], folder=pathlib.Path({str(tmp_path)!r}), environment=os.environ,
             timeout_seconds=60)
"""
    ours = subprocess.Popen([sys.executable, "-c", program], start_new_session=True)
    deadline = time.monotonic() + 20
    while not (tmp_path / "pid").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.2)
    pid = int((tmp_path / "pid").read_text(encoding="utf-8"))
    assert alive(pid)
    if whole_group:
        os.killpg(ours.pid, signal.SIGKILL)
    else:
        ours.kill()
    ours.wait()
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(pid)
