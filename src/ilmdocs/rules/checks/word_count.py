"""The words of the answers lie in the range that the source suggests; nobody fails for it.

Headings, references and appendices are not counted; nor is an answer whose words are not to be counted. The
range is the unit's `suggested_words`. With `items` the points on the ReportItems sheet are counted as well.

Hit: 1,200 words where 2,500 to 3,000 are suggested. Miss: 2,600.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.goals import Goal, WordsGoal
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.answers import answers_of
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text; the range is the unit's."""

    items: bool = False


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield one finding at the heading of the texts when the count lies outside the range."""
    if case.unit.suggested_words is None:
        return
    counted = [answer for answer in answers_of(case) if answer.counted and answer.text]
    items = case.rows("ReportItems") if options.items else ()
    texts = [answer.text for answer in counted]
    texts += [row.text(name) for row in items for name in ("text", "strategy")]
    words = sum(len(text.split()) for text in texts)
    least, most = case.unit.suggested_words
    if words and not least <= words <= most:
        yield Found(
            case.submission.heading_at("Narrative", "text"),
            f"The answers for {case.unit.name} have {words:,} words; {least:,} to {most:,} are suggested.",
            because_of=(
                *(answer.place for answer in counted),
                *(row.at(name) for row in case.rows("Narrative") for name in ("text", "file")),
            ),
        )


def fields(options: Options) -> Iterable[str]:
    """The texts and whether they count."""
    items = ("ReportItems.text", "ReportItems.strategy") if options.items else ()
    return ("Narrative.text", "Narrative.include_in_count", *items)


def required(options: Options) -> Iterable[str]:
    """None: nobody fails for it."""
    return ()


def goals(unit: Unit, options: Options) -> Iterable[Goal]:
    """The range of words that the unit suggests."""
    return (WordsGoal(*unit.suggested_words, options.items),) if unit.suggested_words else ()
