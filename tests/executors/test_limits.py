"""Files that take too long, too much memory or the program with them: a finding at the cell naming them."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from ilmdocs.batch import build_all
from ilmdocs.executors import Crew, Here
from ilmdocs.executors.limits import Limits
from ilmdocs.library import load_library
from ilmdocs.made import LearnerChecked, LearnerMade, Task
from ilmdocs.model.finding import Finding
from ilmdocs.orders import Bench, BuildOrder, CheckOrder, FormSource
from ilmdocs.samples import rows_for
from ilmdocs.templates_path import templates_folder
from ilmdocs.workbook.create import create_workbook
from tests.attachments.builders import pdf, saved

UNIT = "8585-303"
TODAY = date(2026, 6, 30)
MEGABYTE = 1024 * 1024
LIMITS = Limits(file_seconds=2.0, memory_bytes=250 * MEGABYTE)


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)


def _compute() -> None:
    while time.process_time() < 60:
        pass


def _hoard() -> None:
    kept = [b"x" * 50 * MEGABYTE for _ in range(4)]
    time.sleep(60)
    kept.clear()


def _refused_memory() -> None:
    raise MemoryError


WHAT_HAPPENS: dict[str, Callable[[], None]] = {
    "slow": _compute,
    "stalled": lambda: time.sleep(60),
    "deadly": _crash,
    "greedy": _hoard,
    "endless": _refused_memory,
}
"""What opening a file or filling a form does to the worker, by the start of the file's name."""


_SLOW_FORMS = {"cpd": "slow"}


def _harmful(whole: Callable[..., Any], name_of: Callable[..., str]) -> Callable[..., Any]:
    def opened(*args: Any, **options: Any) -> Any:
        happens = WHAT_HAPPENS.get(name_of(*args, **options).split(".")[0].split("-")[0])
        if happens is not None:
            happens()
        return whole(*args, **options)

    return opened


def _spoil() -> None:
    """Make opening some files harmful in this worker, as a file could that a library has a fault with."""
    spoilt: tuple[tuple[Any, str, Callable[..., str]], ...] = (
        (import_module("ilmdocs.attachments.inspect"), "pages_of", lambda _, *, name, **__: name),
        (import_module("ilmdocs.checking"), "read_workbook", lambda path, *_: path.name),
        (import_module("ilmdocs.forms").Filler, "fill", lambda _, part, *__: _SLOW_FORMS.get(part.form, "")),
    )
    for place, name, name_of in spoilt:
        setattr(place, name, _harmful(getattr(place, name), name_of))


@dataclass(frozen=True, slots=True)
class SpoiltCheck(CheckOrder):
    """Checks in a worker in which some files do harm."""

    def open(self) -> Bench[LearnerChecked]:
        """As usual, but spoilt."""
        _spoil()
        return CheckOrder.open(self)


@dataclass(frozen=True, slots=True)
class SpoiltBuild(BuildOrder):
    """Builds in a worker in which some files do harm."""

    def open(self) -> Bench[LearnerMade]:
        """As usual, but spoilt."""
        _spoil()
        return BuildOrder.open(self)


def learner(folder: Path, name: str, *files: str) -> Path:
    """A fictional learner whose evidence rows name files."""
    folder.mkdir(exist_ok=True)
    library = load_library(templates_folder())
    rows = dict(rows_for([UNIT]))
    rows["Learner"] = [
        {**rows["Learner"][0], "learner_name": f"Casey {name.title()}", "surname": name.title()}
    ]
    kept = [row for row in rows.get("Evidence", ()) if not row.get("file")]
    rows["Evidence"] = [
        *kept, *({"title": f"Paper {n}", "kind": "other", "file": file} for n, file in enumerate(files, 1))
    ]  # fmt: skip
    for file in files:
        (folder / file).write_bytes(saved(pdf()))
    path = folder / f"{name}.xlsx"
    path.write_bytes(
        create_workbook([library.unit(UNIT)], rows=rows, required=library.required, used=library.used)
    )
    return path


