"""Whether a worker's memory stays flat: python benchmarks/memory.py [--learners 500] [--engine embedded].

Builds a cohort of fictional learners from the command line and looks, after every learner, at the memory that
the worker processes hold (`VmRSS`, so on Linux alone). Prints the largest around learner 50 and around the
last one, and the growth between them.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from cohort import write_learner

from ilmdocs.library import load_library
from ilmdocs.templates_path import templates_folder

_EARLY, _SPAN = 50, 25


def main() -> None:
    """Read the command line, build, report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--learners", type=int, default=500)
    parser.add_argument("--engine", default="embedded")
    parser.add_argument("--jobs", default="2")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        base = Path(temporary)
        library = load_library(templates_folder())
        for number in range(1, asked.learners + 1):
            write_learner(number, base / "cohort", library)
        started = time.perf_counter()
        command = [sys.executable, "-m", "ilmdocs", "build", str(base / "cohort"), "-o", str(base / "out")]
        held = list(watch([*command, "--engine", asked.engine, "--jobs", asked.jobs], asked.learners))
        minutes = (time.perf_counter() - started) / 60
    early = statistics.median(megabytes for number, megabytes in held if abs(number - _EARLY) <= _SPAN)
    late = statistics.median(megabytes for number, megabytes in held if number > asked.learners - 2 * _SPAN)
    print(f"{asked.learners} learners in {minutes:.1f} minutes, {asked.engine} engine, {asked.jobs} workers")
    print(f"largest worker, median around learner {_EARLY}:  {early:.0f} MB")
    print(f"largest worker, median at the end:        {late:.0f} MB")
    print(f"growth: {100 * (late / early - 1):+.0f} %; most ever: {max(m for _, m in held):.0f} MB")


def watch(command: list[str], learners: int) -> Iterator[tuple[int, float]]:
    """Run a build; yields, with each learner that is done, the megabytes of the largest worker."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as run:
        assert run.stdout is not None
        for line in run.stdout:
            done = re.match(rf"\[(\d+)/{learners}\]", line)
            if done:
                yield int(done[1]), max(_workers(run.pid), default=0.0)
    if run.returncode:
        raise SystemExit(f"The build ended with code {run.returncode}.")


def _workers(parent: int) -> Iterator[float]:
    """The memory of a process's children that are Python, in megabytes."""
    for task in Path(f"/proc/{parent}/task").iterdir():
        for child in (task / "children").read_text().split():
            status = Path(f"/proc/{child}/status")
            try:
                held = re.search(r"VmRSS:\s+(\d+) kB", status.read_text())
            except OSError:
                continue
            if held:
                yield int(held[1]) / 1024


if __name__ == "__main__":
    main()
