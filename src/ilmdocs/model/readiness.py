"""How far a learner is with a unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["missing", "partly", "met"]


@dataclass(frozen=True, slots=True)
class CriterionStatus:
    """`missing`: no evidence; `partly`: evidence and a must finding on it; `met`: otherwise."""

    criterion: str
    status: Status


@dataclass(frozen=True, slots=True)
class Readiness:
    """A unit is ready when no must finding concerns it. Times are whole minutes."""

    unit: str
    ready: bool
    required_minutes: int | None
    planned_minutes: int
    delivered_minutes: int
    criteria: tuple[CriterionStatus, ...]
