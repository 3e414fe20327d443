"""A batch that is killed again and again: benchmarks/kill.py [ROUNDS] [--kills NUMBER] [--engine NAME].

A round builds a small cohort into a new folder, kills it (kill -9) one to three times at random points,
by turns the parent alone and its whole process group, starts it again at once each time, and lets the last
run finish. What came of it is compared with a run that nobody disturbed. POSIX only.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import monotonic, sleep

from ilmdocs.library import load_library
from ilmdocs.templates_path import templates_folder

sys.path.append(str(Path(__file__).parents[1]))  # the learners are shared with the tests
from tests.poisons import contents, write_good

_MARK = "ILMDOCS_KILL_BENCHMARK"
_MEMORY = Path("/dev/shm")
_PATIENCE_SECONDS = 20.0
_STATE = {"journal.jsonl", "lock", "board.json"}


@dataclass(slots=True)
class Cohort:
    """What is built over and over, and what it gives when nobody disturbs it."""

    base: Path
    engine: str
    clean: dict[str, bytes] = field(default_factory=dict)
    seconds: float = 0.0

    def start(self, output: Path) -> subprocess.Popen[bytes]:
        """A build, in a process group of its own; what it says goes into a file that nobody waits for."""
        command = [sys.executable, "-m", "ilmdocs", "build", "intake", "-o", str(output)]
        own = {"TMPDIR": str(self.temporary), "PYTHONUNBUFFERED": "1", _MARK: str(self.base)}
        with self.said.open("wb") as said:
            return subprocess.Popen(
                [*command, "--engine", self.engine, "--today", "2026-06-30", "--jobs", "2"],
                cwd=self.base,
                env={**os.environ, **own},
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def finished(self, output: Path) -> str:
        """What a build says that nobody disturbs."""
        self.start(output).wait()
        return self.said.read_text(encoding="utf-8")

    @property
    def said(self) -> Path:
        """What the last build said."""
        return self.base / "said.txt"

    @property
    def temporary(self) -> Path:
        """Where temporary files go."""
        return self.base / "tmp"

    def measure(self) -> None:
        """Build once in peace."""
        started = monotonic()
        said = self.finished(self.base / "clean")
        self.seconds = monotonic() - started
        self.clean = contents(self.base / "clean")
        if " failed" in said or not self.clean:
            raise SystemExit(said)


def one_round(cohort: Cohort, output: Path, chance: random.Random, *, group: bool) -> Counter[str]:
    """Kill, start again, finish; what was counted."""
    found: Counter[str] = Counter(rounds=1)
    for _ in range(chance.randint(1, 3)):
        noted = _noted(output)
        run = cohort.start(output)
        try:
            run.wait(timeout=chance.uniform(0.1, cohort.seconds))
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL) if group else run.kill()
            found["kills"] += 1
            run.wait()
        said = cohort.said.read_text(encoding="utf-8")
        found["built twice after being noted"] += _again(said, noted)
        if "Traceback" in said:
            found["tracebacks"] += 1
            print(said[said.index("Traceback") :], file=sys.stderr)
        found["torn files"] += sum(
            cohort.clean.get(name) != data
            for name, data in contents(output).items()
            if not Path(name).name.startswith(".ilmdocs-")
        )
    noted = _noted(output)
    said = cohort.finished(output)
    found["built twice after being noted"] += _again(said, noted)
    found["not finished"] += contents(output) != cohort.clean
    left = {path.name for path in (output / ".ilmdocs").iterdir()} - _STATE
    left |= {path.name for path in output.rglob(".ilmdocs-*")}
    found["left in the output folder"] += len(left)
    _wait_until_idle(str(cohort.base))
    found["live processes"] += len(_live(str(cohort.base)))
    found["left-over temporary folders"] += len(list(cohort.temporary.iterdir())) + _left_in_memory()
    return found


def _noted(output: Path) -> set[str]:
    """The learners that the journal knows as done."""
    journal = output / ".ilmdocs" / "journal.jsonl"
    names = set()
    for line in journal.read_bytes().splitlines() if journal.exists() else ():
        try:
            names.add(json.loads(line)["learner"])
        except ValueError:
            continue  # the run was killed while it wrote this line
    return names


def _again(said: str, noted: set[str]) -> int:
    """How many of the learners that were noted were built once more."""
    return sum(f"] {name}: 8585-303 built" in said for name in noted)


def _live(mark: str) -> list[int]:
    """Processes that were started for this cohort, engines and workers included (Linux)."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if f"{_MARK}={mark}".encode() in (place / "environ").read_bytes():
                found.append(int(place.name))
        except OSError:
            continue
    return found


def _wait_until_idle(mark: str) -> None:
    deadline = monotonic() + _PATIENCE_SECONDS
    while _live(mark) and monotonic() < deadline:
        sleep(0.1)


def _left_in_memory() -> int:
    """Folders of ours in memory that nobody uses."""
    import fcntl

    left = 0
    for lock in _MEMORY.glob("ilmdocs-*/in-use"):
        with lock.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left += 1
            except OSError:
                continue  # another run on this machine
    return left


def main() -> None:
    """Read the command line, kill, report; exit code 1 when anything is not as it should be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("rounds", type=int, nargs="?", default=20)
    parser.add_argument("--kills", type=int, default=0, help="as many rounds as give so many kills")
    parser.add_argument("--learners", type=int, default=6)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--engine", default="embedded")
    asked = parser.parse_args()
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        cohort = Cohort(Path(name), asked.engine)
        cohort.temporary.mkdir()
        write_good(cohort.base / "intake", asked.learners, load_library(templates_folder()))
        cohort.measure()
        chance = random.Random(asked.seed)
        for number in count():
            if total["kills"] >= asked.kills if asked.kills else number >= asked.rounds:
                break
            found = one_round(cohort, cohort.base / f"out {number}", chance, group=number % 2 == 1)
            bad = {key: times for key, times in found.items() if times and key not in ("rounds", "kills")}
            print(f"round {number + 1}: {found['kills']} kills {bad or ''}", file=sys.stderr, flush=True)
            total.update(found)
            shutil.rmtree(cohort.base / f"out {number}")
    for key, number in total.items():
        print(f"{number:>6}  {key}")
    sys.exit(any(number for key, number in total.items() if key not in ("rounds", "kills")))


if __name__ == "__main__":
    main()
