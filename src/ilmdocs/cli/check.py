"""`ilmdocs check`: what is missing, cell by cell, and how far each criterion is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ilmdocs.cli.options import (
    InputPath,
    json_option,
    learners,
    passed_over,
    print_json,
    relative,
    today_option,
    unit_option,
)
from ilmdocs.cli.settings import centre_options
from ilmdocs.errors import IlmdocsError, exit_code_of
from ilmdocs.faults import contained
from ilmdocs.model.centre import Centre

if TYPE_CHECKING:
    from ilmdocs.pipeline import Checked

WORKBOOK_UNREADABLE = "workbook-unreadable"
"""Id of what stands in place of findings for a file that is no readable workbook."""


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=InputPath())
@unit_option
@centre_options
@today_option
@json_option
def command(
    paths: tuple[Path, ...], only: tuple[str, ...], centre: Centre, today: date, as_json: bool
) -> None:
    """Check workbooks, learner folders or folders of learners. Writes nothing.

    \b
    Examples:
      ilmdocs check my-workbook.xlsx
      ilmdocs check intake                    all learners in the folder
      ilmdocs check my-workbook.xlsx --json   for another program
    """
    from ilmdocs.pipeline import check_workbook

    library, workbooks = learners(paths, only, centre)
    data: list[dict[str, Any]] = []
    errors: list[IlmdocsError] = []
    left_out: list[Path] = []
    musts = 0
    for path in workbooks:
        try:
            with contained():
                checked = check_workbook(path, library, today, only)
        except IlmdocsError as error:
            errors.append(error)
            data.append(_unreadable(path, error))
            if not as_json:
                click.echo(f"{relative(path)}\n  {error}\n")
            continue
        if checked.passed_over:
            left_out.append(path)
            continue
        musts += sum(1 for f in checked.findings if f.severity == "must")
        data.append(_data(checked))
        if not as_json:
            click.echo(_text(checked))
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


def _data(checked: Checked) -> dict[str, Any]:
    from ilmdocs.report.data import finding_data, readiness_data

    return {
        "file": relative(checked.shown),
        "learner": checked.submission.learner.text("learner_name") or None,
        "readable": True,
        "units": [readiness_data(item) for item in checked.readiness],
        "findings": [finding_data(item) | {"file": relative(checked.shown)} for item in checked.findings],
    }


def _text(checked: Checked) -> str:
    from ilmdocs.report.text import findings_text, readiness_text

    units = {plan.unit.id: plan.unit for plan in checked.plans}
    lines = [f"{checked.learner}  ({relative(checked.shown)})", ""]
    lines += [readiness_text(item, units[item.unit], checked.findings) + "\n" for item in checked.readiness]
    if checked.findings:
        lines.append(findings_text(checked.findings))
    else:
        lines.append("Nothing to put right.\n")
    return "\n".join(lines)
