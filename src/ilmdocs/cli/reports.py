"""Where the reports of a check go: one a learner, none over another's, all below one folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from ilmdocs.errors import IlmdocsError

if TYPE_CHECKING:
    from ilmdocs.made import LearnerChecked
    from ilmdocs.model.cohort import LearnerStanding


html_option = click.option(
    "--html", "as_html", is_flag=True, help="Also write a report for each learner, to read and to print."
)
"""`--html`: a page for each learner."""


class ReportDesk:
    """Writes the reports of one run.

    Args:
        output: the folder that they go to.
        today: the day from which days to submission are counted.
    """

    def __init__(self, output: Path, today: date) -> None:
        self._output = output
        self._today = today
        self._taken: set[str] = set()

    def write(self, checked: LearnerChecked) -> Path | None:
        """Write a learner's report and say where; a workbook that includes no unit has none.

        Raises:
            UnwritableOutput: when it cannot be written.
        """
        standing = checked.standing
        return None if standing is None or not standing.report else self._written(standing)

    def unreadable(self, workbook: Path, error: IlmdocsError) -> Path | None:
        """Write a report that says why a workbook could not be read.

        Raises:
            UnwritableOutput: when it cannot be written.
        """
        from ilmdocs.made import Task, unmade

        standing = unmade(Task(0, workbook), error).standing
        return self._written(replace(standing, report=f"check {workbook.stem}.html"))

    def _written(self, standing: LearnerStanding) -> Path:
        from ilmdocs.board import write_report
        from ilmdocs.folders import require_writable

        if not self._taken:
            require_writable(self._output)
        name = self._free(standing.report)
        write_report(replace(standing, report=name), self._output, self._today)
        return self._output / name

    def _free(self, report: str) -> str:
        """A name that no other learner of this run has."""
        path = PurePosixPath(report)
        names = (report, *(f"{path.with_suffix('')} ({number}){path.suffix}" for number in range(2, 10_000)))
        name = next(name for name in names if name.casefold() not in self._taken)
        self._taken.add(name.casefold())
        return name
