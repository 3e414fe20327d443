"""`ilmdocs web`: the page in the browser, for people who would rather not type commands."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path

import click
from click.core import ParameterSource

from ilmdocs.cli.options import engine_option, shown, today_option
from ilmdocs.cli.parameters import InputPath, OutputFolder
from ilmdocs.model.centre import CENTRE_FILE

_TOGETHER = 2
"""How many learners of a cohort are worked on together: few, so that the board fills steadily."""


@click.command("web")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="NUMBER",
    help="Where it is served on this machine.  [default: a free one]",
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option(
    "--keep",
    type=OutputFolder(),
    metavar="FOLDER",
    help="Keep everything that is finished in FOLDER; without it nothing stays.",
)
@click.option(
    "--templates",
    type=InputPath(what="folder"),
    metavar="FOLDER",
    help="A centre's own forms and units; what it lacks comes from the built-in ones.",
)
@click.option(
    "--centre",
    "centre_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    default=Path(CENTRE_FILE),
    help="A centre's settings; without it, centre.toml of the current folder.",
)
@engine_option
@today_option
@click.pass_context
def command(  # noqa: PLR0913 -- click hands over one argument per option
    context: click.Context,
    port: int,
    no_browser: bool,
    keep: Path | None,
    templates: Path | None,
    centre_file: Path,
    engine: str,
    today: date,
) -> None:
    """Open a page in the browser: drop a workbook, read the findings, take the portfolio.

    It is served on this machine alone and works without internet. Ctrl-C or the page's own button stops it;
    everything that was not downloaded is deleted then.

    \b
    Examples:
      ilmdocs web
      ilmdocs web --keep portfolios
    """  # fmt: skip
    from ilmdocs.convert import choose_engine
    from ilmdocs.executors import Crew, default_jobs
    from ilmdocs.executors.listening import Listener
    from ilmdocs.folders import require_writable
    from ilmdocs.templates_path import templates_folder
    from ilmdocs.web.serving import serve
    from ilmdocs.web.session import Terms

    choose_engine(engine)
    if keep is not None:
        require_writable(keep)
    fixed = context.get_parameter_source("today") is not ParameterSource.DEFAULT
    terms = Terms(
        (lambda: today) if fixed else _today, _now, engine, templates_folder(), templates, centre_file, keep
    )

    def hire(listener: Listener | None) -> Crew:
        return Crew(default_jobs(), listener=listener, most=_TOGETHER)

    serve(terms, hire, port, partial(_tell, open_it=not no_browser))
    click.echo("ilmdocs has stopped." + (f" What was finished is in {shown(keep)}." if keep else ""))


def _now() -> datetime:
    """By the computer's clock; a page that stays open over midnight asks it anew."""
    return datetime.now().astimezone()


def _today() -> date:
    return _now().date()


def _tell(address: str, file: Path, *, open_it: bool) -> None:
    """Say where the page is, and open it; a browser that opens slowly keeps nobody waiting.

    The browser is given the file that leads there: with what a program is started every user can see.
    """
    import webbrowser
    from threading import Thread

    click.echo(f"The page is at  {address}")
    click.echo("It is for this machine alone. Keep this window open; Ctrl-C stops it.")
    if open_it:
        Thread(target=webbrowser.open, args=(file.as_uri(),), daemon=True).start()
