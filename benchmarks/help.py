"""How long `ilmdocs --help` takes beside importing click: whole processes, taken in turns, medians.

Run from the repository: python benchmarks/help.py
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from collections.abc import Sequence
from time import perf_counter

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

HELP = (sys.executable, "-m", "ilmdocs", "--help")
CLICK = (sys.executable, "-c", "import click")


def milliseconds(command: Sequence[str]) -> float:
    """The processor's time for one process in milliseconds; where that is not told, time on the clock."""
    before = _so_far()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return (_so_far() - before) * 1000


def _so_far() -> float:
    if resource is None:
        return perf_counter()
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def main() -> None:
    """Measure and print both medians and their ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=20)
    rounds = options.parse_args().rounds
    for command in (HELP, CLICK):  # compiled files are written, the disk is warm
        milliseconds(command)
    pairs = [(milliseconds(HELP), milliseconds(CLICK)) for _ in range(rounds)]
    shown, imported = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"ilmdocs --help  {shown:6.1f} ms")
    print(f"import click    {imported:6.1f} ms")
    print(f"ratio           {shown / imported:6.2f}   (wanted: below 2)")


if __name__ == "__main__":
    main()
