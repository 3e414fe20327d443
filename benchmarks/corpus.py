"""Files that others made, each given to a learner: python benchmarks/corpus.py FOLDER [FOLDER ...].

A workbook is checked as it is. Of any other file there is a complete fictional learner who names it: a
Word document as an answer on the sheet Narrative, everything else as a piece of evidence. Each is looked
at in a process of its own, whose seconds and largest memory are measured and which is killed when it hangs.

What counts as wrong: an exception that is no refusal, a refusal that does not name the file, more than
30 seconds, more than 1 GB, and whatever `corpus_looks.py` finds in the pages that were made.

    --count 200     only so many of each kind, drawn with --seed
    --build         build as well, as a draft where something else is missing
    --engine NAME   what turns Word documents into pages, `embedded` unless told otherwise
    --list FILE     one line of JSON a file
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import selectors
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

from corpus_looks import Kit, Looked, kind_of_file, look_at

LONGEST = 30.0
MOST_MB = 1024
_HANGS = 90.0
_WORST = 5
_REASONS = 40
_LISTED = 30
_WIDE = 240


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of one file; `outcome` is accepted, refused or wrong."""

    file: str
    kind: str
    outcome: str
    reason: str
    seconds: float
    cpu: float
    megabytes: float
    pages: int = 0


def main() -> None:
    """Look at all files and print what came of them; exit code 1 when anything is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--build", action="store_true")
    parser.add_argument("--engine", default="embedded")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--list", type=Path)
    asked = parser.parse_args()
    files = list(_files(asked.folders, asked.count, asked.seed))
    kit = Kit(asked.engine, build=asked.build)
    seen = []
    with contextlib.ExitStack() as stack:
        told = stack.enter_context(asked.list.open("w", encoding="utf-8")) if asked.list else None
        for one in _looked_at(files, kit, asked.jobs):
            seen.append(one)
            if told is not None:
                print(json.dumps(asdict(one), ensure_ascii=False), file=told, flush=True)
            if sys.stderr.isatty():
                print(f"\r{len(seen)} of {len(files)}", end="", file=sys.stderr)
    wrong = sum(_told(kind, [one for one in seen if one.kind == kind]) for kind in _kinds(seen))
    raise SystemExit(1 if wrong else 0)


def _files(folders: Sequence[Path], count: int, seed: int) -> Iterator[tuple[Path, str]]:
    found: dict[str, list[Path]] = {}
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        if kind := kind_of_file(path):
            found.setdefault(kind, []).append(path)
    for kind, paths in sorted(found.items()):
        drawn = random.Random(seed).sample(paths, min(count, len(paths))) if count else paths
        yield from ((path, kind) for path in sorted(drawn))


def _kinds(seen: Sequence[Seen]) -> list[str]:
    return sorted({one.kind for one in seen})


def _looked_at(files: Sequence[tuple[Path, str]], kit: Kit, jobs: int) -> Iterator[Seen]:
    """Look at files, some at a time, each in a fork of this process, which has loaded everything already."""
    waiting = list(reversed(files))
    running: dict[int, _Child] = {}
    with selectors.DefaultSelector() as ends:
        while waiting or running:
            while waiting and len(running) < jobs:
                child = _Child(*waiting.pop(), kit)
                running[child.pipe] = child
                ends.register(child.pipe, selectors.EVENT_READ)
            for key, _ in ends.select(timeout=0.5):
                child = running[key.fd]
                if child.has_ended():
                    ends.unregister(child.pipe)
                    del running[child.pipe]
                    yield child.seen()
            for child in running.values():
                child.kill_when_hanging()


class _Child:
    """A process that looks at one file."""

    def __init__(self, path: Path, kind: str, kit: Kit) -> None:
        self._path, self._kind = path, kind
        self._started = monotonic()
        self._heard = b""
        self.pipe, back = os.pipe()
        self._process = os.fork()
        if not self._process:
            os.setsid()
            os.close(self.pipe)
            os.write(back, _in_child(path, kind, kit))
            os._exit(0)
        os.close(back)

    def has_ended(self) -> bool:
        """Take in what the child says; true at its end."""
        piece = os.read(self.pipe, 65536)
        self._heard += piece
        return not piece

    def kill_when_hanging(self) -> None:
        """End it, with all that it started, when it takes far too long."""
        if monotonic() - self._started > _HANGS:
            os.killpg(self._process, signal.SIGKILL)

    def seen(self) -> Seen:
        """What came of the file."""
        seconds = monotonic() - self._started
        os.close(self.pipe)
        _, status, used = os.wait4(self._process, 0)
        try:
            looked = Looked(**json.loads(self._heard))
        except ValueError:
            looked = Looked("wrong", f"the process ended with status {status}")
        megabytes = used.ru_maxrss / 1024
        cpu = used.ru_utime + used.ru_stime
        if looked.outcome != "wrong" and seconds > LONGEST and cpu > LONGEST / 2:
            looked = Looked("wrong", f"took {seconds:.0f} s: {looked.reason}", looked.pages)
        if looked.outcome != "wrong" and megabytes > MOST_MB:
            looked = Looked("wrong", f"took {megabytes:.0f} MB: {looked.reason}", looked.pages)
        return Seen(
            str(self._path), self._kind, looked.outcome, looked.reason,
            round(seconds, 2), round(cpu, 2), round(megabytes), looked.pages,
        )  # fmt: skip


def _in_child(path: Path, kind: str, kit: Kit) -> bytes:
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    try:
        looked = look_at(path, kind, kit)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what this looks for
        frames = traceback.extract_tb(error.__traceback__)
        place = next((f for f in reversed(frames) if "ilmdocs" in f.filename), frames[-1])
        where = f"{Path(place.filename).name}:{place.lineno}"
        looked = Looked("wrong", f"{type(error).__name__} at {where}: {str(error)[:200]}")
    return json.dumps(asdict(looked)).encode()


def _told(kind: str, seen: Sequence[Seen]) -> int:
    """Print the result for a kind of file; gives the number of wrong ones."""
    count = Counter(one.outcome for one in seen)
    print(f"\n{kind}: {len(seen)} files, {count['accepted']} accepted, {count['refused']} refused, "
          f"{count['wrong']} wrong")  # fmt: skip
    for outcome in ("refused", "accepted", "wrong"):
        reasons = Counter(one.reason for one in seen if one.outcome == outcome)
        for reason, often in reasons.most_common(_REASONS):
            if reason:
                print(f"  {often:5} {outcome:<9}{reason[:_WIDE]}")
    for one in [one for one in seen if one.outcome == "wrong"][:_LISTED]:
        print(f"  WRONG {one.file}\n        {one.reason[:_WIDE]}")
    _worst("seconds of the processor", seen, {one.file: one.cpu for one in seen})
    _worst("MB", seen, {one.file: one.megabytes for one in seen})
    return count["wrong"]


def _worst(what: str, seen: Sequence[Seen], measured: Mapping[str, float]) -> None:
    for one in sorted(seen, key=lambda one: -measured[one.file])[:_WORST]:
        print(f"  {measured[one.file]:8} {what}: {Path(one.file).name} ({one.outcome})")


if __name__ == "__main__":
    main()
