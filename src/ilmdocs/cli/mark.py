"""`ilmdocs mark`: the assessor's marks workbook, mark sheets, and a centre's descriptors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ilmdocs.cli.mark_learners import (
    assessed_units,
    named_by_marks,
    nobody,
    opened_apart,
    require_sheet,
    to_assess,
)
from ilmdocs.cli.options import (
    engine_option,
    json_of,
    print_json,
    relative,
    require_excel_name,
    shown,
    today_option,
    typed,
    unit_option,
)
from ilmdocs.cli.parameters import InputPath, NewFile, OutputFolder
from ilmdocs.cli.settings import centre_options, same_options
from ilmdocs.cli.voice import Voice, say, voice_options
from ilmdocs.errors import IlmdocsError, UnreadableInput, UnwritableOutput, UsageProblem, exit_code_of
from ilmdocs.faults import contained
from ilmdocs.model.centre import Centre

if TYPE_CHECKING:
    from ilmdocs.model.submission import Submission
    from ilmdocs.model.unit import Unit


@click.group("mark")
def command() -> None:
    """For assessors: make a marks workbook for a learner, then the mark sheet with its outcome.

    \b
    Examples:
      ilmdocs mark new intake/ann
      ilmdocs mark build intake/ann
      ilmdocs mark descriptors 8580-501 -o descriptors-8580-501.xlsx
    """


@command.command("new", short_help="Make a marks workbook beside each learner's workbook.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=InputPath())
@unit_option
@click.option("-o", "--output", type=NewFile(), metavar="FILE", help="Another place for it.")
@click.option(
    "--descriptors", type=InputPath(what="file"), metavar="FILE",
    help="Your centre's sufficiency descriptors, to be put into it.",
)  # fmt: skip
@centre_options
@json_of("ilmdocs.mark-new/1")
def new(
    paths: tuple[Path, ...],
    only: tuple[str, ...],
    output: Path | None,
    descriptors: Path | None,
    centre: Centre,
    as_json: bool,
) -> None:
    """Make a marks workbook for each learner and unit, beside the learner's own. Overwrites nothing.

    \b
    Examples:
      ilmdocs mark new intake/ann
      ilmdocs mark new intake --unit 8580-501
    """
    from ilmdocs.centre import take_settings
    from ilmdocs.marking import new_marks_path
    from ilmdocs.workbook.read import read_workbook

    library, workbooks = to_assess(paths, only, centre)
    wanted = []
    errors: list[IlmdocsError] = []
    with opened_apart(centre) as first:
        for path in workbooks:
            try:
                with contained():
                    first(path)
                    read = read_workbook(path, library.units, library.required)
                    intake, _ = take_settings(read.submission, centre)
                    for unit in assessed_units(library, read.included, only):
                        attempt = intake.attempt(unit.id)
                        wanted.append((new_marks_path(path, unit, attempt), intake, unit, attempt))
            except IlmdocsError as error:
                errors.append(error)
                click.echo(f"{shown(path)}: {error}", err=True)
    if output is not None and len(wanted) > 1:
        raise UsageProblem("-o names one file, but several are to be made.", "Name one learner and --unit.")
    if not wanted and not errors:
        raise nobody(only)
    made: list[tuple[Path, Unit, bool]] = []
    for beside, submission, unit, attempt in wanted:
        target = output or beside
        try:
            is_there = output is None and target.exists()
            if not is_there:
                with contained():
                    _write(target, submission, unit, attempt, descriptors)
            made.append((target, unit, not is_there))
        except IlmdocsError as error:
            errors.append(error)
            click.echo(str(error), err=True)
    _tell_made(made, "ilmdocs.mark-new/1" if as_json else "")
    if not as_json and len(errors) < len(wanted):
        named = " ".join(map(typed, paths)) + same_options()
        click.echo(f"Next, once they are filled in:  ilmdocs mark build {named}")
    raise SystemExit(exit_code_of(errors, max(len(workbooks), len(wanted)), good=True))


@command.command("build", short_help="Check the marks and make the mark sheets.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=InputPath())
@unit_option
@click.option(
    "-o", "--output", type=OutputFolder(), metavar="FOLDER", default=Path("output"),
    show_default=True, help="The folder that portfolios and mark sheets go to.",
)  # fmt: skip
@click.option(
    "--descriptors", type=InputPath(what="file"), metavar="FILE",
    help="Your centre's sufficiency descriptors of the unit.",
)  # fmt: skip
@engine_option
@centre_options
@today_option
@json_of("ilmdocs.mark-build/1")
@voice_options
def build(  # noqa: PLR0913 -- click hands over one argument per option
    paths: tuple[Path, ...],
    only: tuple[str, ...],
    output: Path,
    descriptors: Path | None,
    engine: str,
    centre: Centre,
    today: date,
    as_json: bool,
    voice: Voice,
) -> None:
    """Check the marks beside each learner's workbook, say the outcome and make the mark sheets.

    \b
    Examples:
      ilmdocs mark build intake/ann
      ilmdocs mark build intake/ann/marks-8580-501.xlsx
      ilmdocs mark build intake --unit 8580-501 --descriptors our-descriptors.xlsx
    """
    from ilmdocs.cli.mark_results import describe, result_data
    from ilmdocs.convert import choose_engine
    from ilmdocs.mark_sheets import MarkOrder, build_mark_sheets, exit_code

    paths, only = named_by_marks(paths, only)
    library, workbooks = to_assess(paths, only, centre)
    results = []
    with opened_apart(centre) as first:
        order = MarkOrder(library, choose_engine(engine), output, today, only, descriptors, first)
        for result in build_mark_sheets(workbooks, order):
            results.append(result)
            if not as_json and (voice is not Voice.QUIET or result.status in ("refused", "failed")):
                say(describe(result) + "\n")
    if not results:
        raise nobody(only)
    if as_json:
        from ilmdocs.report.data import envelope

        print_json(envelope("ilmdocs.mark-build/1", results=[result_data(result) for result in results]))
    if all(result.status == "unmarked" for result in results):
        raise UnreadableInput(
            "There is no marks workbook yet.", f"Make one:  ilmdocs mark new {typed(results[0].path)}"
        )
    raise SystemExit(exit_code(results))


@command.command("descriptors", short_help="Make a workbook for your own sufficiency descriptors.")
@click.argument("unit_id", metavar="UNIT")
@click.option("-o", "--output", type=NewFile(), metavar="FILE", help="Where to write it.")
@centre_options
@json_of("ilmdocs.mark-descriptors/1")
def descriptors_workbook(unit_id: str, output: Path | None, centre: Centre, as_json: bool) -> None:
    """Make a blank workbook for your centre's sufficiency descriptors, with a row for each criterion.

    \b
    Examples:
      ilmdocs mark descriptors 8580-501 -o descriptors-8580-501.xlsx
    """
    from ilmdocs.library import load_library
    from ilmdocs.templates_path import templates_folder
    from ilmdocs.workbook.marks import create_descriptors

    unit = load_library(templates_folder(), centre).unit(unit_id)
    require_sheet(unit)
    target = output or Path(f"descriptors-{unit.id}.xlsx")
    _write_new(target, create_descriptors(unit))
    _tell_made([(target, unit, True)], "ilmdocs.mark-descriptors/1" if as_json else "")
    if not as_json:
        say(f"Next:  ilmdocs mark build … --unit {unit.id} --descriptors {typed(target)}{same_options()}")


def _write(target: Path, submission: Submission, unit: Unit, attempt: int, descriptors: Path | None) -> None:
    from ilmdocs.marking import head_of
    from ilmdocs.workbook.marks import create_marks, read_descriptors

    filled = None
    if descriptors is not None:
        own = read_descriptors(descriptors, unit)
        filled = {"Descriptors": [row.values for row in own.submission.rows("Descriptors")]}
    _write_new(target, create_marks(unit, head_of(submission, attempt), filled))


def _tell_made(made: Sequence[tuple[Path, Unit, bool]], schema: str) -> None:
    """The workbooks with their units, and whether each was written; as data where a schema is named."""
    if not schema:
        for path, _, new in made:
            click.echo(f"{'Written' if new else 'Kept as it is'}: {shown(path)}")
        return
    from ilmdocs.report.data import envelope

    rows = [{"file": relative(path), "unit": unit.id, "written": new} for path, unit, new in made]
    print_json(envelope(schema, workbooks=rows))


def _write_new(target: Path, data: bytes) -> None:
    """Write a workbook that is not there yet.

    Raises:
        UsageProblem: when its name is not that of an Excel workbook.
        UnwritableOutput: when it is there, or cannot be written.
    """
    from ilmdocs.atomic import write_atomically

    require_excel_name(target)
    if target.exists():
        raise UnwritableOutput(
            f"{shown(target)} exists already and is not overwritten.",
            "Fill that one in, or move it away to start again.",
        )
    write_atomically(target, data, new=True)
