"""How a build is told while it goes on: a bar on a terminal, one plain line a learner elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ilmdocs.cli.options import shown, typed
from ilmdocs.cli.voice import Voice, say
from ilmdocs.errors import UnwritableOutput
from ilmdocs.report.text import plural, table, wrapped

if TYPE_CHECKING:
    from ilmdocs.batch import LearnerResults
    from ilmdocs.results import BuildResult

T = TypeVar("T")

_FEW = 2
_NAME = 40
"""Characters of a learner's name on a terminal; the board has all of it."""


def reported(learners: Iterable[LearnerResults], total: int, voice: Voice) -> Iterator[LearnerResults]:
    """Give learners on as they are finished, and tell of each.

    Args:
        learners: from `batch.build_learners`.
        total: how many there are.
        voice: quietly, nothing is printed on stdout; a bar on a terminal's stderr still is.
    """
    done = 0
    telling = _with_bar if total > 1 and sys.stderr.isatty() else _without
    try:
        for path, results in telling(learners, total, voice):
            done += 1
            yield path, results
    except (KeyboardInterrupt, UnwritableOutput):
        if total == 1 or done == total:
            raise
        click.echo(
            f"Stopped after {done} of {plural(total, 'learner')}; the next run goes on from there.", err=True
        )
        raise


def with_progress(items: Iterable[T], total: int, label: str, *, shows: bool = True) -> Iterator[T]:
    """Give items on, with a bar on a terminal's stderr where there are several.

    Args:
        items: what is waited for, one after the other.
        total: how many there are.
        label: what they are called.
        shows: whether a bar would not stand between lines that are printed.
    """
    if total < _FEW or not shows or not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, length=total, label=label, show_pos=True, file=sys.stderr) as bar:
        yield from bar


def describe(result: BuildResult) -> str:
    """One learner's unit in a few lines: what happened and what to do next."""
    head = f"{short(result.learner)}  {result.unit or ''}".rstrip()
    if result.error is not None:
        return f"{head}: failed. {result.error}"
    lines = []
    if result.status == "refused":
        lines.append(f"{head}: not built, {plural(result.musts, 'point')} must be fixed first.")
        lines.append(f"  See them:  ilmdocs check {typed(result.path)}")
    elif result.status == "unchanged":
        lines.append(f"{head}: unchanged since it was built.")
    elif result.status == "draft":
        lines.append(f"{head}: DRAFT, not for submission; {plural(result.musts, 'point')} open.")
    else:
        lines.append(f"{head}: built, {plural(result.pages, 'page')}.")
    if result.portfolio is not None:
        lines.append(f"  {shown(result.portfolio)}")
    if result.archive is not None:
        lines.append(f"  {shown(result.archive)}")
    lines += _notes(result)
    return "\n".join(lines)


def _notes(result: BuildResult) -> list[str]:
    return [line for note in result.notes for line in wrapped(f"Note: {note}", 8, 2)]


def details(result: BuildResult) -> str:
    """What a unit's result rests on: engine, time, findings, and the parts with their pages."""
    counts = ", ".join(f"{result.counts.get(name, 0)} {name}" for name in ("must", "should", "info"))
    took = [f"{result.seconds:.1f} s", *([result.engine] if result.engine else [])]
    lines = [f"  {result.unit or shown(result.path)}: {', '.join(took)}; findings: {counts}"]
    for part in result.parts:
        where = f"page {part['first_page']}" if part["pages"] == 1 else f"pages {_span(part)}"
        lines.append(f"    {part['reference'] or '':<5} {part['title']}, {where}")
    return "\n".join(lines)


def _span(part: Mapping[str, Any]) -> str:
    return f"{part['first_page']}–{part['first_page'] + part['pages'] - 1}"


def told_at_the_end(results: Sequence[BuildResult], output: Path, voice: Voice) -> str:
    """The table of results with the next step; quietly, only what stands in somebody's way."""
    if voice is not Voice.QUIET:
        return f"\n{summary(results)}\n{next_steps(results, output)}"
    troubled = [result for result in results if result.status not in ("built", "unchanged")]
    return "".join(f"{shown(r.path)}: {_in_words(r)}\n" for r in troubled)


