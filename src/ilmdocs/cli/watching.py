"""`--watch`: the same again whenever something is saved beside the workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ilmdocs.cli.voice import say

_QUIET_MS = 800
"""Milliseconds without a change before work begins: Excel saves a file in several steps."""
_NEVER = ("~$", ".~lock", ".")
"""How names begin that Excel and LibreOffice give to their own notes, and hidden files."""


def rounds(paths: Sequence[Path], output: Path, *, watch: bool) -> Iterator[int]:
    """Numbers of the rounds of work: one, or with `watch` another after each save, until Ctrl-C.

    Args:
        paths: workbooks and folders that the command line names.
        output: the folder that is written to; what changes in it starts nothing.
        watch: whether to go on after the first round.
    """
    yield 0
    if not watch:
        return
    from watchfiles import watch as changes  # loaded by nobody else

    own = output.resolve()
    told = "Waiting for a workbook or attachment to be saved.  Ctrl-C ends this."
    say(f"\n{told}")
    folders = sorted({path if path.is_dir() else path.parent for path in paths})
    number = 0
    for changed in changes(*folders, debounce=2 * _QUIET_MS, step=_QUIET_MS, raise_interrupt=True):
        names = {Path(path) for _, path in changed}
        if any(_counts(path, own) for path in names):
            number += 1
            click.echo()
            yield number
            say(f"\n{told}")


def _counts(path: Path, output: Path) -> bool:
    """Whether a change may change a portfolio: neither made by us nor a program's own note."""
    return not path.resolve().is_relative_to(output) and not path.name.startswith(_NEVER)
