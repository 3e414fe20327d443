"""Draws the sample: everything at risk, and from the rest of each stratum as many as the rate asks for.

Which of the rest is taken depends on the seed alone: each portfolio has a rank that is worked out from the
seed, the learner's registration, the unit and the attempt (`rank`), and the lowest ranks are taken. So
another learner in the cohort changes nobody's rank, and anybody can work the draw out again with SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ilmdocs.model.centre import Centre
from ilmdocs.model.cohort import Assessment, Cohort, LearnerStanding, UnitStanding
from ilmdocs.model.sample import Drawn, LeftOut, Sample, SamplingRequest, Stratum
from ilmdocs.sampling.risks import Judged, Work, listed, risks_of, same_name

ALGORITHM = "ilmdocs.draw/1"
"""Changes whenever the way of drawing changes, so that an old record can still be understood."""
NOBODY = "not named"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A portfolio that can be drawn."""

    learner: LearnerStanding
    unit: UnitStanding
    assessment: Assessment | None
    assessor: str
    judged: tuple[Judged, ...]
    rank: str

    @property
    def order(self) -> tuple[str, str, str]:
        """Ranks are as good as unique; the rest only decides between two rows of the same learner."""
        return self.rank, self.unit.portfolio, self.learner.file


def rank(seed: str, learner: LearnerStanding, unit: UnitStanding) -> str:
    """SHA-256, in hexadecimal, of a JSON list: algorithm, seed, registration (else name), unit, attempt."""
    who = same_name(learner.registration) or same_name(learner.learner)
    told = json.dumps([ALGORITHM, seed, who, unit.unit, unit.attempt], ensure_ascii=True)
    return hashlib.sha256(told.encode("ascii")).hexdigest()


def draw(cohort: Cohort, request: SamplingRequest, centre: Centre, today: date) -> Sample:
    """Draw a sample from a cohort; the same input always gives the same sample.

    Args:
        cohort: the learners of an output folder.
        request: the seed and the rates.
        centre: its assessors, and since when they assess.
        today: the day of the draw; also decides who is new where an assessment has no date.
    """
    candidates: list[_Candidate] = []
    left_out: list[LeftOut] = []
    for learner in cohort.learners:
        if learner.error or not learner.units:
            why = f"Not read: {learner.error}" if learner.error else "The workbook includes no unit."
            left_out.append(LeftOut(learner.learner or learner.file, learner.registration, "", None, why))
        for unit in learner.units:
            assessment = next((a for a in unit.assessments if a.attempt == unit.attempt), None)
            why = _why_not(unit, assessment, request)
            if why:
                name = learner.learner or learner.file
                left_out.append(LeftOut(name, learner.registration, unit.unit, unit.attempt, why))
                continue
            assessor = (assessment.assessor if assessment else "") or learner.assessor
            judged = risks_of(Work(unit.attempt, assessor, assessment), request, centre, today)
            own_rank = rank(request.seed, learner, unit)
            candidates.append(_Candidate(learner, unit, assessment, assessor, judged, own_rank))
    drawn: list[Drawn] = []
    strata: list[Stratum] = []
    for members in _strata(candidates):
        taken, stratum = _take(members, request)
        drawn += taken
        strata.append(stratum)
    return Sample(
        request,
        today,
        len(candidates),
        tuple(drawn),
        tuple(strata),
        tuple(left_out),
        _notes(candidates, centre),
    )


def _why_not(unit: UnitStanding, assessment: Assessment | None, request: SamplingRequest) -> str:
    """Why a unit cannot be drawn; empty when it can."""
    if unit.outcome == "draft":
        return "Only a draft so far."
    if unit.outcome == "failed":
        return f"Not built: {unit.error}" if unit.error else "Not built: the build failed."
    if unit.outcome == "refused" or not unit.portfolio:
        return "Not built yet: points must be fixed first."
    if assessment is None and not request.unmarked:
        earlier = " (an earlier attempt was)" if unit.assessments else ""
        return f"Not assessed yet{earlier}: there are no complete marks."
    return ""


def _strata(candidates: Iterable[_Candidate]) -> list[list[_Candidate]]:
    """The candidates by assessor and unit, in the order of their names; within, in the order of ranks."""
    by_key: dict[tuple[str, str], list[_Candidate]] = {}
    for candidate in candidates:
        by_key.setdefault((same_name(candidate.assessor), candidate.unit.unit), []).append(candidate)
    return [sorted(by_key[key], key=lambda one: one.order) for key in sorted(by_key)]


def _take(members: Sequence[_Candidate], request: SamplingRequest) -> tuple[list[Drawn], Stratum]:
    at_risk = [member for member in members if member.judged]
    rest = [member for member in members if not member.judged]
    wanted = -(-len(rest) * request.rate // 100)  # rounded up, without the slips of decimal fractions
    chosen = rest[: max(wanted, 1)]
    first = members[0]
    # Of several spellings of a name always the same one, whoever else is in the stratum first.
    assessor = min(member.assessor for member in members) or NOBODY
    why = f"Drawn at random: {len(chosen)} of {len(rest)} of this assessor and unit without a risk."
    drawn = [
        Drawn(
            member.learner,
            member.unit,
            member.assessment,
            assessor,
            tuple(judged.risk for judged in member.judged),
            tuple(judged.reason for judged in member.judged) or (why,),
        )
        for member in (*at_risk, *chosen)
    ]
    stratum = Stratum(assessor, first.unit.unit, first.unit.title, len(members), len(at_risk), len(chosen))
    return sorted(drawn, key=_printed_order), stratum


def _printed_order(drawn: Drawn) -> tuple[str, str, int, str]:
    return (
        same_name(drawn.learner.learner),
        drawn.learner.registration,
        drawn.unit.attempt,
        drawn.unit.portfolio,
    )


def _notes(candidates: Sequence[_Candidate], centre: Centre) -> tuple[str, ...]:
    """What the record must say about assessors of whom it is not known whether they are new."""
    if not candidates:
        return ()
    if not centre.assessors:
        return (
            "No centre settings list the assessors, so nobody could be told to be new. "
            "List them with the day from which they assess in centre.toml.",
        )
    people = (listed(candidate.assessor, centre) for candidate in candidates)
    undated = sorted({person.name for person in people if person is not None and person.since is None})
    if not undated:
        return ()
    return (f"Not known to be new or not, as their settings have no day: {', '.join(undated)}.",)
