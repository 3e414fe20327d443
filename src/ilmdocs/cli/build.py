"""`ilmdocs build`: portfolios from workbooks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ilmdocs.cli.options import (
    engine_option,
    jobs_option,
    json_of,
    passed_over,
    print_json,
    relative,
    today_option,
    unit_option,
    workbooks_of,
)
from ilmdocs.cli.parameters import InputPath, OutputFolder
from ilmdocs.cli.settings import centre_options
from ilmdocs.cli.voice import Voice, say, voice_options
from ilmdocs.errors import UnwritableOutput, UsageProblem
from ilmdocs.model.centre import Centre

if TYPE_CHECKING:
    from ilmdocs.batch import Executor
    from ilmdocs.orders import BuildOrder
    from ilmdocs.results import BuildResult


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
@jobs_option
@click.option(
    "--executor",
    "executor_name",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Who makes the portfolios: this machine, or a Dask cluster, to which learners' files are then sent.",
)
@click.option("--scheduler", metavar="ADDRESS", help="With --executor dask: the address of the scheduler.")
@click.option("--watch", is_flag=True, help="Go on: build again whenever a workbook is saved.")
@centre_options
@today_option
@json_of("ilmdocs.build/1")
@voice_options
def command(  # noqa: PLR0913 -- click hands over one argument per option
    paths: tuple[Path, ...],
    output: Path,
    only: tuple[str, ...],
    draft: bool,
    force: bool,
    zipped: bool,
    engine: str,
    jobs: int | None,
    executor_name: str,
    scheduler: str | None,
    watch: bool,
    centre: Centre,
    today: date,
    as_json: bool,
    voice: Voice,
) -> None:
    """Build portfolios from workbooks, learner folders or a folder of learners.

    \b
    Examples:
      ilmdocs build my-workbook.xlsx
      ilmdocs build intake -o output          all learners in the folder
      ilmdocs build my-workbook.xlsx --draft  to look at what is there so far
      ilmdocs build my-workbook.xlsx --watch  again whenever it is saved
    """
    from ilmdocs.cli.watching import rounds
    from ilmdocs.orders import BuildOrder, FormSource
    from ilmdocs.results import exit_code
    from ilmdocs.templates_path import templates_folder

    if watch and as_json:
        raise UsageProblem("--watch and --json do not go together.", "Leave one of them out.")
    order = BuildOrder(
        output, today, FormSource(templates_folder(), centre), engine, only, draft, force, zipped
    )
    executor = _executor(executor_name, scheduler, jobs)
    results: list[BuildResult] = []
    for _ in rounds(paths, output, watch=watch):
        results = _build(workbooks_of(paths), order, executor, as_json, voice)
    sys.exit(int(exit_code(results)))


def _build(
    workbooks: Sequence[Path], order: BuildOrder, executor: Executor, as_json: bool, voice: Voice
) -> list[BuildResult]:
    """Build once and tell what became of everybody.

    Raises:
        UnwritableOutput: what kept the output from being written, once the learners before it are told.
    """
    from ilmdocs.batch import build_learners
    from ilmdocs.cli.telling import reported, told_at_the_end

    results: list[BuildResult] = []
    left_out: list[Path] = []
    stopped: UnwritableOutput | None = None
    with closing(build_learners(workbooks, order, executor)) as learners:
        try:
            for path, made in reported(learners, len(workbooks), Voice.QUIET if as_json else voice):
                results += made
                if not made:
                    left_out.append(path)
        except UnwritableOutput as error:
            if not results:
                raise
            stopped = error
    passed_over(left_out, order.only, all_of_them=not results)
    if as_json:
        from ilmdocs.report.data import envelope

        print_json(envelope("ilmdocs.build/1", results=[result_data(result) for result in results]))
    else:
        say(told_at_the_end(results, order.output, voice), nl=False)
    if stopped is not None:
        raise stopped
    return results


def _executor(name: str, scheduler: str | None, jobs: int | None) -> Executor:
    """Who does the work: worker processes, one for each core, because files of strangers are opened."""
    if (name == "dask") != (scheduler is not None):
        raise UsageProblem(
            "--executor dask and --scheduler ADDRESS belong together.",
            "Type for example:  --executor dask --scheduler tcp://127.0.0.1:8786",
        )
    if scheduler is not None:
        from ilmdocs.executors.cluster import Cluster, require_private

        require_private(scheduler)
        return Cluster(scheduler)
    from ilmdocs.executors import Crew, default_jobs

    return Crew(jobs or default_jobs())


def result_data(result: BuildResult) -> dict[str, Any]:
    """A result as in `ilmdocs.build/1`."""
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
        "findings": {name: result.counts.get(name, 0) for name in ("must", "should", "info")},
        "reason": result.reason or None,
        "notes": list(result.notes),
        "error": None if result.error is None else str(result.error),
    }
