"""`ilmdocs demo`: fictional learners, written, checked and built."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ilmdocs.cli.options import engine_option, json_of, print_json, shown, today_option
from ilmdocs.cli.parameters import OutputFolder
from ilmdocs.cli.voice import say
from ilmdocs.errors import ExitCode

if TYPE_CHECKING:
    from ilmdocs.library import Library
    from ilmdocs.results import BuildResult
    from ilmdocs.samples import DemoLearner


@click.command("demo")
@click.option(
    "--into", type=OutputFolder(), metavar="FOLDER", default=Path(),
    help="The folder that gets intake/ and output/; the current folder if left out.",
)  # fmt: skip
@engine_option
@today_option
@json_of("ilmdocs.demo/1")
def command(into: Path, engine: str, today: date, as_json: bool) -> None:
    """Write fictional learners into intake/, check them and build them into output/.

    \b
    Examples:
      ilmdocs demo
      ilmdocs demo --into try-out --engine embedded
    """
    from ilmdocs.batch import build_learners
    from ilmdocs.board import PAGE
    from ilmdocs.cli.telling import describe, summary
    from ilmdocs.convert import choose_engine
    from ilmdocs.executors import Crew, default_jobs
    from ilmdocs.library import load_library
    from ilmdocs.orders import BuildOrder, FormSource
    from ilmdocs.results import exit_code
    from ilmdocs.templates_path import templates_folder

    library = load_library(templates_folder())
    chosen = choose_engine(engine)
    workbooks = _write_learners(into / "intake", library)
    if not as_json:
        say(f"Fictional learners written to {shown(into / 'intake')}/. Building with {chosen.name} …\n")
    order = BuildOrder(into / "output", today, FormSource(templates_folder()), engine)
    results: list[BuildResult] = []
    for _, made in build_learners(workbooks, order, Crew(default_jobs())):
        results += made
        for result in made if not as_json else ():
            say(describe(result) + "\n")
    if as_json:
        from ilmdocs.cli.build import result_data
        from ilmdocs.report.data import envelope

        print_json(envelope("ilmdocs.demo/1", results=[result_data(result) for result in results]))
    else:
        say(f"{summary(results)}\n")
        say(f"Workbooks:   {shown(into / 'intake')}/")
        say(f"Portfolios:  {shown(into / 'output')}/")
        say(f"Board:       {shown(into / 'output' / PAGE)}")
        say("One learner has mistakes on purpose; the command above shows them, cell by cell.")
        say("Another has mark sheets: see the last pages of the three portfolios of 8580.")
    code = exit_code(results)
    if code not in (ExitCode.OK, ExitCode.MUST_FINDINGS):
        raise SystemExit(int(code))


def _write_learners(intake: Path, library: Library) -> list[Path]:
    """Write each demo learner's folder; what the user changed in an earlier demo is left as it is."""
    from ilmdocs.atomic import write_atomically
    from ilmdocs.samples import demo_learners

    workbooks = []
    for learner in demo_learners():
        for name, make in files_of(learner, library):
            file = intake / learner.folder / name
            if not file.exists():
                write_atomically(file, make(), inside=intake.parent, new=True)
        workbooks.append(intake / learner.folder / learner.workbook)
    return workbooks


def files_of(learner: DemoLearner, library: Library) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The name of every file in a demo learner's folder, with what makes its content."""
    from ilmdocs.answers import create_answers
    from ilmdocs.blank import workbook_for
    from ilmdocs.workbook.marks import create_marks

    units = [library.unit(unit_id) for unit_id in learner.units]
    yield learner.workbook, partial(workbook_for, library, units, learner.rows)
    for name, data in learner.attachments.items():
        yield name, partial(bytes, data)
    name_of_learner = str(learner.rows["Learner"][0]["learner_name"])
    for name, (unit_id, texts) in learner.answers.items():
        yield name, partial(create_answers, library.unit(unit_id), learner=name_of_learner, texts=texts)
    for name, rows in learner.marks.items():
        head = rows["MarkSheet"][0]
        filled = {sheet: given for sheet, given in rows.items() if sheet != "MarkSheet"}
        yield name, partial(create_marks, library.unit(str(head["unit"])), head, filled)
