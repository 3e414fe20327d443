"""A build onto a disk that becomes full, at many sizes: benchmarks/disk_full.py [SIZES] [--learners 3].

Each size is a small file system in memory of its own (Linux, as root). A build fills it; then every file that
is there under its own name must be as in a build with room, the message must say that the disk is full, and
the next build, once there is room, must give the same bytes as one that nobody disturbed. Half of the sizes
are also used for the temporary files instead.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ilmdocs.library import load_library
from ilmdocs.templates_path import templates_folder

sys.path.append(str(Path(__file__).parents[1]))  # the learners are shared with the tests
from tests.poisons import contents, write_good

_TOLD = ("the disk is full", "There is no room for temporary files")
_BOARD = ("cohort.html", "cohort.xlsx")


@contextmanager
def small_disk(place: Path, kibibytes: int) -> Iterator[Path]:
    """A file system of that size."""
    place.mkdir(exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", f"size={kibibytes}k,mode=0700", "tmpfs", str(place))
    try:
        yield place
    finally:
        _run("umount", str(place))


def build(base: Path, output: Path, temporary: Path) -> tuple[int, str]:
    """Build all learners; gives the exit code and all that was said."""
    command = [sys.executable, "-m", "ilmdocs", "build", "intake", "-o", str(output), "--jobs", "2"]
    done = subprocess.run(
        [*command, "--engine", "embedded", "--today", "2026-06-30"],
        cwd=base,
        env={**os.environ, "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def full_output(base: Path, kibibytes: int, clean: dict[str, bytes]) -> Counter[str]:
    """A disk on which the output finds no room."""
    found: Counter[str] = Counter()
    with small_disk(base / "disk", kibibytes) as disk:
        code, said = build(base, disk / "out", base / "tmp")
        there = contents(disk / "out")
        found["files written before it was full"] += len(there)
        found["unreadable final files"] += sum(clean.get(name) != data for name, data in there.items())
        found["left-over temporary files"] += len(list(disk.rglob(".ilmdocs-*")))
        found["untrue messages"] += code != 5 or _TOLD[0] not in said or "fault of ours" in said
        found["tracebacks"] += "Traceback" in said
        _run("mount", "-o", "remount,size=64m", str(disk))
        code, said = build(base, disk / "out", base / "tmp")
        found["not finished afterwards"] += code != 0 or contents(disk / "out") != clean
        found["no board afterwards"] += not all((disk / "out" / name).is_file() for name in _BOARD)
    return found


def full_temporary(base: Path, kibibytes: int, clean: dict[str, bytes]) -> Counter[str]:
    """A disk on which the temporary files find no room."""
    found: Counter[str] = Counter()
    output = base / f"out {kibibytes}"
    with small_disk(base / "disk", kibibytes) as disk:
        code, said = build(base, output, disk)
        there = contents(output)
        finished = {name: data for name, data in there.items() if name.endswith((".pdf", ".docx"))}
        found["unreadable final files"] += sum(clean.get(name) != data for name, data in finished.items())
        found["left-over temporary files"] += len(list(disk.iterdir()))
        found["untrue messages"] += code not in (3, 5) or _TOLD[1] not in said or "fault of ours" in said
        found["tracebacks"] += "Traceback" in said
    code, said = build(base, output, base / "tmp")
    found["not finished afterwards"] += code != 0 or contents(output) != clean
    return found


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


def main() -> None:
    """Read the command line, fill disks, report; exit code 1 when anything is not as it should be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("sizes", type=int, nargs="?", default=20)
    parser.add_argument("--learners", type=int, default=3)
    asked = parser.parse_args()
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        (base / "tmp").mkdir()
        write_good(base / "intake", asked.learners, load_library(templates_folder()))
        code, said = build(base, base / "clean", base / "tmp")
        clean = contents(base / "clean")
        if code:
            raise SystemExit(said)
        # In pages of 4 KiB, as such a file system counts, and a little less than everything takes.
        needed = sum(-(-len(data) // 4096) * 4 for data in clean.values())
        for number in range(asked.sizes):
            kibibytes = 16 + (needed - 16) * number // asked.sizes
            total.update(full_output(base, kibibytes, clean), sizes=1)
            if number % 2:
                smaller = 8 + 60 * number
                total.update(full_temporary(base, smaller, clean), sizes=1)
            print(f"{kibibytes} KiB: {dict(total)}", file=sys.stderr, flush=True)
    for key, count in total.items():
        print(f"{count:>6}  {key}")
    sys.exit(any(count for key, count in total.items() if "full" not in key and key != "sizes"))


if __name__ == "__main__":
    main()
