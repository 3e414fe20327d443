"""The words of the answers lie in the range that the source suggests; nobody fails for it.

Headings, references and appendices are not counted; nor is an answer whose words are not to be counted. The
range is the unit's `suggested_words`.

Hit: 1,200 words where 2,500 to 3,000 are suggested. Miss: 2,600.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.answers import answers_of
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """No settings; the range is the unit's."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield one finding at the heading of the texts when the count lies outside the range."""
    if case.unit.suggested_words is None:
        return
    counted = [answer for answer in answers_of(case) if answer.counted and answer.text]
    words = sum(len(answer.text.split()) for answer in counted)
    least, most = case.unit.suggested_words
    if counted and not least <= words <= most:
        yield Found(
            case.submission.heading_at("Narrative", "text"),
            f"The answers for {case.unit.name} have {words:,} words; {least:,} to {most:,} are suggested.",
            because_of=tuple(answer.place for answer in counted),
        )


def fields(options: Options) -> Iterable[str]:
    """The texts and whether they count."""
    return ("Narrative.text", "Narrative.include_in_count")


def required(options: Options) -> Iterable[str]:
    """None: nobody fails for it."""
    return ()
