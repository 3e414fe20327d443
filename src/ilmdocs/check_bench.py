"""Checks workbooks in a worker: everything that `ilmdocs check` tells, as plain values."""

from __future__ import annotations

from pathlib import Path

from ilmdocs.checking import Checked, check_workbook
from ilmdocs.copies import copy_name, original_name
from ilmdocs.errors import UnreadableInput
from ilmdocs.guard import Guard, Subject, TooDemanding
from ilmdocs.inputs import named_files
from ilmdocs.library import Library, load_library
from ilmdocs.made import AnnotatedCopy, LearnerChecked, Task
from ilmdocs.marking import has_mark_sheet, marks_path
from ilmdocs.orders import Bench, CheckOrder, ReadOrder, one_by_one
from ilmdocs.report.text import readiness_text
from ilmdocs.standing import standing_checked
from ilmdocs.typed_files import typed_files
from ilmdocs.workbook.marks_reading import read_marks
from ilmdocs.workbook.read import read_workbook


def bench(order: CheckOrder) -> Bench[LearnerChecked]:
    """What works on the workbooks of an order.

    Raises:
        UsageProblem: there is no unit of a name that was asked for.
        UnreadableInput: a unit file is broken, or a centre's forms cannot be filled.
    """
    library = load_library(order.forms.templates, order.forms.centre)
    for unit_id in order.only:
        library.unit(unit_id)

    def check(task: Task, _: Path, guard: Guard) -> LearnerChecked:
        checked = check_workbook(task.workbook, library, order.today, order.only, guard)
        return LearnerChecked(
            task.number,
            checked.shown,
            checked.learner,
            checked.submission.learner.text("learner_name"),
            checked.findings,
            checked.readiness,
            _text(checked),
            checked.passed_over,
            standing=standing_checked(checked, library),
            annotated=_annotated(checked, guard) if order.annotate else None,
            missing=_missing(checked),
        )

    return one_by_one(order, check)


def _annotated(checked: Checked, guard: Guard) -> AnnotatedCopy | None:
    """The workbook with its findings in it; None when there is nothing to say."""
    if not checked.findings or checked.passed_over:
        return None
    from ilmdocs.workbook.annotate import annotate  # with openpyxl, which nothing else here needs

    with guard.opening(checked.path.name, Subject.WORKBOOK):
        made = annotate(
            checked.path,
            checked.findings,
            learner=checked.learner,
            shown=checked.shown.name,
            original=original_name(checked.shown),
        )
    return AnnotatedCopy(made.data, made.lost, copy_name(checked.shown))


def _missing(checked: Checked) -> tuple[str, ...]:
    """The files that are named and not there; nothing of them is opened."""
    named = named_files(checked.path, typed_files(checked.submission))
    return tuple(name for name, path in named if path is None)


def _text(checked: Checked) -> str:
    units = {plan.unit.id: plan.unit for plan in checked.plans}
    return "\n\n".join(readiness_text(item, units[item.unit], checked.findings) for item in checked.readiness)


def reading_bench(order: ReadOrder) -> Bench[LearnerChecked]:
    """What opens the workbooks of an order, and the marks beside each, to see whether they can be opened."""
    library = load_library(order.forms.templates, order.forms.centre)

    def read(task: Task, _: Path, guard: Guard) -> LearnerChecked:
        try:
            _read(task, library, guard)
        except TooDemanding:
            raise
        except UnreadableInput:
            pass  # why, is told by whoever reads it next
        return LearnerChecked(task.number)

    return one_by_one(order, read)


def _read(task: Task, library: Library, guard: Guard) -> None:
    with guard.opening(task.workbook.name, Subject.WORKBOOK):
        read = read_workbook(task.workbook, library.units, library.required)
    for unit in (library.units[unit_id] for unit_id in read.included):
        marks = marks_path(task.workbook, unit, read.submission.attempt(unit.id))
        if marks is not None and has_mark_sheet(unit):
            with guard.opening(marks.name):
                read_marks(marks, unit)
