"""Does anything reach out? python benchmarks/network.py [--engine libreoffice].

Builds the demo and a cohort of hostile files (linked pictures, fetching fields, external entities, actions
in PDFs, links to servers and to a file beside them), checks, proves and samples them, and watches all
system calls of the program and of everything it starts (strace). Prints what was counted.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

from ilmdocs.engine_places import find_soffice
from ilmdocs.library import load_library
from ilmdocs.templates_path import templates_folder

sys.path.append(str(Path(__file__).parents[1]))  # the hostile files are shared with the tests
from tests.hostile import write_hostile
from tests.watched import Bait, strace, watch

TODAY = "2026-11-30"


def runs(engine: str) -> list[list[str]]:
    """The commands that are watched."""
    return [
        ["check", "intake", "--today", TODAY],
        ["build", "intake", "-o", "out", "--draft", "--engine", engine, "--today", TODAY],
        ["verify", "out"],
        ["sampling", "out", "--unmarked", "--rate", "100", "--seed", "x", "--today", TODAY],
        ["demo", "--into", "demo", "--engine", engine, "--today", TODAY],
        ["verify", "demo/output"],
    ]


def measure(base: Path, engine: str, bait: Bait, program: str | None) -> int:
    """Watch all commands; gives how often something reached out."""
    folder = base / engine
    count = write_hostile(folder / "intake", load_library(templates_folder()), bait)
    print(f"{engine}: {count} learners with hostile files, and the demo")
    wrong = 0
    for arguments in runs(engine):
        log = folder / "calls.log"
        seen = watch([sys.executable, "-m", "ilmdocs", *arguments], folder, log, with_strace=program)
        text = log.read_text(encoding="utf-8", errors="replace") if program else ""
        programs, local = len(re.findall(r"\bexecve\(.*= 0$", text, re.MULTILINE)), text.count("AF_UNIX")
        calls, read = bait.calls, int(bait.was_read())
        traceback = int("Traceback" in seen.output)
        wrong += len(seen.internet) + len(seen.opened) + calls + read + traceback
        print(
            f"  {arguments[0]:<9} exit {seen.returncode}; internet calls {len(seen.internet)},"
            f" answered {calls}; bait opened {len(seen.opened)}, read {read}; tracebacks {traceback}"
            f" ({programs} programs started, {local} calls on local sockets)"
        )
    print(f"  {len(list((folder / 'out').rglob('*.pdf')))} portfolios of hostile learners")
    return wrong


def main() -> None:
    """Read the command line and measure; exit code 1 when anything reached out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--engine", choices=["embedded", "libreoffice"])
    asked = parser.parse_args()
    engines = ["embedded", *(["libreoffice"] if find_soffice() else [])]
    program = strace()
    if program is None:
        print("strace is not installed: attempts that reach nobody are NOT counted here")
    with tempfile.TemporaryDirectory() as base, Bait(Path(base)) as bait:
        wrong = sum(
            measure(Path(base), engine, bait, program) for engine in engines if asked.engine in (None, engine)
        )
    print(f"reached out: {wrong}")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
