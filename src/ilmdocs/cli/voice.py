"""How much a command says, and in which colours: quiet, as usual, or with every detail."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import IntEnum
from functools import partial
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class Voice(IntEnum):
    """`QUIET`: only what needs somebody's work. `USUAL`. `WORDY`: with what it rests on and took."""

    QUIET = 0
    USUAL = 1
    WORDY = 2


def voice_options(function: F) -> F:
    """`--quiet` and `--verbose`; the command gets them as one value, `voice`. The last one typed counts."""
    quiet = click.option(
        "-q", "--quiet", "voice", flag_value=Voice.QUIET, type=_VoiceType(), default=Voice.USUAL,
        help="Say only what needs your work.",
    )  # fmt: skip
    wordy = click.option(
        "-v", "--verbose", "voice", flag_value=Voice.WORDY, type=_VoiceType(),
        help="Say more: what each result rests on, and what it took.",
    )  # fmt: skip
    return quiet(wordy(function))


class _VoiceType(click.ParamType[Voice]):
    name = "voice"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Voice:
        return Voice(value)


_COLOURS: tuple[tuple[re.Pattern[str], dict[str, Any]], ...] = (
    (re.compile(r"^MUST FIX\b|^[^\n]*\bFAILED\b", re.M), {"fg": "red", "bold": True}),
    (re.compile(r"^(?:Failed|To be put right first)[^\n]*:$", re.M), {"fg": "red", "bold": True}),
    (re.compile(r"^SHOULD\b", re.M), {"fg": "yellow", "bold": True}),
    (re.compile(r"^(?:NOTE|FOLLOWS)\b|^ *Note:", re.M), {"fg": "cyan"}),
    (re.compile(r"^  (?:Not ready: [^\n]*)$", re.M), {"fg": "red", "bold": True}),
    (re.compile(r"^  (?:Ready to build\.|Everything that can be proven holds\.)$", re.M), {"fg": "green"}),
    (re.compile(r"(?<=^  )\[x\] met\b", re.M), {"fg": "green"}),
    (re.compile(r"(?<=^  )\[~\] partly\b", re.M), {"fg": "yellow"}),
    (re.compile(r"(?<=^  )\[ \] missing\b", re.M), {"fg": "red"}),
    (re.compile(r": built, \d+ pages?\.$", re.M), {"fg": "green"}),
    (re.compile(r": not built, [^\n]*$|: failed\.", re.M), {"fg": "red"}),
    (re.compile(r": DRAFT, not for submission[^\n]*$", re.M), {"fg": "yellow"}),
    (
        re.compile(r"^(?:Next|Board|Chase list|Workbooks|Portfolios|ZIP|Plan)(?:[^:\n]*):", re.M),
        {"bold": True},
    ),
)
"""What is coloured: words that say the same without. Red needs work, yellow a look; green is in order."""


def say(text: str, *, nl: bool = True) -> None:
    """Print for people. Colours appear on a terminal alone, and not where NO_COLOR is set."""
    for pattern, style in _COLOURS:
        text = pattern.sub(partial(_styled, style), text)
    click.echo(text, nl=nl)


def _styled(style: dict[str, Any], found: re.Match[str]) -> str:
    return click.style(found[0], **style)
