"""Checks workbooks in a worker: everything that `ilmdocs check` tells, as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ilmdocs.checking import Checked, check_workbook
from ilmdocs.errors import IlmdocsError
from ilmdocs.faults import contained
from ilmdocs.library import Library, load_library
from ilmdocs.made import LearnerChecked, Task
from ilmdocs.making import guard_of
from ilmdocs.orders import Bench, CheckOrder, Watch
from ilmdocs.report.text import findings_text, readiness_text


def bench(order: CheckOrder) -> Bench[LearnerChecked]:
    """What works on the workbooks of an order.

    Raises:
        UsageProblem: there is no unit of a name that was asked for.
        UnreadableInput: a unit file is broken, or a centre's forms cannot be filled.
    """
    library = load_library(order.forms.templates, order.forms.centre)
    for unit_id in order.only:
        library.unit(unit_id)

    def check_all(tasks: Sequence[Task], scratch: Path, watch: Watch) -> Iterator[LearnerChecked]:
        for task in tasks:
            watch(None, None)
            yield _one(task, order, library, watch)

    return check_all


def _one(task: Task, order: CheckOrder, library: Library, watch: Watch) -> LearnerChecked:
    try:
        with contained():
            checked = check_workbook(task.workbook, library, order.today, order.only, guard_of(task, watch))
            return LearnerChecked(
                task.number,
                checked.learner,
                checked.submission.learner.text("learner_name"),
                checked.findings,
                checked.readiness,
                _text(checked),
                checked.passed_over,
            )
    except IlmdocsError as error:
        return order.failed(task, error)


def _text(checked: Checked) -> str:
    units = {plan.unit.id: plan.unit for plan in checked.plans}
    lines = [readiness_text(item, units[item.unit], checked.findings) + "\n" for item in checked.readiness]
    lines.append(findings_text(checked.findings) if checked.findings else "Nothing to put right.\n")
    return "\n".join(lines)
