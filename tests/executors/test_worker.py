"""A worker stops when it is told to, whatever it is at."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

WORKER = """
import pathlib, signal, sys, time
from ilmdocs.executors import worker

class Pages:
    def __del__(self):
        signal.raise_signal(signal.SIGTERM)
        time.sleep(0)

def at_work(connection, order, own):
    (own / "page").write_text("of a learner")
    pages = Pages()
    del pages
    time.sleep(60)

worker._work = at_work
worker.work(None, None, pathlib.Path(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
def test_told_to_stop_while_a_finaliser_runs(tmp_path: Path) -> None:
    """Python drops what is raised there; the worker stops all the same, says nothing and leaves no file."""
    command = [sys.executable, "-c", WORKER, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []
