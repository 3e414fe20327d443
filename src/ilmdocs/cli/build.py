"""`ilmdocs build`: portfolios from workbooks."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ilmdocs.cli.options import (
    InputPath,
    OutputFolder,
    engine_option,
    json_option,
    learners,
    passed_over,
    print_json,
    relative,
    today_option,
    typed,
    unit_option,
)
from ilmdocs.cli.settings import centre_options
from ilmdocs.model.centre import Centre

if TYPE_CHECKING:
    from ilmdocs.batch import BuildResult


@click.command("build")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=InputPath())
@click.option(
    "-o", "--output", type=OutputFolder(), metavar="FOLDER", default=Path("output"),
    show_default=True, help="The folder that portfolios go to.",
)  # fmt: skip
@unit_option
@click.option("--draft", is_flag=True, help="Build in spite of open points, every page watermarked.")
@click.option("--force", is_flag=True, help="Build again even if nothing has changed.")
@click.option("--zip", "zipped", is_flag=True, help="Also put each portfolio into a foldered ZIP.")
@engine_option
@centre_options
@today_option
@json_option
def command(  # noqa: PLR0913 -- click hands over one argument per option
    paths: tuple[Path, ...],
    output: Path,
    only: tuple[str, ...],
    draft: bool,
    force: bool,
    zipped: bool,
    engine: str,
    centre: Centre,
    today: date,
    as_json: bool,
) -> None:
    """Build portfolios from workbooks, learner folders or a folder of learners.

    \b
    Examples:
      ilmdocs build my-workbook.xlsx
      ilmdocs build intake -o output          all learners in the folder
      ilmdocs build my-workbook.xlsx --draft  to look at what is there so far
    """
    from ilmdocs.batch import BuildOrder, build_all, exit_code
    from ilmdocs.convert import choose_engine

    library, workbooks = learners(paths, only, centre)
    order = BuildOrder(library, choose_engine(engine), output, today, only, draft, force, zipped)
    results = []
    for result in build_all(workbooks, order):
        results.append(result)
        if not as_json:
            click.echo(describe(result))
    done = {result.path for result in results}
    passed_over([path for path in workbooks if path not in done], only, all_of_them=not results)
    if as_json:
        from ilmdocs.report.data import envelope

        print_json(envelope("ilmdocs.build/1", results=[result_data(result) for result in results]))
    else:
        click.echo("\n" + summary(results))
    sys.exit(int(exit_code(results)))


def describe(result: BuildResult) -> str:
    """One learner's unit in a few lines: what happened and what to do next."""
    from ilmdocs.report.text import plural

    head = f"{result.learner}  {result.unit or ''}".rstrip()
    if result.error is not None:
        return f"{head}: failed. {result.error}"
    musts = sum(1 for f in result.findings if f.severity == "must")
    lines = []
    if result.status == "refused":
        lines.append(f"{head}: not built, {plural(musts, 'point')} must be fixed first.")
        lines.append(f"  See them:  ilmdocs check {typed(result.path)}")
    elif result.status == "unchanged":
        lines.append(f"{head}: unchanged since it was built.")
    elif result.status == "draft":
        lines.append(f"{head}: DRAFT, not for submission; {plural(musts, 'point')} open.")
    else:
        lines.append(f"{head}: built, {plural(result.pages, 'page')}.")
    if result.portfolio is not None:
        lines.append(f"  {relative(result.portfolio)}")
    if result.archive is not None:
        lines.append(f"  {relative(result.archive)}")
    lines += [f"  Note: {note}" for note in result.notes]
    return "\n".join(lines)


def summary(results: list[BuildResult]) -> str:
    """The table at the end of a build."""
    from ilmdocs.report.text import table

    rows = [
        [r.learner, r.unit or "-", r.status, str(r.pages or "-"), f"{r.seconds:.1f} s", r.engine or "-"]
        for r in results
    ]
    return table(["Learner", "Unit", "Result", "Pages", "Time", "Engine"], rows)


def result_data(result: BuildResult) -> dict[str, Any]:
    """A result as in `ilmdocs.build/1`."""
    from ilmdocs.report.data import severity_counts

    return {
        "file": relative(result.path),
        "learner": result.learner,
        "unit": result.unit,
        "status": result.status,
        "portfolio": relative(result.portfolio),
        "manifest": relative(result.manifest),
        "archive": relative(result.archive),
        "documents": [relative(path) for path in result.documents],
        "pages": result.pages,
        "parts": [dict(part) for part in result.parts],
        "engine": result.engine or None,
        "seconds": round(result.seconds, 3),
        "findings": severity_counts(result.findings),
        "notes": list(result.notes),
        "error": None if result.error is None else str(result.error),
    }
