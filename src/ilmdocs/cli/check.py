"""`ilmdocs check`: what is missing, cell by cell, and how far each criterion is."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ilmdocs.cli.annotating import annotate_option, copy_output_option, copy_writer, told
from ilmdocs.cli.options import (
    InputPath,
    json_option,
    passed_over,
    print_json,
    relative,
    shown,
    today_option,
    unit_option,
    workbooks_of,
)
from ilmdocs.cli.settings import centre_options
from ilmdocs.errors import IlmdocsError, UsageProblem, exit_code_of
from ilmdocs.model.centre import Centre

if TYPE_CHECKING:
    from ilmdocs.made import LearnerChecked

WORKBOOK_UNREADABLE = "workbook-unreadable"
"""Id of what stands in place of findings for a file that is no readable workbook."""


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=InputPath())
@unit_option
@centre_options
@today_option
@annotate_option
@copy_output_option
@json_option
def command(  # noqa: PLR0913 -- one parameter an option
    paths: tuple[Path, ...],
    only: tuple[str, ...],
    centre: Centre,
    today: date,
    annotate: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Check workbooks, learner folders or folders of learners. Writes nothing unless asked to.

    \b
    Examples:
      ilmdocs check my-workbook.xlsx
      ilmdocs check intake                    all learners in the folder
      ilmdocs check my-workbook.xlsx --annotate
                                              also a copy that shows what to fix, cell by cell
      ilmdocs check my-workbook.xlsx --json   for another program
    """
    from ilmdocs.executors import Crew, default_jobs
    from ilmdocs.made import Task
    from ilmdocs.orders import CheckOrder, FormSource
    from ilmdocs.templates_path import templates_folder

    workbooks = workbooks_of(paths)
    if output is not None and not annotate:
        raise UsageProblem("-o says where copies go, but none is asked for.", "Add --annotate.")
    copies = copy_writer(workbooks, output) if annotate else None
    order = CheckOrder(today, FormSource(templates_folder(), centre), only, annotate)
    tasks = tuple(Task(number, path) for number, path in enumerate(workbooks))
    data: list[dict[str, Any]] = []
    errors: list[IlmdocsError] = []
    left_out: list[Path] = []
    musts = 0
    with closing(Crew(default_jobs()).run(tasks, order)) as crew:
        for path, checked in zip(workbooks, crew, strict=True):
            if checked.error is not None:
                errors.append(checked.error)
                data.append(_unreadable(path, checked.error))
                if not as_json:
                    click.echo(f"{shown(path)}\n  {checked.error}\n")
                continue
            if checked.passed_over:
                left_out.append(path)
                continue
            musts += sum(1 for f in checked.findings if f.severity == "must")
            copy = copies.write(path, checked) if copies else None
            data.append(_data(checked) | ({"annotated": relative(copy)} if copies else {}))
            if not as_json:
                click.echo(f"{checked.learner}  ({shown(checked.shown)})\n\n{checked.text}")
                if copies:
                    click.echo(f"{told(checked, copy)}\n")
    passed_over(left_out, only, all_of_them=not data)
    if as_json:
        from ilmdocs.report.data import envelope

        print_json(envelope("ilmdocs.check/1", workbooks=data))
    raise SystemExit(exit_code_of(errors, len(workbooks), good=not musts))


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
    from ilmdocs.report.data import finding_data, readiness_data

    return {
        "file": relative(checked.shown),
        "learner": checked.typed_learner or None,
        "readable": True,
        "units": [readiness_data(item) for item in checked.readiness],
        "findings": [finding_data(item) | {"file": relative(checked.shown)} for item in checked.findings],
    }
