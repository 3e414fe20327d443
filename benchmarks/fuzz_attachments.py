"""Broken copies of good files, taken over: python benchmarks/fuzz_attachments.py --count 10000.

Each copy has to be refused by name or to give honest pages. It is taken over in a process that is killed
after 30 seconds and may not hold more than 1 GB. Prints how many of each kind were accepted and refused,
what went wrong, with the seed that breaks a file in the same way again, and the slowest. The share that
CI looks at is in tests/attachments/test_fuzz.py.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import process_time

sys.path.append(str(Path(__file__).parents[1]))  # the files and the changes are shared with the tests
from tests.attachments.fuzzing import SUBJECTS, look
from tests.mutants import mutant

_LONGEST = 30
_MOST_MB = 1024
_EACH = 250
"""Copies that one process takes over: memory that one of them took is seen."""

Line = tuple[str, int, str, float]
"""Kind, seed, accepted, refused or what went wrong, and seconds of the processor."""


def main() -> None:
    """Read the command line, look at all copies and print what came of them; exit code 1 for any fault."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    asked = parser.parse_args()
    each = -(-asked.count // len(SUBJECTS))
    faults: list[Line] = []
    most = 0.0
    for kind in SUBJECTS:
        lines: list[Line] = []
        first = asked.seed
        while first < asked.seed + each:
            share = range(first, min(first + _EACH, asked.seed + each))
            found, megabytes = _in_child(kind, share)
            lines += found
            most = max(most, megabytes)
            first = lines[-1][1] + 1
        count = Counter(line[2] for line in lines)
        faults += [line for line in lines if line[2] not in ("accepted", "refused")]
        slowest = max(lines, key=lambda line: line[3])
        print(
            f"{kind:<18}{len(lines):6} copies, {count['accepted']:5} accepted, {count['refused']:5} refused,"
            f" slowest {slowest[3]:.2f} s (seed {slowest[1]})"
        )
    for kind, seed, fault, _ in faults:
        print(f"WRONG {kind}, seed {seed}: {fault}")
    print(f"{len(faults)} wrong, at most {most:.0f} MB")
    raise SystemExit(1 if faults or most > _MOST_MB else 0)


def _in_child(kind: str, seeds: range) -> tuple[list[Line], float]:
    """Take over copies in a process of their own; when it dies, the copy that it died of is a fault."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        os.close(reading)
        with os.fdopen(writing, "w", buffering=1) as told:
            for line in _looked_at(kind, seeds):
                print(json.dumps(line), file=told)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as heard:
        lines: list[Line] = [tuple(json.loads(line)) for line in heard]
    _, status, used = os.wait4(process, 0)
    if status:
        seed = lines[-1][1] + 1 if lines else seeds[0]
        lines.append((kind, seed, f"the process ended with status {status}", 0.0))
    return lines, used.ru_maxrss / 1024


def _looked_at(kind: str, seeds: range) -> Iterator[Line]:
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    whole = SUBJECTS[kind]()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for seed in seeds:
        started = process_time()
        signal.alarm(2 * _LONGEST)
        try:
            came = "accepted" if look(kind, mutant(whole, seed)) else "refused"
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what this looks for
            place = traceback.extract_tb(error.__traceback__)[-1]
            came = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}: {str(error)[:120]}"
        seconds = process_time() - started
        yield kind, seed, came if seconds < _LONGEST else f"took {seconds:.0f} s", seconds


if __name__ == "__main__":
    main()