def summary(results: Sequence[BuildResult]) -> str:
    """The table at the end of a build, and below it why somebody has no portfolio or a draft alone."""
    rows = [
        [
            short(r.learner),
            r.unit or "-",
            r.status,
            str(r.pages or "-"),
            f"{r.seconds:.1f} s",
            r.engine or "-",
        ]
        for r in results
    ]
    text = table(["Learner", "Unit", "Result", "Pages", "Time", "Engine"], rows)
    if len({result.path for result in results}) == 1:
        return text  # what stands in the way was said at length already
    failed = [result for result in results if result.error is not None]
    refused = [result for result in results if result.error is None and result.reason]
    head_of_failed = "Failed:" if len(failed) == len(results) else "Failed, everybody else is done:"
    for head, some in ((head_of_failed, failed), ("To be put right first:", refused)):
        if some:
            text += "\n\n" + "\n".join([head, *(line for result in some for line in _why(result))])
    return text


def short(learner: str) -> str:
    """A learner's name for a line of a terminal: one line of signs that can be seen, none of them endless."""
    seen = " ".join("".join(c if c.isprintable() else " " for c in learner).split())
    return seen if len(seen) <= _NAME else f"{seen[: _NAME - 2]} …"


def _why(result: BuildResult) -> list[str]:
    """The workbook, then `Evidence!D5: There is no file "scan.pdf". Put it there. (and 2 more)`."""
    more = f" (and {result.musts - 1} more)" if result.error is None and result.musts > 1 else ""
    reason = result.reason if result.error is None else str(result.error)
    return [f"  {shown(result.path)}", *wrapped(f"{reason}{more}", 6, 4)]


def next_steps(results: Sequence[BuildResult], output: Path) -> str:
    """Where the cohort's board is, and what to type next."""
    from ilmdocs.board import PAGE

    ready = all(result.status in ("built", "unchanged") for result in results)
    lines = [""]
    if len({result.path for result in results}) > 1 and (output / PAGE).is_file():
        lines.append(f"Board:       {shown(output / PAGE)}")
        if not ready:
            lines.append(f"Chase list:  ilmdocs chase {typed(output)}")
    elif not ready and results and results[0].error is None:
        lines.append(f"Next:  ilmdocs check {typed(results[0].path)}")
    if ready and results:
        lines.append(f"Next:  ilmdocs verify {typed(output)}    proves that each is whole and in order")
    return "".join(f"{line}\n" for line in lines) if len(lines) > 1 else ""


def _without(learners: Iterable[LearnerResults], total: int, voice: Voice) -> Iterator[LearnerResults]:
    """A line a learner; all that there is to say where there is but one, or where much is to be said."""
    for number, (path, results) in enumerate(learners, start=1):
        if voice is not Voice.QUIET and results:
            if total > 1:
                lines = wrapped(f"[{number}/{total}] {_line(results)}", 6, 0)
                say("\n".join([*lines, *(line for result in results for line in _notes(result))]))
            for result in results if total == 1 else ():
                say(describe(result))
            for result in results if voice is Voice.WORDY else ():
                say(details(result))
        yield path, results


def _line(results: Sequence[BuildResult]) -> str:
    """A learner in one line: `Bram Oakhollow: 8585-301 built, 26 pages`."""
    return f"{short(results[0].learner)}: " + "; ".join(_in_words(result) for result in results)


def _in_words(result: BuildResult) -> str:
    unit = f"{result.unit} " if result.unit else ""
    if result.error is not None:
        return f"{unit}failed. {result.error.args[0]}"
    if result.status in ("refused", "draft"):
        word = "not built" if result.status == "refused" else "draft"
        return f"{unit}{word}, {plural(result.musts, 'point')} to fix"
    return f"{unit}{result.status}, {plural(result.pages, 'page')}"


def _with_bar(learners: Iterable[LearnerResults], total: int, voice: Voice) -> Iterator[LearnerResults]:
    """A bar with the count, the time left and the rate."""
    started = monotonic()

    def rate(done: int | None) -> str:
        return f"{60 * done / (monotonic() - started):.0f} a minute" if done else ""

    with click.progressbar(
        length=total,
        label="Learners",
        show_pos=True,
        show_percent=False,
        item_show_func=rate,
        file=sys.stderr,
    ) as bar:
        for number, (path, results) in enumerate(learners, start=1):
            bar.update(1, number)
            yield path, results
