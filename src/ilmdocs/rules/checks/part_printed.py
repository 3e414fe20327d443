"""The portfolio has a part of a kind, and the unit has the fixed sentence that is printed there.

Options: `kind` of the part, `wording` the name of the sentence in the unit file.

Hit: a unit whose plan has no task sheet. Miss: a task sheet with its closing line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.location import Location
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    kind: str
    wording: str = ""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding on the whole file when it would not be printed."""
    planned = any(part.kind == options.kind for part in case.plan.parts)
    worded = not options.wording or bool(case.unit.wording.get(options.wording))
    if not (planned and worded):
        yield Found(
            Location(case.submission.file), f"The portfolio would lack its {options.kind.replace('-', ' ')}."
        )


def fields(options: Options) -> Iterable[str]:
    """None: the plan is looked at."""
    return ()


def required(options: Options) -> Iterable[str]:
    """None."""
    return ()
