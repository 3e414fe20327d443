"""The same learners built under circumstances that must not matter, for a test and a benchmark.

Each circumstance is another clock, time zone, language, home, folder, umask, order of files on disk, number
of workers, seed of hashes or place to start from. The learners and the day that checks take for today are
the same, so every file that is handed on must have the same bytes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.poisons import contents

TODAY = "2026-11-30"
_FAKETIME = "libfaketime.so.1"


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What is different in one build.

    `below` is the folder, below a private one, that holds intake and output; `clock` what the system's clock
    is told to say (where libfaketime is installed); `touched` gives every input a new time and writes it
    in another order.
    """

    name: str
    jobs: int = 1
    below: str = "a"
    environment: Mapping[str, str] = field(default_factory=dict)
    clock: str = ""
    umask: int = 0o022
    touched: bool = False


PLAIN = Circumstance("plain", environment={"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"})
CIRCUMSTANCES = (
    Circumstance(
        "another clock, zone and folder, 2 workers",
        jobs=2,
        below="Ein Ordner mit langem Namen – Żółć, 学习 & Co. (1)/" + "und noch einer darunter " * 3,
        environment={"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        clock="2031-02-28 23:59:50",
        umask=0o077,
        touched=True,
    ),
    Circumstance(
        "an early clock, another language, 4 workers",
        jobs=4,
        below="b/c",
        environment={"PYTHONHASHSEED": "4294967295", "TZ": "America/St_Johns", "LANG": "de_DE.UTF-8",
                     "LANGUAGE": "de", "USER": "somebody", "LOGNAME": "somebody"},
        clock="1999-12-31 23:59:58",
        umask=0o002,
    ),
    Circumstance("once more, hashes by chance", jobs=2, environment={"PYTHONHASHSEED": "random"}),
)  # fmt: skip


def faketime() -> Path | None:
    """The library that gives a program another clock; None where it is not installed."""
    places = (*Path("/usr/lib").glob(f"*/faketime/{_FAKETIME}"), *Path("/usr/lib/faketime").glob(_FAKETIME))
    return next(iter(places), None)


def build_under(
    circumstance: Circumstance, intake: Path, base: Path, engine: str, *, clock: bool = True
) -> dict[str, bytes]:
    """Build an intake from the command line under a circumstance; gives every file that is handed on.

    Args:
        circumstance: what is different.
        intake: the learners' folders; copied.
        base: an empty folder for this build.
        engine: which engine.
        clock: whether to fake the system's clock where that is possible.
    """
    work = base / circumstance.below
    _copy(intake, work / "intake", reverse=circumstance.touched)
    home = base / "home"
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), **circumstance.environment}
    library = faketime()
    if clock and circumstance.clock and library is not None:
        environment |= {"LD_PRELOAD": str(library), "FAKETIME": f"@{circumstance.clock}"}
    paths = ["intake", "-o", "output"] if circumstance.below == "a" else [work / "intake", "-o", work / "out"]
    done = subprocess.run(
        [sys.executable, "-m", "ilmdocs", "build", *map(str, paths), "--engine", engine,
         "--jobs", str(circumstance.jobs), "--today", TODAY, "--zip"],
        cwd=work if circumstance.below == "a" else base,
        env=environment,
        umask=circumstance.umask,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )  # fmt: skip
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{circumstance.name}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return contents(work / ("output" if circumstance.below == "a" else "out"))


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The files that differ or are in one of the two alone."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def _copy(source: Path, target: Path, *, reverse: bool) -> None:
    """Copy a folder; in reverse order and with times of its own where that is asked for."""
    target.mkdir(parents=True)
    for path in sorted(source.rglob("*"), reverse=reverse):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            if reverse:
                os.utime(copy, (1_000_000_000, 1_000_000_000))
