"""Makes new workbooks from older ones in a worker, and proves that nothing was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ilmdocs.checking import Checked, check_read
from ilmdocs.errors import UnreadableInput
from ilmdocs.guard import Guard, Subject
from ilmdocs.library import Library, load_library
from ilmdocs.made import Task, WorkbookUpgraded
from ilmdocs.model.finding import Finding
from ilmdocs.model.submission import Submission
from ilmdocs.orders import Bench, UpgradeOrder, one_by_one
from ilmdocs.workbook.read import ReadResult, read_workbook
from ilmdocs.workbook.schema import SCHEMA_VERSION
from ilmdocs.workbook.upgrading import upgraded


def bench(order: UpgradeOrder) -> Bench[WorkbookUpgraded]:
    """What makes new workbooks from those of an order."""
    library = load_library(order.forms.templates, order.forms.centre)

    def upgrade(task: Task, scratch: Path, guard: Guard) -> WorkbookUpgraded:
        path = task.workbook
        with guard.opening(path.name, Subject.WORKBOOK):
            made = upgraded(
                path, library.units, library.required, library.shown, library.aims(library.units.values())
            )
            if made is None:
                return WorkbookUpgraded(task.number, version=SCHEMA_VERSION, newest=SCHEMA_VERSION)
            before = read_workbook(path, library.units, library.required)
            after = _read_again(path, made.data, scratch, library)
        old = check_read(path, before, library, order.today, guard=guard)
        new = check_read(path, after, library, order.today, guard=guard)
        _compare(path.name, before, after, old, new)
        return WorkbookUpgraded(
            task.number,
            made.data,
            made.version,
            SCHEMA_VERSION,
            made.cells,
            made.notes,
            made.columns,
            made.sheets,
            len(new.findings),
            made.left_out,
        )

    return one_by_one(order, upgrade)


def _read_again(path: Path, data: bytes, scratch: Path, library: Library) -> ReadResult:
    """The new workbook, read as if it lay beside the old one's files."""
    scratch.mkdir(parents=True, exist_ok=True)
    copy = scratch / path.name
    copy.write_bytes(data)
    try:
        read = read_workbook(copy, library.units, library.required)
    finally:
        copy.unlink()
    return replace(read, submission=replace(read.submission, folder=str(path.parent)))


def _compare(file: str, before: ReadResult, after: ReadResult, old: Checked, new: Checked) -> None:
    """Refuse when the new workbook says anything else than the old one.

    Raises:
        UnreadableInput: naming the first sheet that differs.
    """
    for first, second in zip(_entries(before.submission), _entries(after.submission), strict=False):
        if first != second:
            raise _differs(file, f"the entries of the sheet {first[0]}")
    missing = Counter(_said(old.findings)) - Counter(_said(new.findings))
    more = Counter(_said(new.findings)) - Counter(_said(old.findings))
    for said in missing or more:
        raise _differs(file, f"what is found on the sheet {said[3] or 'Guide'}")


def _entries(submission: Submission) -> Iterator[tuple[str, list[object]]]:
    """Each sheet with the values of its filled rows and what could not be read in them, in order."""
    for name in sorted(submission.sheets):
        rows = [(dict(row.values), sorted(row.defects)) for row in submission.rows(name)]
        if any(values or defects for values, defects in rows):
            yield name, list(rows)


def _said(findings: tuple[Finding, ...]) -> Iterator[tuple[str, str, str, str]]:
    for item in findings:
        yield item.id, item.severity.value, item.unit or "", item.location.sheet or ""


def _differs(file: str, what: str) -> UnreadableInput:
    return UnreadableInput(
        f"{file} could not be carried over without a change: {what} would differ. Nothing was written.",
        "Go on using the workbook as it is: older versions are read all the same.",
    )
