"""`ilmdocs check`: what is missing, cell by cell, and how far each criterion is."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ilmdocs.cli.annotating import CopyWriter, annotate_option, copy_writer, told
from ilmdocs.cli.options import (
    json_of,
    passed_over,
    print_json,
    relative,
    shown,
    today_option,
    unit_option,
    workbooks_of,
)
from ilmdocs.cli.parameters import InputPath, NewFile
from ilmdocs.cli.reports import ReportDesk, html_option
from ilmdocs.cli.settings import centre_options
from ilmdocs.cli.voice import Voice, say, voice_options
from ilmdocs.errors import IlmdocsError, UsageProblem, exit_code_of
from ilmdocs.model.centre import Centre
from ilmdocs.model.finding import Severity
from ilmdocs.text.standing import points

if TYPE_CHECKING:
    from ilmdocs.made import LearnerChecked

WORKBOOK_UNREADABLE = "workbook-unreadable"
"""Id of what stands in place of findings for a file that is no readable workbook."""
_REPORTS = Path("output")
"""Where reports go unless -o says otherwise; copies have a folder of their own in it."""


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=InputPath())
@unit_option
@annotate_option
@html_option
@click.option(
    "-o", "--output", type=NewFile(), metavar="FOLDER",
    help="The folder that copies and reports go to, or for one workbook's copy the file. "
    "[default: output; copies in output/to-fix]",
)  # fmt: skip
@centre_options
@today_option
@json_of("ilmdocs.check/1")
@voice_options
def command(  # noqa: PLR0913 -- click hands over one argument per option
    paths: tuple[Path, ...],
    only: tuple[str, ...],
    annotate: bool,
    as_html: bool,
    output: Path | None,
    centre: Centre,
    today: date,
    as_json: bool,
    voice: Voice,
) -> None:
    """Check workbooks, learner folders or folders of learners. Writes nothing unless asked to.

    \b
    Examples:
      ilmdocs check my-workbook.xlsx
      ilmdocs check intake                       all learners in the folder
      ilmdocs check my-workbook.xlsx --annotate  also a copy that shows what to fix, cell by cell
      ilmdocs check my-workbook.xlsx --html      also a report to read and print
      ilmdocs check intake --quiet               only what must be put right
      ilmdocs check my-workbook.xlsx --verbose   with the sentence each point rests on
      ilmdocs check my-workbook.xlsx --json      for another program
    """
    from ilmdocs.cli.telling import with_progress
    from ilmdocs.executors import Crew, default_jobs
    from ilmdocs.made import Task
    from ilmdocs.orders import CheckOrder, FormSource
    from ilmdocs.templates_path import templates_folder

    workbooks = workbooks_of(paths)
    if output is not None and not (annotate or as_html):
        raise UsageProblem(
            "-o says where copies and reports go, but none is asked for.", "Add --annotate or --html."
        )
    if as_html and output is not None and (output.is_file() or output.suffix.casefold() == ".xlsx"):
        raise UsageProblem(f"{shown(output)} is a file; reports need a folder.", "Name a folder with -o.")
    order = CheckOrder(today, FormSource(templates_folder(), centre), only, annotate)
    tasks = tuple(Task(number, path) for number, path in enumerate(workbooks))
    run = _Run(
        copy_writer(workbooks, output) if annotate else None,
        ReportDesk(output or _REPORTS, today) if as_html else None,
        voice,
        as_json=as_json,
    )
    with closing(Crew(default_jobs()).run(tasks, order)) as crew:
        coming = with_progress(crew, len(workbooks), "Workbooks", shows=as_json or voice is Voice.QUIET)
        for path, checked in zip(workbooks, coming, strict=True):
            run.take(path, checked)
    passed_over(run.left_out, only, all_of_them=not run.data)
    if as_json:
        from ilmdocs.report.data import envelope

        print_json(envelope("ilmdocs.check/1", workbooks=run.data))
    raise SystemExit(exit_code_of(run.errors, len(workbooks), good=not run.musts))


class _Run:
    """Tells of one workbook after the other, writes what was asked for, and keeps what becomes of them."""

    def __init__(
        self, copies: CopyWriter | None, desk: ReportDesk | None, voice: Voice, *, as_json: bool
    ) -> None:
        self._copies, self._desk, self._voice, self._as_json = copies, desk, voice, as_json
        self.data: list[dict[str, Any]] = []
        self.errors: list[IlmdocsError] = []
        self.left_out: list[Path] = []
        self.musts = 0

    def take(self, path: Path, checked: LearnerChecked) -> None:
        """Take what was found out about a workbook.

        Raises:
            UnwritableOutput: when a copy or a report cannot be written.
        """
        if checked.error is not None:
            self.errors.append(checked.error)
            report = self._desk.unreadable(path, checked.error) if self._desk else None
            self.data.append(_unreadable(path, checked.error) | _places(report, None))
            self._say(f"{shown(path)}\n  {checked.error}\n")
            self._point_to(report)
        elif checked.passed_over:
            self.left_out.append(path)
        else:
            self.musts += sum(1 for f in checked.findings if f.severity is Severity.MUST)
            report = self._desk.write(checked) if self._desk else None
            copy = self._copies.write(path, checked) if self._copies else None
            self.data.append(_data(checked) | _places(report, copy))
            if not self._as_json:
                _tell(checked, self._voice)
            self._point_to(report)
            if self._copies is not None:
                self._say(f"{told(checked, copy)}\n")

    def _point_to(self, report: Path | None) -> None:
        if report is not None:
            self._say(f"Report: {shown(report)}\n")

    def _say(self, text: str) -> None:
        if not self._as_json:
            say(text)


def _places(report: Path | None, copy: Path | None) -> dict[str, str | None]:
    """Where report and copy are; None where there is none, because nobody asked or nothing is to be fixed."""
    return {"report": relative(report), "annotated": relative(copy)}


def _tell(checked: LearnerChecked, voice: Voice) -> None:
    """How far a learner is, then each point; quietly, only what must be put right and nothing when all is."""
    from ilmdocs.report.text import findings_text

    path = shown(checked.shown)
    head = f"{path}\n" if checked.learner == checked.shown.name else f"{checked.learner}  ({path})\n"
    quiet = voice is Voice.QUIET
    found = points(checked.findings) if quiet else checked.findings
    if found or not quiet:
        told = findings_text(found, with_sources=voice is Voice.WORDY) or "Nothing to put right.\n"
        say("\n".join([head, told] if quiet or not checked.text else [head, checked.text + "\n", told]))


def _unreadable(path: Path, error: IlmdocsError) -> dict[str, Any]:
    """A workbook that could not be read still says why, in the shape of a finding."""
    reason = {
        "id": WORKBOOK_UNREADABLE,
        "severity": "must",
        "unit": None,
        "criterion": None,
        "file": relative(path),
        "sheet": None,
        "cell": None,
        "message": error.message,
        "remedy": error.remedy,
        "source": None,
        "derived": True,
        "caused_by": None,
    }
    return {"file": relative(path), "learner": None, "readable": False, "units": [], "findings": [reason]}


def _data(checked: LearnerChecked) -> dict[str, Any]:
    from ilmdocs.report.data import finding_data, gap_data, readiness_data

    standings = checked.standing.units if checked.standing else ()
    gaps = {unit.unit: gap_data(unit.gap) for unit in standings}
    return {
        "file": relative(checked.shown),
        "learner": checked.typed_learner or None,
        "readable": True,
        "units": [readiness_data(item) | {"gap": gaps.get(item.unit, [])} for item in checked.readiness],
        "findings": [finding_data(item) | {"file": relative(checked.shown)} for item in checked.findings],
    }
