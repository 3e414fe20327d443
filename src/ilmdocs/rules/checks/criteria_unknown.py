"""It is said which criteria of a unit are in no source, so that nobody takes the list for complete.

The sentence is the unit's `unknown_criteria`; a centre that adds the criteria in its pack clears it.

Hit: a unit with one criterion known of several. Miss: a unit whose criteria are all there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.location import Location
from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.wording import listed


@dataclass(frozen=True)
class Options:
    """No settings; the sentence is the unit's."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield one finding at the unit's row."""
    if not case.unit.unknown_criteria:
        return
    own = case.rows("Units")
    known = listed(criterion.number for criterion in case.unit.criteria())
    yield Found(
        own[0].at("unit_id") if own else Location(case.submission.file),
        f"Of {case.unit.name} only criterion {known} is checked here. {case.unit.unknown_criteria}",
    )


def fields(options: Options) -> Iterable[str]:
    """None: the unit file is looked at."""
    return ()


def required(options: Options) -> Iterable[str]:
    """None."""
    return ()
