"""The command line, read from the commands themselves."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from ilmdocs.cli import cli
from ilmdocs.errors import ExitCode
from reference_pages.markdown import code, plain, table

_INTRODUCTION = """\
# Every command

Written from the program itself, with its own examples. `ilmdocs COMMAND --help` says the same in a terminal.
How much is said, colours and the Tab key: [the command line](../command-line.md).
"""


def commands_page() -> str:
    """The whole page as Markdown: a heading for each command, then the exit codes."""
    parts = [_INTRODUCTION]
    root = click.Context(cli, info_name="ilmdocs")
    for name in cli.list_commands(root):
        parts += _command(cli.get_command(root, name), name, root, "##")
    parts += ["## Exit codes\n", "They do not change between versions.\n", exit_codes()]
    return "\n".join(parts)


def exit_codes() -> str:
    """The table of exit codes."""
    return table(("code", "meaning"), ((str(item.value), item.meaning) for item in ExitCode))


def _command(command: click.Command | None, name: str, parent: click.Context, mark: str) -> Iterator[str]:
    if command is None:
        raise KeyError(name)
    context = click.Context(command, info_name=name, parent=parent)
    yield f"{mark} {context.command_path}\n"
    told, examples = _said(command)
    yield f"{plain(told)}\n"
    yield f"```text\n{context.command_path} {' '.join(command.collect_usage_pieces(context))}\n```\n"
    if examples:
        yield f"Examples:\n\n```text\n{examples}\n```\n"
    rows = [_option(option, context) for option in command.params if isinstance(option, click.Option)]
    if rows:
        yield table(("option", "what it does", "without it"), rows)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            yield from _command(command.get_command(context, inner), inner, context, mark + "#")


def _said(command: click.Command) -> tuple[str, str]:
    """What a command's help says, and its examples as they are typed."""
    text = inspect.cleandoc(command.help or "").replace("\f", "")
    told, _, examples = text.partition("\b\nExamples:\n")
    examples, _, more = examples.partition("\n\n")
    lines = [line[2:] if line.startswith("  ") else line for line in examples.splitlines()]
    return re.sub(r"\s*\b\n", " ", f"{told} {more}".replace("\b", "")), "\n".join(lines)


def _option(option: click.Option, context: click.Context) -> tuple[str, str, str]:
    shown = option.get_help_record(context)
    names = shown[0] if shown else ", ".join(option.opts)
    usual = option.get_help_extra(context).get("default", "")
    return f"{code(names)}", plain(option.help or ""), plain(usual)
