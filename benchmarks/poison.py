"""Twenty good and some thirty poisoned learners with LibreOffice: python benchmarks/poison.py.

The good ones are built alone and among the poisoned ones, where LibreOffice is also killed once in the
middle; then their files are compared byte for byte. A table says what was told of each poisoned learner.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from cohort import write_learner

from ilmdocs.library import load_library
from ilmdocs.templates_path import templates_folder

sys.path.append(str(Path(__file__).parents[1]))  # what learners are poisoned with is shared with the tests
from tests.killed_soffice import ONCE, was_killed, wrapper
from tests.poisons import POISONS, contents, poison_folder, write_poisons

_REASON = 70


def build(
    intake: Path, output: Path, engine: str, environment: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """Build a folder from the command line; gives the results by the learner's folder."""
    started = perf_counter()
    command = [sys.executable, "-m", "ilmdocs", "build", intake.name, "-o", str(output), "--engine", engine]
    done = subprocess.run(
        [*command, "--json", "--today", "2026-11-30"],
        cwd=intake.parent,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        check=False,
    )
    results = json.loads(done.stdout)["results"]
    seconds = perf_counter() - started
    print(f"{intake.parent.name}: {len(results)} results in {seconds:.1f} s, exit code {done.returncode}")
    return {Path(result["file"]).parts[1]: result for result in results}


def compare(base: Path, good: int, engine: str) -> int:
    """Build both ways and print what came of it; gives the number of differences and untrue reasons."""
    library = load_library(templates_folder())
    for name in ("alone", "together"):
        books = [write_learner(number, base / name / "intake", library) for number in range(1, good + 1)]
    poisons = [poison for poison in POISONS if poison.outcome in ("failed", "refused")]
    write_poisons(base / "together" / "intake", library, poisons, books[0])
    killed = wrapper(base, ONCE) if engine == "libreoffice" else {}
    build(base / "alone" / "intake", base / "alone" / "out", engine, {})
    told = build(base / "together" / "intake", base / "together" / "out", engine, killed)
    if killed:
        print("LibreOffice was killed once" if was_killed(base) else "WRONG: LibreOffice was never killed")
    wrong = int(bool(killed) and not was_killed(base))
    for number, poison in enumerate(poisons, 1):
        result = told[poison_folder(number, poison)]
        reason = str(result["error"] or result["reason"])
        true = result["status"] == poison.outcome and poison.words in reason
        wrong += not true
        print(f"{'ok' if true else 'WRONG':<6}{poison.name:<16}{result['status']:<9}{reason[:_REASON]}")
    clean, mixed = contents(base / "alone" / "out"), contents(base / "together" / "out")
    differ = sorted(name for name in clean if mixed.get(name) != clean[name])
    portfolios = sum(name.endswith(".pdf") for name in clean)
    print(f"{portfolios} portfolios of good learners, {len(clean)} files; {len(differ)} differ", *differ[:3])
    print(f"{len(poisons)} poisoned learners; {wrong} things wrong")
    return len(differ) + wrong + abs(portfolios - good)


def main() -> None:
    """Read the command line and compare; exit code 1 when anything differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--good", type=int, default=20)
    parser.add_argument("--engine", default="libreoffice")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as base:
        sys.exit(compare(Path(base), asked.good, asked.engine) > 0)


if __name__ == "__main__":
    main()
