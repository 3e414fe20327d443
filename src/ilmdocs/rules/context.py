"""What the rules are told besides the workbook, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ilmdocs.model.finding import Finding
from ilmdocs.model.readiness import Readiness

LOW_SCORE = 4
"""A coachee's rating up to this counts as low unless a centre says otherwise (ours, no source says it)."""


@dataclass(frozen=True)
class CheckContext:
    """The circumstances of a check.

    Args:
        today: the day that counts as today; nothing here asks the clock.
        official_forms: names of the forms that come from the awarding body's own pack.
        reading: findings that reading the workbook already made; a rule stays silent about their cells.
        low_score: a coachee's rating up to this counts as low.
    """

    today: date
    official_forms: frozenset[str] = frozenset()
    reading: tuple[Finding, ...] = ()
    low_score: int = LOW_SCORE


@dataclass(frozen=True)
class CheckResult:
    """All findings in workbook order, those of reading included, and the readiness of each unit."""

    findings: tuple[Finding, ...]
    readiness: tuple[Readiness, ...]
