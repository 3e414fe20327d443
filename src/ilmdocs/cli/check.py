"""`ilmdocs check`: what is missing, cell by cell, and how far each criterion is."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ilmdocs.cli.options import (
    json_option,
    passed_over,
    print_json,
    relative,
    shown,
    today_option,
    unit_option,
    workbooks_of,
)
from ilmdocs.cli.parameters import InputPath
from ilmdocs.cli.reports import ReportDesk, html_option, report_output_option
from ilmdocs.cli.settings import centre_options
from ilmdocs.cli.voice import Voice, say, voice_options
from ilmdocs.errors import IlmdocsError, exit_code_of
from ilmdocs.model.centre import Centre
from ilmdocs.model.finding import Severity

if TYPE_CHECKING:
    from ilmdocs.made import LearnerChecked

WORKBOOK_UNREADABLE = "workbook-unreadable"
"""Id of what stands in place of findings for a file that is no readable workbook."""


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=InputPath())
@unit_option
@centre_options
@today_option
@html_option
@report_output_option
@json_option
@voice_options
def command(  # noqa: PLR0913 -- one parameter an option
    paths: tuple[Path, ...],
    only: tuple[str, ...],
    centre: Centre,
    today: date,
    as_html: bool,
    output: Path,
    as_json: bool,
    voice: Voice,
) -> None:
    """Check workbooks, learner folders or folders of learners. Writes nothing unless asked to.

    \b
    Examples:
      ilmdocs check my-workbook.xlsx
      ilmdocs check intake                    all learners in the folder
      ilmdocs check intake --quiet            only what must be put right
      ilmdocs check my-workbook.xlsx --verbose  with the sentence each point rests on
      ilmdocs check my-workbook.xlsx --html   also a report to read and print
      ilmdocs check my-workbook.xlsx --json   for another program
    """
    from ilmdocs.cli.telling import with_progress
    from ilmdocs.executors import Crew, default_jobs
    from ilmdocs.made import Task
    from ilmdocs.orders import CheckOrder, FormSource
    from ilmdocs.templates_path import templates_folder

    workbooks = workbooks_of(paths)
    order = CheckOrder(today, FormSource(templates_folder(), centre), only)
    tasks = tuple(Task(number, path) for number, path in enumerate(workbooks))
    data: list[dict[str, Any]] = []
    errors: list[IlmdocsError] = []
    left_out: list[Path] = []
    musts = 0
    desk = ReportDesk(output, today) if as_html else None
    with closing(Crew(default_jobs()).run(tasks, order)) as crew:
        told = with_progress(crew, len(workbooks), "Workbooks", shows=as_json or voice is Voice.QUIET)
        for path, checked in zip(workbooks, told, strict=True):
            if checked.error is not None:
                errors.append(checked.error)
                report = desk.unreadable(path, checked.error) if desk else None
                data.append(_unreadable(path, checked.error) | {"report": relative(report)})
                if not as_json:
                    say(f"{shown(path)}\n  {checked.error}\n")
                    _point_to(report)
                continue
            if checked.passed_over:
                left_out.append(path)
                continue
            musts += sum(1 for f in checked.findings if f.severity == "must")
            report = desk.write(checked) if desk else None
            data.append(_data(checked) | {"report": relative(report)})
            if not as_json:
                _tell(checked, voice)
                _point_to(report)
    passed_over(left_out, only, all_of_them=not data)
    if as_json:
        from ilmdocs.report.data import envelope

        print_json(envelope("ilmdocs.check/1", workbooks=data))
    raise SystemExit(exit_code_of(errors, len(workbooks), good=not musts))


def _tell(checked: LearnerChecked, voice: Voice) -> None:
    """How far a learner is, then each point; quietly, only what must be put right and nothing when all is."""
    from ilmdocs.report.text import findings_text

    head = f"{checked.learner}  ({shown(checked.shown)})\n"
    quiet = voice is Voice.QUIET
    found = [f for f in checked.findings if f.severity is Severity.MUST or not quiet]
    if found or not quiet:
        points = findings_text(found, with_sources=voice is Voice.WORDY) or "Nothing to put right.\n"
        say("\n".join([head, points] if quiet or not checked.text else [head, checked.text + "\n", points]))


def _point_to(report: Path | None) -> None:
    if report is not None:
        say(f"Report: {shown(report)}\n")


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
