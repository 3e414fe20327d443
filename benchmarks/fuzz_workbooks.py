"""Workbooks that went wrong at random, each checked alone: python benchmarks/fuzz_workbooks.py.

    --count 10000   how many mutants
    --seed 1        which ones: the same seed gives the same mutants
    --first 0       the number of the first one, to see one again: --first 4711 --count 1 --keep FOLDER
    --keep FOLDER   write the mutants that failed there

Counted are tracebacks, mutants that take longer than 30 seconds of the processor or more than 1 GB, refusals
that do not name the file, and findings about a value that name no cell. All must be 0.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

from ilmdocs.checking import check_workbook
from ilmdocs.errors import IlmdocsError, OurFault
from ilmdocs.faults import contained
from ilmdocs.library import Library, load_library
from ilmdocs.report.data import finding_data
from ilmdocs.report.text import findings_text
from ilmdocs.samples import rows_for
from ilmdocs.templates_path import templates_folder
from ilmdocs.workbook.create import create_workbook

sys.path.append(str(Path(__file__).parents[1]))  # the mutants are shared with the tests
from tests.workbook.mutants import Mutant, mutants

UNITS = ("8585-301", "8580-500", "8588-503")
ABOUT_A_VALUE = frozenset({
    "value-type", "ambiguous-date", "ambiguous-duration", "choice-unknown", "formula-without-value",
    "error-value", "cut-text", "text-cleaned", "date-from-number", "duration-from-number",
})  # fmt: skip
MOST_SECONDS = 30
MOST_MEGABYTES = 1024
_TODAY = date(2026, 11, 30)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one mutant: what it was told, what is wrong with that, and what it took."""

    told: str
    faults: tuple[str, ...]
    seconds: float
    megabytes: int


def sample_books(library: Library) -> tuple[bytes, ...]:
    """A complete fictional workbook for each of a few units."""
    known = [unit for unit in UNITS if unit in library.units]
    return tuple(
        create_workbook([library.units[unit]], rows=rows_for([unit]), required=library.required)
        for unit in known
    )


def judged(path: Path, library: Library) -> tuple[str, tuple[str, ...]]:
    """Check a file; gives what was told in a word or sentence, and what is wrong with that."""
    try:
        with contained():
            findings = check_workbook(path, library, _TODAY).findings
            findings_text(findings).encode()
            json.dumps([finding_data(finding) for finding in findings], ensure_ascii=False).encode()
    except OurFault as error:
        return str(error), ("traceback",)
    except IlmdocsError as error:
        str(error).encode()
        return error.message, () if path.name in error.message else ("refusal without the file's name",)
    lost = {f.id for f in findings if f.id in ABOUT_A_VALUE and not (f.location.sheet and f.location.cell)}
    nameless = {f.id for f in findings if f.location.file != path.name}
    faults = [f"no cell: {name}" for name in lost] + [f"no file: {name}" for name in nameless]
    return "read", tuple(faults)


def tried(mutant: Mutant, path: Path, library: Library) -> Outcome:
    """Check a mutant in a child process, whose time and memory are measured."""
    path.write_bytes(mutant.data)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        with os.fdopen(writing, "w", errors="backslashreplace") as out:
            json.dump(judged(path, library), out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    _, status, usage = os.wait4(child, 0)
    path.unlink()
    told, found = json.loads(text) if text else (f"died with status {status}", ["traceback"])
    seconds, megabytes = usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024
    slow = (f"over {MOST_SECONDS} s",) if seconds > MOST_SECONDS else ()
    large = (f"over {MOST_MEGABYTES} MB",) if megabytes > MOST_MEGABYTES else ()
    return Outcome(told, (*found, *slow, *large), seconds, megabytes)


def run(arguments: argparse.Namespace) -> int:
    """Try all mutants and print what came of them; gives the number of faults."""
    library = load_library(templates_folder())
    samples = sample_books(library)
    told: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    slowest, largest = 0.0, 0
    started = perf_counter()
    for number, mutant, outcome in _outcomes(samples, arguments, library):
        slowest, largest = max(slowest, outcome.seconds), max(largest, outcome.megabytes)
        told[_kind(outcome.told)] += 1
        for fault in outcome.faults:
            faults[fault] += 1
            print(f"{number} ({', '.join(mutant.changes)}): {fault}\n{outcome.told}", flush=True)
            if arguments.keep:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / f"{number}.xlsx").write_bytes(mutant.data)
    print(f"{arguments.count} mutants with seed {arguments.seed} in {perf_counter() - started:.0f} s")
    for words, count in told.most_common():
        print(f"{count:6}  {words}")
    print(f"slowest {slowest:.1f} s of the processor, largest {largest} MB")
    print(f"faults: {dict(faults) or 0}")
    return sum(faults.values())


def _outcomes(
    samples: Sequence[bytes], arguments: argparse.Namespace, library: Library
) -> Iterator[tuple[int, Mutant, Outcome]]:
    made = mutants(samples, arguments.seed, arguments.count, first=arguments.first)
    with tempfile.TemporaryDirectory() as folder:
        for number, mutant in enumerate(made, start=arguments.first):
            yield number, mutant, tried(mutant, Path(folder) / f"learner {number}.xlsx", library)


def _kind(told: str) -> str:
    """What was told, without the file's name and without what differs from one to the next."""
    words = told.split(".xlsx", 1)[-1].strip()
    return words.split(" (in ")[0].split(" (workbook version")[0][:90] or "nothing"


def main() -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    return 1 if run(parser.parse_args()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
