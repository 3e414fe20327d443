"""A session that is typed to count for units of two qualifications deserves a look.

Hit: units `8585-301; 8580-501`. Miss: `8585-301; 8585-302`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.wording import listed


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at the units cell of each such session."""
    for row in case.rows("Sessions"):
        qualifications = dict.fromkeys(unit.split("-")[0] for unit in row.items("units"))
        if len(qualifications) > 1:
            yield Found(
                row.at("units"),
                f"This session{case.whose(row)} counts for {listed(qualifications)}.",
                because_of=(row.at("units"),),
            )


def fields(options: Options) -> Iterable[str]:
    """The units of a session."""
    return ("Sessions.units",)


def required(options: Options) -> Iterable[str]:
    """None."""
    return ()
