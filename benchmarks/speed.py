"""Portfolios a minute against the naive pipeline: python benchmarks/speed.py [--learners 20] [--rounds 3].

Whole processes from the command line, in interleaved rounds, each into an empty folder; medians are
printed. Ratios hold within one run only. The floor is what LibreOffice itself needs of the processor for the
Word documents of the finished portfolios, in calls of many, spread over the cores.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdf
from cohort import write_learner

from ilmdocs.convert import ENGINES
from ilmdocs.convert.engine import ConversionJob
from ilmdocs.library import load_library
from ilmdocs.templates_path import templates_folder

_TIMEOUT_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way took for a number of learners: seconds on the clock and of the processor."""

    learners: int
    wall: float
    processor: float

    @property
    def a_minute(self) -> float:
        """Portfolios a minute."""
        return 60 * self.learners / self.wall


def timed(learners: int, work: Callable[[], object]) -> Measured:
    """Time some work that is done in child processes."""
    start, before = time.perf_counter(), _children()
    work()
    return Measured(learners, time.perf_counter() - start, _children() - before)


def run(command: Sequence[str | Path], output: Path, learners: int) -> Measured:
    """Time a program that builds one portfolio per learner into an empty folder."""
    shutil.rmtree(output, ignore_errors=True)
    with Path(f"{output}.txt").open("wb") as said:
        measured = timed(learners, lambda: subprocess.run(command, check=True, stdout=said, stderr=said))
    made = len(_portfolios(output))
    if made != learners:
        raise SystemExit(f"{output} holds {made} portfolios, not {learners}; see {output}.txt")
    return measured


def floor(output: Path, learners: int) -> Measured:
    """LibreOffice's own time for exactly the documents of some finished portfolios."""
    documents = sorted(output.rglob("*.docx"))
    jobs = [ConversionJob(str(path), path.read_bytes()) for path in documents]

    def convert() -> None:
        with tempfile.TemporaryDirectory() as work:
            made = ENGINES["libreoffice"].convert(jobs, Path(work), timeout_seconds=_TIMEOUT_SECONDS)
        if made.failures:
            raise SystemExit(f"LibreOffice: {made.failures}")

    return timed(learners, convert)


def measure(base: Path, learners: int, naive_learners: int, rounds: int) -> dict[str, list[Measured]]:
    """Run all ways in turn, some rounds."""
    library = load_library(templates_folder())
    for folder, count in ((base / "cohort", learners), (base / "few", naive_learners)):
        for number in range(1, count + 1):
            write_learner(number, folder, library)
    build: list[str | Path] = [sys.executable, "-m", "ilmdocs", "build", base / "cohort", "-o"]
    naive: list[str | Path] = [
        sys.executable,
        Path(__file__).with_name("naive.py"),
        base / "few",
        base / "naive",
    ]
    found: dict[str, list[Measured]] = {
        name: [] for name in ("naive", "libreoffice", "embedded", "floor", "unchanged")
    }
    for number in range(rounds):
        for engine in ("libreoffice", "embedded"):
            out = base / engine
            found[engine].append(run([*build, out, "--engine", engine], out, learners))
        again: list[str | Path] = [*build, base / "libreoffice", "--engine", "libreoffice"]
        found["unchanged"].append(timed(learners, lambda command=again: _quietly(command)))
        found["floor"].append(floor(base / "libreoffice", learners))
        found["naive"].append(run(naive, base / "naive", naive_learners))
        print(f"round {number + 1} of {rounds} done", file=sys.stderr)
    return found


def report(found: dict[str, list[Measured]], base: Path) -> None:
    """Print medians, ratios and how far the build is from its floor."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    middle = {name: _median(measured) for name, measured in found.items()}
    naive, ours = middle["naive"], middle["libreoffice"]
    heads = ("learners", "seconds", "processor s", "a minute", "against naive")
    print(f"{'way':<24} {heads[0]:>8} {heads[1]:>8} {heads[2]:>12} {heads[3]:>9} {heads[4]:>14}")
    for name, title in (
        ("naive", "naive"), ("libreoffice", "build, LibreOffice"), ("embedded", "build, embedded"),
    ):  # fmt: skip
        way = middle[name]
        print(
            f"{title:<24} {way.learners:>8} {way.wall:>8.1f} {way.processor:>12.1f} {way.a_minute:>9.1f}"
            f" {way.a_minute / naive.a_minute:>13.1f}×"
        )
    if naive.learners != ours.learners:
        print(
            f"The naive way built {naive.learners} learners only; its rate is taken to be the same for more."
        )
    at_least = middle["floor"].processor / cores
    print(
        f"Floor: {middle['floor'].processor:.1f} s of the processor on {cores} cores = {at_least:.1f} s;"
        f" the build took {ours.wall / at_least:.2f} × the floor."
    )
    print(
        f"The same again, nothing changed: {middle['unchanged'].wall:.2f} s,"
        f" {100 * middle['unchanged'].wall / ours.wall:.1f} % of the first build."
    )
    for name in ("naive", "libreoffice", "embedded"):
        pages = sum(len(pypdf.PdfReader(path).pages) for path in _portfolios(base / name))
        documents = len(list((base / name).rglob("*.docx")))
        print(f"{name}: {documents} documents, {pages} pages")


def _quietly(command: Sequence[str | Path]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _portfolios(output: Path) -> list[Path]:
    return sorted(path for path in output.rglob("*.pdf") if path.parent.name != "documents")


def _median(measured: Sequence[Measured]) -> Measured:
    return Measured(
        measured[0].learners,
        statistics.median(each.wall for each in measured),
        statistics.median(each.processor for each in measured),
    )


def main() -> None:
    """Read the command line, measure, report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--learners", type=int, default=20)
    parser.add_argument("--naive-learners", type=int, help="fewer for the naive way, which takes minutes")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="an empty or new folder in which everything stays")
    asked = parser.parse_args()
    naive_learners = asked.naive_learners or asked.learners
    with tempfile.TemporaryDirectory() as temporary:
        base = asked.keep or Path(temporary)
        base.mkdir(parents=True, exist_ok=True)
        report(measure(base, asked.learners, naive_learners, asked.rounds), base)


if __name__ == "__main__":
    main()
