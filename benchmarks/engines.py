"""Times the engines on Word documents: python benchmarks/engines.py FOLDER [ROUNDS].

FOLDER holds .docx files, for example the `documents` folder of a built demo portfolio. Prints medians of
interleaved rounds; ratios hold within one run only. The processor time says more on a busy machine.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from ilmdocs.convert import ENGINES
from ilmdocs.convert.engine import ConversionJob, Engine
from ilmdocs.convert.pages import page_texts

_TIMEOUT_SECONDS = 120.0


def seconds(engine: Engine, jobs: list[ConversionJob]) -> tuple[float, float, int]:
    """Wall-clock and processor seconds of one call, engine included, and the pages that it made."""
    with tempfile.TemporaryDirectory() as work:
        start, processor = time.perf_counter(), sum(os.times()[:4])
        made = engine.convert(jobs, Path(work), timeout_seconds=_TIMEOUT_SECONDS)
        took, worked = time.perf_counter() - start, sum(os.times()[:4]) - processor
    if made.failures:
        raise SystemExit(f"{engine.name}: {made.failures}")
    return took, worked, sum(len(page_texts(pdf)) for pdf in made.pdfs.values())


def main(folder: Path, rounds: int) -> None:
    """Print one line per engine and number of documents."""
    jobs = [ConversionJob(path.stem, path.read_bytes()) for path in sorted(folder.glob("*.docx"))]
    if not jobs:
        raise SystemExit(f"There is no .docx file in {folder}.")
    engines = [engine for engine in ENGINES.values() if engine.is_available()]
    times: dict[tuple[str, int], list[tuple[float, float, int]]] = {}
    for _ in range(rounds):
        for engine in engines:
            for count in sorted({1, min(10, len(jobs)), len(jobs)}):
                times.setdefault((engine.name, count), []).append(seconds(engine, jobs[:count]))
    print(f"{'engine':<12} {'documents':>9} {'pages':>6} {'seconds':>8} {'ms each':>8} {'processor s':>12}")
    for (name, count), measured in times.items():
        wall, processor = (statistics.median(row[column] for row in measured) for column in (0, 1))
        each = 1000 * wall / count
        print(f"{name:<12} {count:>9} {measured[0][2]:>6} {wall:>8.2f} {each:>8.0f} {processor:>12.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
