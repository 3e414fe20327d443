"""The `ilmdocs` command. Each sub-command is a file here and is imported only when it is used."""

from __future__ import annotations

import importlib
import logging
import os
import signal
import sys
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click

from ilmdocs import __version__
from ilmdocs.errors import ExitCode, IlmdocsError
from ilmdocs.faults import DEBUG, TALKATIVE, interrupt_soon, our_fault

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_COMMANDS: dict[str, str] = {
    "demo": "Write fictional learners, check and build them.",
    "new": "Make a blank intake workbook.",
    "check": "Say what is missing, cell by cell.",
    "build": "Build portfolios.",
    "web": "Open a page in the browser that does all this.",
    "upgrade": "Make a workbook of the newest version from an older one.",
    "verify": "Prove finished portfolios.",
    "board": "Show how all learners stand.",
    "chase": "Write to everybody who still owes something.",
    "mark": "For assessors: marks workbooks and mark sheets.",
    "anonymise": "Make copies for standardisation, without anybody's name.",
    "sampling": "Draw a sample for quality assurance.",
    "init": "Write a settings file for your centre.",
    "units": "Show units and their rules.",
    "fields": "Show the workbook's fields.",
    "templates": "List, check and explain form packs.",
    "starter": "Write a folder whose double-click opens the page.",
    "guides": "Write the one-page guides as PDF.",
    "completion": "Let the Tab key complete commands in a terminal.",
    "doctor": "Say what this machine has and lacks.",
}
"""Command name to the line `ilmdocs --help` prints, in the order in which a newcomer needs them."""


COMPLETE = "_ILMDOCS_COMPLETE"
"""The variable that a shell sets when it asks what could come next."""
_ASKED_TO_STOP = Event()
"""Set once Ctrl-C or its like was received, for the whole process."""


def _exit_codes() -> str:
    """What the exit codes mean, in lines that fit a terminal; a code and its words stay together."""
    lines = ["Exit codes:"]
    for code in ExitCode:
        entry = f"{code.value} {code.brief}"
        if len(lines[-1]) + len(entry) > 75:
            lines.append(entry)
        else:
            lines[-1] += f" {entry}" if lines[-1].endswith(":") else f" · {entry}"
    return "\n".join(lines)


class _Commands(click.Group):
    """Loads a command's module when the command is called, so that `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"ilmdocs.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from ilmdocs.suggest import suggestion

            ctx.fail(f"There is no command {args[0]}.{suggestion(args[0], _COMMANDS)}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    epilog=f"First time here?  Type:  ilmdocs demo\n\n\b\n{_exit_codes()}",
)
@click.version_option(__version__, prog_name="ilmdocs")
@click.pass_context
def cli(context: click.Context) -> None:
    """Turn a learner's Excel workbook into a proven ILM coaching portfolio.

    Everything happens on this machine; nothing is sent anywhere.

    \b
    Examples:
      ilmdocs new 8585-301 -o my-workbook.xlsx
      ilmdocs check my-workbook.xlsx
      ilmdocs build my-workbook.xlsx
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":  # https://no-color.org
        context.color = False


def main() -> None:
    """Run the command line and leave with a documented exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows consoles are not UTF-8 by default
            stream.reconfigure(encoding="utf-8", errors="replace")
    for library in TALKATIVE:
        logging.getLogger(library).setLevel(logging.CRITICAL)
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # SIGHUP: the window was closed; Windows has none
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _stop)
    sys.unraisablehook = _ask_again
    if os.environ.get(COMPLETE):  # a shell asks; Click itself does not know PowerShell
        importlib.import_module("ilmdocs.cli.completion")
    try:
        code = cli.main(prog_name="ilmdocs", standalone_mode=False)
        if _ASKED_TO_STOP.is_set():  # and some library dropped the interrupt on its way
            raise KeyboardInterrupt
        raise SystemExit(code if isinstance(code, int) else ExitCode.OK)
    except IlmdocsError as error:
        _leave(error)
    except click.exceptions.Exit as exit_:
        raise SystemExit(exit_.exit_code) from None
    except click.ClickException as error:
        error.show()
        raise SystemExit(int(ExitCode.USAGE)) from None
    except (click.Abort, KeyboardInterrupt):
        click.echo("ilmdocs: stopped. Everything finished so far is complete.", err=True)
        raise SystemExit(int(ExitCode.INTERRUPTED)) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(int(ExitCode.OK)) from None
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        _leave(our_fault(error))


def _leave(error: IlmdocsError) -> NoReturn:
    click.echo(f"ilmdocs: {error.message}", err=True)
    if error.remedy:
        click.echo(f"         {error.remedy}", err=True)
    raise SystemExit(int(error.exit_code)) from None


def _stop(number: int, frame: FrameType | None) -> None:
    """End as Ctrl-C does: engines are stopped and no temporary file of a learner stays behind."""
    _ASKED_TO_STOP.set()
    raise KeyboardInterrupt


def _ask_again(lost: UnraisableHookArgs) -> None:
    """Stop all the same when Ctrl-C fell into a moment in which Python drops exceptions (a finaliser)."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        interrupt_soon(signal.SIGINT)
    else:
        sys.__unraisablehook__(lost)
