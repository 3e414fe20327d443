"""How a centre's learners stand: what the board, the chase list and the sampling plan are made of.

Nothing here holds a client's name; a client is only ever a reference such as `C1`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ilmdocs.model.charts import Charts
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.gap import Addition, CriterionEvidence
from ilmdocs.model.hours import ClientHours
from ilmdocs.model.party import Party
from ilmdocs.model.readiness import Readiness

__all__ = ["Assessment", "Cohort", "LearnerStanding", "Outcome", "Owed", "Party", "UnitStanding"]

Outcome = Literal["built", "draft", "unchanged", "refused", "failed", "checked"]
"""What became of one learner's unit: in a build; or only `checked`, nothing was to be built."""


@dataclass(frozen=True, slots=True)
class Owed:
    """An open point and who owes it.

    `who` is a person's name, or for a client the reference; empty where the workbook does not say. `ask` says
    to anyone but the learner what is asked, in words that repeat nothing typed into an answer.
    """

    party: Party
    who: str
    finding: Finding
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What an assessor's complete marks come to.

    `outcome` is the printed word, `PASS` or the unit's word for the opposite. `total` and `most` are marks,
    None where the unit is decided without. `margin` is the smallest distance in marks between a criterion's
    mark and the least that passes it; None without marks. `quality_assured` is the day of the check, if any.
    """

    attempt: int
    assessor: str
    assessed: date | None
    outcome: str
    passed: bool
    total: int | None = None
    most: int | None = None
    margin: int | None = None
    quality_assured: date | None = None


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """One learner's unit: how ready it is, what became of it, how it was marked.

    `keep_until` is the day until which the centre keeps the portfolio, where its settings say for how long.
    `gap` is the smallest set of additions that makes the unit ready; `evidence` is what meets each criterion,
    `criteria` its number and text by its id, `clients` the hours of each client. `assumed` says what was
    taken for granted where the workbook says nothing; `forms` and `engine` (once built) are what it was made
    with.

    Paths are relative to the output folder, with `/`; empty when there is none. `error` says why it failed.
    """

    unit: str
    label: str
    title: str
    attempt: int
    outcome: Outcome
    readiness: Readiness
    submission: date | None = None
    assessments: tuple[Assessment, ...] = ()
    portfolio: str = ""
    manifest: str = ""
    pages: int = 0
    error: str = ""
    keep_until: date | None = None
    gap: tuple[Addition, ...] = ()
    evidence: tuple[CriterionEvidence, ...] = ()
    charts: Charts | None = None
    clients: tuple[ClientHours, ...] = ()
    criteria: Mapping[str, str] = field(default_factory=dict)
    assumed: tuple[str, ...] = ()
    forms: str = ""
    engine: str = ""


@dataclass(frozen=True, slots=True)
class LearnerStanding:
    """One learner's workbook.

    `file` is the workbook's path as other programs get it. A workbook that cannot be read has no units and
    says why in `error`. `report` is relative to the output folder. `refuses_ilm_use`: the learner ticked that
    the awarding body may not use the work for standardisation.
    """

    file: str
    learner: str
    registration: str = ""
    email: str = ""
    assessor: str = ""
    quality_assurer: str = ""
    supervisor: str = ""
    units: tuple[UnitStanding, ...] = ()
    findings: tuple[Finding, ...] = ()
    owed: tuple[Owed, ...] = ()
    report: str = ""
    error: str = ""
    refuses_ilm_use: bool = False

    def open_points(self, unit: str, severity: Severity = Severity.MUST) -> tuple[Finding, ...]:
        """The findings of a severity that concern a unit, and those that concern every unit."""
        return tuple(f for f in self.findings if f.severity is severity and f.unit in (None, unit))


@dataclass(frozen=True, slots=True)
class Cohort:
    """All learners of an output folder, in the order in which they were named."""

    learners: tuple[LearnerStanding, ...]

    def units(self) -> Iterator[tuple[LearnerStanding, UnitStanding]]:
        """Every learner's every unit."""
        for learner in self.learners:
            for unit in learner.units:
                yield learner, unit
