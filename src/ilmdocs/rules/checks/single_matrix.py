"""Of two units that stand for each other only one is handed in.

Options: `other` is the unit that this one excludes.

Hit: 8585-301 and 8585-302 are both included. Miss: one of them has Include set to No.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.wording import listed


@dataclass(frozen=True)
class Options:
    """Settings of the check, see the module's text."""

    other: str


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield one finding at the later of the two units."""
    if options.other not in {plan.unit.id for plan in case.plans}:
        return
    pair = (case.unit.id, options.other)
    rows = [row for row in case.submission.rows("Units") if row.text("unit_id") in pair]
    if rows:
        yield Found(
            rows[-1].at("unit_id"),
            f"{listed(sorted(pair))} are both included; a learner hands in one matrix, not both.",
        )


def fields(options: Options) -> Iterable[str]:
    """The included units."""
    return ("Units.unit_id", "Units.include")


def required(options: Options) -> Iterable[str]:
    """None."""
    return ()
