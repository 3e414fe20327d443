"""Whether a long log of sessions stays linear: python benchmarks/sessions.py [ENGINE].

One fictional learner with 125, 250 and 500 sessions; the build is a draft, because so many sessions do not
fit the plan. Prints processor seconds and, per session, milliseconds, with the engine's own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from cohort import learner_rows

from ilmdocs.library import Library, load_library
from ilmdocs.templates_path import templates_folder
from ilmdocs.workbook.create import create_workbook

UNIT = "8585-301"
COUNTS = (125, 250, 500)


def workbook(sessions: int, library: Library) -> bytes:
    """A learner whose sessions with one client are repeated, a day later each time."""
    rows: dict[str, Any] = learner_rows(1)
    given = [row for row in rows["Sessions"] if row["client_ref"] == rows["Sessions"][0]["client_ref"]]
    rows["Sessions"] = [
        {
            **{name: value for name, value in given[number % len(given)].items() if name != "session_ref"},
            "session_no": number + 1,
            "date": given[0]["date"] + timedelta(days=number),
        }
        for number in range(sessions)
    ]
    return create_workbook([library.unit(UNIT)], rows=rows, required=library.required, used=library.used)


def processor_seconds() -> float:
    """What child processes have used so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(engine: str) -> None:
    """Check and build each log, and print what it took."""
    library = load_library(templates_folder())
    print(f"{'sessions':>8} {'check s':>8} {'ms each':>8} {'build s':>8} {'ms each':>8}  ({engine})")
    with tempfile.TemporaryDirectory() as folder:
        for count in COUNTS:
            path = Path(folder) / f"{count}.xlsx"
            path.write_bytes(workbook(count, library))
            took = []
            for command in (["check"], ["build", "--draft", "--engine", engine, "-o", f"{folder}/{count}"]):
                before = processor_seconds()
                done = subprocess.run(
                    [sys.executable, "-m", "ilmdocs", command[0], str(path), *command[1:]],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    check=False,
                    text=True,
                    encoding="utf-8",
                )
                if done.returncode not in (0, 1):
                    raise SystemExit(done.stdout)
                took.append(processor_seconds() - before)
            checked, built = took
            each = [1000 * seconds / count for seconds in took]
            print(f"{count:>8} {checked:>8.1f} {each[0]:>8.1f} {built:>8.1f} {each[1]:>8.1f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "libreoffice")
