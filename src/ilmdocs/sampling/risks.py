"""Why an assessment deserves a second look whatever the draw says."""

from __future__ import annotations

import calendar
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ilmdocs.model.centre import Centre, Person
from ilmdocs.model.cohort import Assessment
from ilmdocs.model.sample import Risk, SamplingRequest
from ilmdocs.text.formats import uk_date


@dataclass(frozen=True, slots=True)
class Judged:
    """A risk and the sentence that tells it."""

    risk: Risk
    reason: str


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to judge: one attempt, its assessor, and the assessment where there is one."""

    attempt: int
    assessor: str
    assessment: Assessment | None


def risks_of(work: Work, request: SamplingRequest, centre: Centre, today: date) -> tuple[Judged, ...]:
    """Every risk of a learner's work, the gravest first.

    An assessor is new if the assessment falls into the first months of their work, or if the centre lists
    its assessors and this one is not among them. Where nothing is known of an assessor, nothing is assumed.
    """
    found = [
        *_new_assessor(work, request, centre, today),
        *_of_assessment(work.assessment, request),
    ]
    if work.attempt > 1:
        found.append(Judged(Risk.SECOND_ATTEMPT, f"Attempt {work.attempt}: the work was submitted again."))
    return tuple(found)


def same_name(name: str) -> str:
    """A person's name for comparing: capitals, spaces and forms of letters count for nothing."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def listed(name: str, centre: Centre) -> Person | None:
    """The assessor of that name in the centre's settings."""
    wanted = same_name(name)
    return next((person for person in centre.assessors if same_name(person.name) == wanted), None)


def _new_assessor(work: Work, request: SamplingRequest, centre: Centre, today: date) -> Iterator[Judged]:
    if not centre.assessors:
        return
    day = (work.assessment.assessed if work.assessment else None) or today
    person = listed(work.assessor, centre)
    if person is None:
        yield Judged(Risk.NEW_ASSESSOR, "New assessor: not on the centre's list of assessors.")
    elif person.since is not None and day < _months_later(person.since, request.new_months):
        yield Judged(
            Risk.NEW_ASSESSOR,
            f"New assessor: assesses since {uk_date(person.since)}; "
            f"this was within the first {request.new_months} months.",
        )


def _of_assessment(assessment: Assessment | None, request: SamplingRequest) -> Iterator[Judged]:
    if assessment is None:
        return
    if not assessment.passed:
        yield Judged(Risk.REFERRAL, "Referral: the unit was not passed.")
    margin = assessment.margin
    if margin is not None and margin <= request.borderline:
        away = "has just the fewest marks that pass"
        if margin:
            away = f"is {margin} mark{'' if margin == 1 else 's'} from the fewest that pass"
        yield Judged(Risk.BORDERLINE, f"Borderline: a criterion {away}.")


def _months_later(day: date, months: int) -> date:
    """The same day some months later, or that month's last day where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, date.max.year)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
