"""How far a learner is with a unit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """`missing`: no evidence. `partly`: evidence, and a must finding on it. `met`: otherwise."""

    MISSING = "missing"
    PARTLY = "partly"
    MET = "met"


@dataclass(frozen=True, slots=True)
class CriterionStatus:
    """The status of one assessment criterion."""

    criterion: str
    status: Status


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far one unit is: `ready` when no must finding concerns it. Hours are whole minutes.

    `required_minutes` is None for units that ask for no coaching hours.
    """

    unit: str
    ready: bool
    required_minutes: int | None
    planned_minutes: int
    delivered_minutes: int
    criteria: tuple[CriterionStatus, ...]
