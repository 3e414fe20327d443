"""What the charts of a unit are drawn from: plain numbers, no picture yet, clients by reference alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HoursPoint:
    """A session that counts for the unit: its day (None where it has none), its client, its minutes."""

    day: date | None
    client: str
    minutes: int


@dataclass(frozen=True, slots=True)
class HoursChart:
    """Coaching time by client over time, against what the unit requires (None: nothing).

    `points` are in the order of their days, those without one last. `notes` are whole sentences that say what
    was left out, and why.
    """

    points: tuple[HoursPoint, ...]
    required_minutes: int | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RatedSkill:
    """How a coachee rated one skill: the score, and an earlier score where two sheets exist.

    What a sheet does not say is None.
    """

    skill: str
    score: float | None
    before: float | None = None


@dataclass(frozen=True, slots=True)
class RatingProfile:
    """One coachee's ratings in the order of the form, from 1 to `most`.

    `day` and `before_day` say when the sheets were filled in, where they say so. `notes` are whole sentences
    that say what was left out, and why.
    """

    client: str
    skills: tuple[RatedSkill, ...]
    most: int
    day: date | None = None
    before_day: date | None = None
    notes: tuple[str, ...] = ()

    @property
    def compares(self) -> bool:
        """Whether there is an earlier sheet to compare with."""
        return any(skill.before is not None for skill in self.skills)


@dataclass(frozen=True, slots=True)
class Charts:
    """The charts of one learner's unit; what the records do not give is not there."""

    hours: HoursChart | None = None
    profiles: tuple[RatingProfile, ...] = ()