def checked(*paths: Path, limits: Limits = LIMITS) -> Iterator[LearnerChecked]:
    """What the check says of workbooks."""
    order = SpoiltCheck(TODAY, FormSource(templates_folder()))
    tasks = [Task(number, path) for number, path in enumerate(paths)]
    with closing(Crew(1, limits).run(tasks, order)) as crew:
        yield from crew


def at(findings: tuple[Finding, ...], file: str) -> Finding:
    """The one finding that names a file."""
    (found,) = [finding for finding in findings if file in finding.message]
    return found


def test_a_harmful_attachment_is_a_finding_at_its_cell(tmp_path: Path) -> None:
    """Each for its own reason; the rest of the workbook is checked as ever, and so is the next learner."""
    files = ("slow.pdf", "fine.pdf", "deadly.pdf", "greedy.pdf", "endless.pdf")
    ann = learner(tmp_path / "ann", "ann", *files)
    bob = learner(tmp_path / "bob", "bob", "fine.pdf")
    first, second = checked(ann, bob)
    assert first.error is None and second.error is None
    said = {file: at(first.findings, file) for file in files if file != "fine.pdf"}
    assert {file: finding.message for file, finding in said.items()} == {
        "slow.pdf": '"slow.pdf" took longer than 2 seconds and was stopped.',
        "deadly.pdf": '"deadly.pdf" twice ended the program that opened it.',
        "greedy.pdf": '"greedy.pdf" needs more memory than any document should.',
        "endless.pdf": '"endless.pdf" needs more memory than any document should.',
    }
    cells = [finding.location.cell for finding in said.values()]
    assert len(set(cells)) == 4 and {finding.location.sheet for finding in said.values()} == {"Evidence"}
    assert {finding.id for finding in said.values()} == {"attachment-unreadable"}
    assert all(finding.remedy for finding in said.values())
    fine = [finding for finding in (*first.findings, *second.findings) if "fine.pdf" in finding.message]
    assert {finding.id for finding in fine} <= {"not-searchable"}
    assert [item.unit for item in first.readiness] == [UNIT]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("slow", "took longer than 2 seconds"),
        ("stalled", "did not open within 5 seconds"),
        ("deadly", "twice ended"),
        ("greedy", "needs more memory"),
    ],
)
def test_a_harmful_workbook_fails_alone(tmp_path: Path, name: str, reason: str) -> None:
    """The message names it and says what to do; the others are checked."""
    paths = [learner(tmp_path / one, one) for one in ("ann", name, "bob")]
    limits = replace(LIMITS, stalled_seconds=5.0) if name == "stalled" else LIMITS
    first, bad, last = checked(*paths, limits=limits)
    assert first.error is None and last.error is None
    assert bad.error is not None
    assert f'"{name}.xlsx" {reason}' in bad.error.message and "new workbook" in bad.error.remedy
    assert bad.error.exit_code == 4


def test_a_stopped_file_is_opened_anew_by_the_next_run(tmp_path: Path) -> None:
    """It may have been the machine's fault; nobody has to save the same file again."""
    path = learner(tmp_path / "ann", "ann", "slow.pdf")
    source = FormSource(templates_folder())
    spoilt = SpoiltBuild(tmp_path / "out", TODAY, source, "embedded")
    (first,) = build_all([path], spoilt, Crew(1, LIMITS))
    assert "slow.pdf" in at(first.findings, "slow.pdf").message
    (second,) = build_all([path], BuildOrder(tmp_path / "out", TODAY, source, "embedded"), Here())
    assert second.counts["must"] == first.counts["must"] - 1


def test_a_form_that_is_never_full_is_named(tmp_path: Path) -> None:
    """A centre's own form may loop for ever: the learners who need it fail, and it is said which form."""
    path = learner(tmp_path / "ann", "ann")
    order = SpoiltBuild(tmp_path / "out", TODAY, FormSource(templates_folder()), "embedded", draft=True)
    with closing(Crew(1, LIMITS).run([Task(0, path)], order)) as crew:
        (made,) = crew
    assert made.error is not None
    assert '"cpd" took longer than 2 seconds' in made.error.message and "form" in made.error.remedy
