"""The answer to a criterion mentions what the criterion asks for, as far as words can tell.

Options: `covers` lists what has to be there, each as `what: word|word`, with the beginnings of words that
show it. What is read is the answer to the rule's criterion, or with `sheet` and `field` each cell of that
column. Words prove nothing, so this is never more than a hint; a blank is another rule's. With
`without_items` a criterion that has rows on the ReportItems sheet, where points are counted, is left out.

Hit: the answer to 1.1 speaks of what is alike and never of differences. Miss: both are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.location import Location
from ilmdocs.model.unit import Rule
from ilmdocs.rules.answers import answers_of
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.wording import listed


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    covers: tuple[str, ...]
    sheet: str = ""
    field: str = ""
    without_items: bool = False


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield one finding at each text that lists what it does not seem to mention."""
    if options.without_items and _is_counted(case, rule):
        return
    for place, text, name in _texts(case, rule, options):
        words = text.casefold()
        absent = [what for what, stems in map(_parted, options.covers) if not any(s in words for s in stems)]
        if absent:
            yield Found(
                place, f"{name} does not seem to mention {listed(absent, 'or')}.", because_of=(place,)
            )


def fields(options: Options) -> Iterable[str]:
    """All fields that are looked at."""
    if options.sheet:
        return (f"{options.sheet}.{options.field}",)
    return ("Narrative.criterion", "Narrative.text", "Narrative.file")


def required(options: Options) -> Iterable[str]:
    """None: words are never required."""
    return ()


def _texts(case: Case, rule: Rule, options: Options) -> Iterator[tuple[Location, str, str]]:
    """Each text that is read, with its place and what to call it; all answers to a criterion are one."""
    if options.sheet:
        for row in case.rows(options.sheet):
            if row.has(options.field):
                name = f"{case.label(options.sheet, options.field)}{case.whose(row)}"
                yield row.at(options.field), row.text(options.field), name
        return
    own = [a for a in answers_of(case) if a.criterion == rule.criterion and a.text.strip()]
    if own:
        yield (
            own[0].place,
            " ".join(f"{a.headings} {a.text}" for a in own),
            f"The answer to {_number(case, rule)}",
        )


def _number(case: Case, rule: Rule) -> str:
    criterion = case.unit.criterion(rule.criterion or "")
    return criterion.number if criterion else ""


def _is_counted(case: Case, rule: Rule) -> bool:
    return any(row.text("criterion") == rule.criterion for row in case.rows("ReportItems"))


def _parted(cover: str) -> tuple[str, tuple[str, ...]]:
    """What has to be there, and the beginnings of words that show it, in small letters."""
    what, _, stems = cover.partition(":")
    return what.strip(), tuple(stem.strip().casefold() for stem in stems.split("|"))
