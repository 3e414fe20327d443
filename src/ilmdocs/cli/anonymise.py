"""`ilmdocs anonymise`: copies of portfolios that the awarding body may reuse, without anybody's name."""

from __future__ import annotations

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
    typed,
    unit_option,
    workbooks_of,
)
from ilmdocs.cli.parameters import InputPath, OutputFolder
from ilmdocs.cli.settings import centre_options
from ilmdocs.cli.voice import Voice, say, voice_options
from ilmdocs.model.centre import Centre

if TYPE_CHECKING:
    from ilmdocs.anonymise import TwinResult
    from ilmdocs.anonymise.rewriting import LeftOver


@click.command("anonymise")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=InputPath())
@click.option(
    "-o", "--output", type=OutputFolder(), metavar="FOLDER", default=Path("output"),
    show_default=True, help="Copies go to the folder anonymised in it.",
)  # fmt: skip
@click.option(
    "--organisation", "organisations", multiple=True, metavar="NAME",
    help="What the learner's organisation is called; it becomes “Organisation” (may be repeated).",
)  # fmt: skip
@click.option(
    "--person", "people", multiple=True, metavar="NAME",
    help="Somebody else to replace, whom no cell for a name holds (may be repeated).",
)  # fmt: skip
@unit_option
@engine_option
@jobs_option
@centre_options
@today_option
@json_of("ilmdocs.anonymise/1")
@voice_options
def command(  # noqa: PLR0913 -- click hands over one argument per option
    paths: tuple[Path, ...],
    output: Path,
    organisations: tuple[str, ...],
    people: tuple[str, ...],
    only: tuple[str, ...],
    engine: str,
    jobs: int | None,
    centre: Centre,
    today: date,
    as_json: bool,
    voice: Voice,
) -> None:
    """Make anonymised copies of finished portfolios, for standardisation.

    Everybody is replaced by a reference such as Learner, Assessor or Supervisor 1, and attachments by a page
    that says what was withheld. Refused where the learner refuses that ILM uses the work.

    \b
    Examples:
      ilmdocs anonymise my-workbook.xlsx
      ilmdocs anonymise intake -o output      all learners in the folder
      ilmdocs anonymise my-workbook.xlsx --organisation "Northwick Toys"
    """
    from ilmdocs.anonymise import AnonymiseOrder, anonymise_learners, exit_code
    from ilmdocs.anonymise.people import Hidden
    from ilmdocs.executors import Crew, default_jobs
    from ilmdocs.orders import FormSource
    from ilmdocs.templates_path import templates_folder

    workbooks = workbooks_of(paths)
    if centre.pack is not None:
        click.echo(
            "Note: copies are made with the forms that come with ilmdocs, not your centre's.", err=True
        )
    source = FormSource(templates_folder(), centre)
    order = AnonymiseOrder(output, today, source, engine, only, Hidden(organisations, people))
    results: list[TwinResult] = []
    left_out: list[Path] = []
    with closing(anonymise_learners(workbooks, order, Crew(jobs or default_jobs()))) as made:
        for result in made:
            if result.status == "left out":
                left_out.append(result.path)
                continue
            results.append(result)
            if not as_json and (voice is not Voice.QUIET or result.twin is None):
                say(_text(result) + "\n")
    passed_over(left_out, only, all_of_them=not results)
    if as_json:
        from ilmdocs.report.data import envelope

        print_json(envelope("ilmdocs.anonymise/1", results=[_data(result) for result in results]))
    elif any(result.twin is not None for result in results):
        click.echo(
            "Read each copy once before you send it. Who is who is said here alone: keep it to yourself."
        )
    raise SystemExit(int(exit_code(results)))


def _text(result: TwinResult) -> str:
    head = f"{result.learner}  {result.unit or ''}".rstrip()
    if result.error is not None:
        return f"{head}: failed. {result.error}"
    if result.twin is None:
        lines = [
            f"{head}: no anonymised copy.",
            f"  {relative(result.path)}, {result.place}: {result.reason}",
        ]
        if not result.is_refused_by_learner:
            lines.append(f"  See all:  ilmdocs check {typed(result.path)}")
        return "\n".join(lines)
    twin = result.twin
    lines = [f"{head}: anonymised, {_plural(twin.pages, 'page')}.", f"  {relative(result.portfolio)}"]
    if twin.replaced:
        counted = ", ".join(f"{reference} {times}×" for reference, times in twin.replaced.items())
        lines.append(f"  Replaced: {counted}.")
    if twin.withheld:
        named = "; ".join(f"{page.part.title} ({page.what})" for page in twin.withheld)
        lines.append(f"  Withheld: {named}.")
    if twin.left:
        lines.append("  Left as typed. Look whether this names anybody, and if so write it differently:")
        lines += [f"    {left.place}: {_why(left)}." for left in twin.left]
    return "\n".join(lines)


def _why(left: LeftOver) -> str:
    from ilmdocs.anonymise.finding import UNKNOWN

    return left.message if left.reference == UNKNOWN else f"{left.reference}: {left.message}"


def _plural(count: int, one: str) -> str:
    from ilmdocs.text.standing import plural

    return plural(count, one)


def _data(result: TwinResult) -> dict[str, Any]:
    """A result as in `ilmdocs.anonymise/1`."""
    twin = result.twin
    return {
        "file": relative(result.path),
        "learner": result.learner,
        "unit": result.unit,
        "status": result.status,
        "portfolio": relative(result.portfolio),
        "manifest": relative(result.manifest),
        "pages": twin.pages if twin else 0,
        "replaced": dict(twin.replaced) if twin else {},
        "withheld": [{"title": w.part.title, "what": w.what} for w in twin.withheld] if twin else [],
        "left": [
            {
                "file": left.place.file,
                "sheet": left.place.sheet,
                "cell": left.place.cell,
                "reference": left.reference,
                "message": left.message,
            }
            for left in (twin.left if twin else ())
        ],
        "place": result.place or None,
        "reason": result.reason or None,
        "error": None if result.error is None else str(result.error),
    }
