"""Answers that ask for examples hold some: a very short one without any sign of an example is shown.

Options: `sheet`, `fields`; `words` is the length below which an answer is very short.

Hit: `Went well.` Miss: `I asked what else she had tried.`
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found

_EXAMPLE = re.compile(
    r"example|e\.g\.|for instance|such as|\bwhen\b|\basked\b|\bsaid\b|\bsuch\b|[?“”\"‘]", re.IGNORECASE
)


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    sheet: str
    fields: tuple[str, ...]
    words: int


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each answer without an example."""
    for row in case.rows(options.sheet):
        for field_id in options.fields:
            text = row.text(field_id)
            if text and len(text.split()) < options.words and not _EXAMPLE.search(text):
                yield Found(
                    row.at(field_id),
                    f"{case.label(row.sheet, field_id)}{case.whose(row)} gives no example.",
                    because_of=(row.at(field_id),),
                )


def fields(options: Options) -> Iterable[str]:
    """The answers that are read."""
    return tuple(f"{options.sheet}.{name}" for name in options.fields)


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()
