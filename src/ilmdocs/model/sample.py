"""A sample for quality assurance: what was asked for, what was drawn and why, what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ilmdocs.model.cohort import Assessment, LearnerStanding, UnitStanding

RATE = 20
"""Per cent of what carries no risk: "100 % new assessor → ~20 %" (sampling by the CAMERA principle)."""
BORDERLINE_MARKS = 1
"""A criterion this near to the least that passes is borderline: half of the marks is "a borderline pass"."""
NEW_MONTHS = 12
"""How long an assessor is new, counted from the day from which they assess."""


class Risk(StrEnum):
    """Why a portfolio is looked at in any case."""

    NEW_ASSESSOR = "new assessor"
    REFERRAL = "referral"
    BORDERLINE = "borderline"
    SECOND_ATTEMPT = "second attempt"


@dataclass(frozen=True, slots=True)
class SamplingRequest:
    """How to draw. The same request and the same cohort always give the same sample.

    Args:
        seed: any text; it decides which portfolios without a risk are taken.
        rate: per cent taken of each stratum's portfolios without a risk, rounded up, at least one.
        borderline: marks from the least that passes within which a criterion is borderline.
        new_months: months for which an assessor is new.
        unmarked: whether portfolios without complete marks, such as those marked on paper, can be drawn.
    """

    seed: str
    rate: int = RATE
    borderline: int = BORDERLINE_MARKS
    new_months: int = NEW_MONTHS
    unmarked: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A portfolio that was drawn. `reasons` says why in plain words; `risks` is empty for a random one.

    `assessment` is that of the portfolio's own attempt, None where it was drawn without marks.
    """

    learner: LearnerStanding
    unit: UnitStanding
    assessment: Assessment | None
    assessor: str
    risks: tuple[Risk, ...]
    reasons: tuple[str, ...]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a quality assurer should know before opening it."""
        remarks = []
        if self.learner.refuses_ilm_use:
            remarks.append("The learner refused use by ILM: for quality assurance only, not for reuse.")
        if self.assessment is not None and self.assessment.quality_assured is not None:
            remarks.append(f"Quality assured before, on {self.assessment.quality_assured:%d/%m/%Y}.")
        return tuple(remarks)


@dataclass(frozen=True, slots=True)
class Stratum:
    """One assessor's portfolios of one unit. `at_risk` are all taken, `from_rest` of the others."""

    assessor: str
    unit: str
    title: str
    portfolios: int
    at_risk: int
    from_rest: int

    @property
    def rest(self) -> int:
        """How many carry no risk."""
        return self.portfolios - self.at_risk

    @property
    def taken(self) -> int:
        """How many were drawn."""
        return self.at_risk + self.from_rest


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A learner's unit that could not be drawn, and why. `unit` is empty where the workbook is unreadable."""

    learner: str
    registration: str
    unit: str
    attempt: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A drawn sample. `considered` counts the portfolios that could be drawn; `notes` are for the record."""

    request: SamplingRequest
    drawn_on: date
    considered: int
    drawn: tuple[Drawn, ...]
    strata: tuple[Stratum, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspected:
    """A drawn portfolio after its file was looked at. `problem` says why it is not in the ZIP, if it is not.

    `sha256` is the portfolio's own hash as it is on disk, empty where there is no such file.
    """

    drawn: Drawn
    sha256: str
    problem: str = ""
