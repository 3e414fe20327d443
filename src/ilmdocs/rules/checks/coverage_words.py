"""The answer to a criterion mentions what the criterion asks for, as far as words can tell.

Options: `covers` lists what has to be there, each as `what: word|word`, with the beginnings of words that
show it. The criterion is the rule's. Words prove nothing, so this is never more than a hint; a criterion
without any answer is another rule's.

Hit: the answer to 1.1 speaks of what is alike and never of differences. Miss: both are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.answers import answers_of
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.wording import listed


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    covers: tuple[str, ...]


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield one finding at the answer that lists what it does not seem to mention."""
    own = [a for a in answers_of(case) if a.criterion == rule.criterion and a.text.strip()]
    if not own:
        return
    words = " ".join(f"{a.headings} {a.text}" for a in own).casefold()
    absent = [what for what, stems in map(_parted, options.covers) if not any(s in words for s in stems)]
    if absent:
        yield Found(
            own[0].place,
            f"The answer to {rule.criterion} does not seem to mention {listed(absent, 'or')}.",
            because_of=(own[0].place,),
        )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    return ("Narrative.criterion", "Narrative.text", "Narrative.file")


def required(options: Options) -> Iterable[str]:
    """None: words are never required."""
    return ()


def _parted(cover: str) -> tuple[str, tuple[str, ...]]:
    """What has to be there, and the beginnings of words that show it, in small letters."""
    what, _, stems = cover.partition(":")
    return what.strip(), tuple(stem.strip().casefold() for stem in stems.split("|"))
