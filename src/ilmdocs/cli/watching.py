"""`--watch`: the same again whenever something is saved beside the workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ilmdocs.cli.voice import say

_QUIET_MS = 800
"""Milliseconds without a change before work begins: Excel saves a file in several steps."""
_LOOK_MS = 400
"""Milliseconds between two looks at whether anything has changed."""
_INPUTS = frozenset(
    {".xlsx", ".xlsm", ".docx", ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp"}
)
"""Endings of what a portfolio is made from; a log that is written into the folder starts nothing."""
_NEVER = ("~$", ".~lock", ".")
"""How names begin that Excel and LibreOffice give to their own notes, and hidden files."""


def rounds(paths: Sequence[Path], output: Path, *, watch: bool) -> Iterator[int]:
    """Numbers of the rounds of work: one, or with `watch` another after each save, until Ctrl-C.

    Args:
        paths: workbooks and folders that the command line names.
        output: the folder that is written to; what changes in it starts nothing.
        watch: whether to go on after the first round.
    """
    if not watch:
        yield 0
        return
    from watchfiles import watch as changes  # loaded by nobody else

    own = output.resolve()
    told = "Waiting for a workbook or attachment to be saved.  Ctrl-C ends this."
    folders = sorted({path if path.is_dir() else path.parent for path in paths})
    coming = changes(
        *folders,
        debounce=2 * _QUIET_MS,
        step=_QUIET_MS,
        rust_timeout=_LOOK_MS,
        yield_on_timeout=True,
        raise_interrupt=True,
        recursive=all(_is_learners(path) for path in paths),
        ignore_permission_denied=True,
    )
    next(coming)  # watching begins here: what is saved during the first round starts the second
    yield 0
    say(f"\n{told}")
    number = 0
    for changed in coming:
        if any(_counts(Path(path), own) for _, path in changed):
            number += 1
            click.echo()
            yield number
            say(f"\n{told}")


def _is_learners(path: Path) -> bool:
    """Whether all that lies below belongs to learners, so that their scans in sub-folders are watched too."""
    from ilmdocs.discover import workbooks_in

    return path.is_dir() or (path.absolute().parent != Path.home() and len(workbooks_in(path.parent)) == 1)


def _counts(path: Path, output: Path) -> bool:
    """Whether a change may change a portfolio: neither made by us nor a program's own note."""
    is_input = path.suffix.casefold() in _INPUTS and not path.name.startswith(_NEVER)
    return is_input and not path.resolve().is_relative_to(output)
