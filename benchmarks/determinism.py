"""Same input, same bytes: python benchmarks/determinism.py [--engine libreoffice] [--learners 3].

The demo's learners and some of a cohort are built in fresh processes under circumstances that must not
matter: another clock (libfaketime), time zone, language, home, umask, folder, order and times of the input
files, 1, 2 and 4 workers, seeds of hashes. Prints how many files differ from the first build. With one
`--engine` only that one is measured.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from cohort import write_learner

from ilmdocs.engine_places import find_soffice
from ilmdocs.library import load_library
from ilmdocs.templates_path import templates_folder

sys.path.append(str(Path(__file__).parents[1]))  # the circumstances are shared with the tests
from tests.circumstances import CIRCUMSTANCES, PLAIN, TODAY, build_under, differences, faketime

_SHOWN = 10


def write_intake(folder: Path, learners: int) -> Path:
    """The demo's learners and some more."""
    demo = [sys.executable, "-m", "ilmdocs", "demo", "--into", str(folder), "--engine", "embedded"]
    subprocess.run([*demo, "--today", TODAY], stdout=subprocess.DEVNULL, check=True)
    library = load_library(templates_folder())
    for number in range(1, learners + 1):
        write_learner(number, folder / "intake", library)
    return folder / "intake"


def measure(intake: Path, base: Path, engine: str) -> int:
    """Build under all circumstances; gives how many files differ."""
    plain = build_under(PLAIN, intake, base / f"{engine}-plain", engine)
    kinds = {ending: sum(name.endswith(ending) for name in plain) for ending in (".pdf", ".json", ".docx")}
    counted = ", ".join(f"{count} {ending}" for ending, count in kinds.items())
    print(f"{engine}: {len(plain)} files, among them {counted}")
    wrong = 0
    for number, circumstance in enumerate(CIRCUMSTANCES, 1):
        started = perf_counter()
        found = build_under(circumstance, intake, base / f"{engine}-{number}", engine)
        differ = differences(plain, found)
        wrong += len(differ)
        print(f"  {circumstance.name}: {len(differ)} differ ({perf_counter() - started:.0f} s)")
        for name in differ[:_SHOWN]:
            print(f"    {name}")
    return wrong


def main() -> None:
    """Read the command line and measure; exit code 1 when anything differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--engine", choices=["embedded", "libreoffice"])
    parser.add_argument("--learners", type=int, default=3)
    asked = parser.parse_args()
    engines = ["embedded", *(["libreoffice"] if find_soffice() else [])]
    if faketime() is None:
        print("libfaketime is not installed: the system's clock is NOT varied here")
    with tempfile.TemporaryDirectory() as base:
        intake = write_intake(Path(base) / "first", asked.learners)
        wrong = sum(measure(intake, Path(base), e) for e in engines if asked.engine in (None, e))
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
