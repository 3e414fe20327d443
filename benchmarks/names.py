"""Invented clients' names hidden in fourteen kinds of places: python benchmarks/names.py [--count 112].

Each learner has one name in one place. `check` has to report each with its cell or file; `build`, without and
with `--draft`, may leave none in anything: all files of the output folder unpacked and decoded, what was
printed, and the folder for temporary files.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ilmdocs.library import load_library
from ilmdocs.templates_path import templates_folder

sys.path.append(str(Path(__file__).parents[1]))  # where names are hidden is shared with the tests
from tests.hidden_names import PLACES, TODAY, Hidden, names_in, outputs_with, squeezed, write_hidden

_MISSED = 10


def run(base: Path, *arguments: str) -> tuple[Any, str]:
    """Run a command with `--json`; gives its data, and all that it printed."""
    command = [sys.executable, "-m", "ilmdocs", *arguments, "--today", TODAY.isoformat(), "--json"]
    temporary = base / "tmp"
    temporary.mkdir(exist_ok=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, cwd=base, env={**os.environ, "TMPDIR": str(temporary)}, capture_output=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"ilmdocs {' '.join(arguments)}: exit code {done.returncode}, {seconds:.1f} s of the processor")
    return json.loads(done.stdout), done.stdout.decode() + done.stderr.decode()


def unreported(learners: Sequence[Hidden], workbooks: Sequence[dict[str, Any]]) -> list[Hidden]:
    """The learners whose hidden name is not reported at its cell or file."""
    missed = []
    for learner, book in zip(learners, workbooks, strict=True):
        told = [f for f in book["findings"] if f["id"] == "client-named"]
        sheet, is_cell, _ = learner.said_at.partition("!")
        at = [f for f in told if f["sheet"] == sheet and f["cell"]] if is_cell else told
        if not at:
            missed.append(learner)
    return missed


def measure(base: Path, count: int, engine: str) -> int:
    """Hide names, check and build, and print what came of it; gives how many things are wrong."""
    library = load_library(templates_folder())
    learners = [write_hidden(number, base / "intake", library) for number in range(count)]
    names = {f"{one.number} ({one.place})": one.name for one in learners}
    data, said = run(base, "check", "intake")
    missed = unreported(learners, data["workbooks"])
    printed = [key for key, name in names.items() if names_in(squeezed(said), name)]
    print(f"{count} names in {len(PLACES)} kinds of places; check reports {count - len(missed)}")
    print("not reported:", *(f"{one.number} ({one.place})" for one in missed[:_MISSED]))
    wrong = len(missed)
    for output, options in (("out", ()), ("draft", ("--draft",))):
        data, told = run(base, "build", "intake", "-o", output, "--engine", engine, *options)
        printed += [key for key, name in names.items() if names_in(squeezed(told), name)]
        results = Counter(result["status"] for result in data["results"])
        files = [path for path in (base / output).rglob("*") if path.is_file()]
        left = outputs_with(names, base / output)
        print(f"  {dict(results)}, {len(files)} files, names found in them: {len(left)}", *left[:_MISSED])
        wrong += len(left)
    left = outputs_with(names, base / "tmp")
    print(f"names printed: {len(printed)}", *printed[:_MISSED])
    print(
        f"names left in temporary files: {len(left)}; {len(list((base / 'tmp').rglob('*')))} files left there"
    )
    return wrong + len(printed) + len(left)


def main() -> None:
    """Read the command line and measure; exit code 1 when a name was missed or left."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--count", type=int, default=112)
    parser.add_argument("--engine", default="embedded")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as base:
        sys.exit(measure(Path(base), asked.count, asked.engine) > 0)


if __name__ == "__main__":
    main()
