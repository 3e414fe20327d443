"""From a learner's records to the numbers of the charts: what can be read and counts, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ilmdocs.model.charts import Charts, HoursChart, HoursPoint, RatedSkill, RatingProfile
from ilmdocs.model.hours import Uncounted, copied_sessions, why_not_counted
from ilmdocs.model.submission import Row, Submission, unit_rows
from ilmdocs.model.unit import Unit
from ilmdocs.text.names import find_names, looks_like_reference, private_terms
from ilmdocs.workbook.schema import RATINGS

MOST = 10
"""Coachees rate from 1 (poor) to 10 (excellent)."""
_OF_OTHERS = frozenset({"stakeholder"})
_NO_CLIENT, _UNKNOWN = "no client named", "unknown client"
_HIDDEN = "A reference that may be a name is not shown; the row of the sheet Clients stands in its place."
_WHY = {
    Uncounted.LEVEL: "the unit does not count the level of the client",
    Uncounted.GROUP: "not one to one",
    Uncounted.BEFORE_CONTRACT: "before the contract was signed",
}


def charts_of(submission: Submission, unit: Unit) -> Charts | None:
    """What the records of a unit give to draw; None when that is nothing.

    Args:
        submission: the learner's workbook.
        unit: sheets that it does not use are not looked at.
    """
    clients = _Clients(submission)
    hours = _hours(submission, unit, clients) if unit.hours or _uses(unit, "Sessions") else None
    profiles = _profiles(submission, unit, clients) if _uses(unit, "CoacheeFeedback") else ()
    return Charts(hours, profiles) if hours or profiles else None


class _Clients:
    """The clients of a workbook by reference, and how each is shown: never by anything but a reference."""

    def __init__(self, submission: Submission) -> None:
        self._terms = private_terms(submission)
        self.rows: dict[str, Row] = {}
        for row in submission.rows("Clients"):
            if row.has("client_ref"):
                self.rows.setdefault(row.text("client_ref"), row)

    def shown(self, reference: str) -> str:
        if not reference:
            return _NO_CLIENT
        if not self._may_name(reference):
            return reference
        row = self.rows.get(reference)
        return _UNKNOWN if row is None else f"client of row {row.number}"

    def notes(self, references: Sequence[str]) -> Iterator[str]:
        if any(reference and self._may_name(reference) for reference in references):
            yield _HIDDEN

    def _may_name(self, reference: str) -> bool:
        """Whether it may be a name: a short name looks like a reference, but then Private knows it."""
        return not looks_like_reference(reference) or bool(find_names(reference, self._terms))


def _uses(unit: Unit, sheet: str) -> bool:
    return any(sheet == part.sheet or sheet in part.also for part in unit.parts)


def _hours(submission: Submission, unit: Unit, clients: _Clients) -> HoursChart | None:
    """The sessions that count, exactly those that the readiness of the unit adds up.

    None where no session has a day: then there is nothing to draw over time.
    """
    copies = copied_sessions(submission.rows("Sessions"))
    left_out: Counter[str] = Counter()
    counted: list[Row] = []
    for row in unit_rows(submission, unit.id, "Sessions"):
        why = _left_out(row, unit, clients.rows, copies)
        if why:
            left_out[why] += 1
        else:
            counted.append(row)
    undated = sum(row.day("date") is None for row in counted)
    if len(counted) == undated:
        return None
    counted.sort(key=lambda row: row.day("date") or date.max)
    notes = [f"Not counted: {_sessions(number)} ({why})." for why, number in left_out.items()]
    if undated:
        notes.append(f"Counted, but not drawn over time: {_sessions(undated)} (no day that can be read).")
    references = [row.text("client_ref") for row in counted]
    points = tuple(
        HoursPoint(row.day("date"), clients.shown(row.text("client_ref")), row.minutes("duration") or 0)
        for row in counted
    )
    return HoursChart(points, unit.required_minutes, (*notes, *clients.notes(references)))


def _left_out(row: Row, unit: Unit, clients: Mapping[str, Row], copies: Mapping[int, Row]) -> str:
    """Why a session is not drawn; empty when it is."""
    if row.number in copies:
        return "stands there twice"
    if unit.hours is not None:
        why = why_not_counted(row, clients.get(row.text("client_ref")), unit.hours)
        if why is not None:
            return _WHY[why]
    return "" if (row.minutes("duration") or 0) > 0 else "no length that can be read"


def _sessions(number: int) -> str:
    return "1 session" if number == 1 else f"{number} sessions"


def _profiles(submission: Submission, unit: Unit, clients: _Clients) -> tuple[RatingProfile, ...]:
    sheets: dict[str, list[Row]] = {}
    for row in unit_rows(submission, unit.id, "CoacheeFeedback"):
        sheets.setdefault(row.text("client_ref"), []).append(row)
    order = {reference: number for number, reference in enumerate(clients.rows)}
    references = sorted(sheets, key=lambda reference: order.get(reference, len(order)))
    found = (_profile(reference, sheets[reference], clients) for reference in references)
    return tuple(profile for profile in found if profile is not None)


def _profile(reference: str, rows: Sequence[Row], clients: _Clients) -> RatingProfile | None:
    """A coachee's last sheet, beside the first where there are several; sheets without a rating are none."""
    own = [row for row in rows if row.text("given_by") not in _OF_OTHERS]
    rated = [row for row in own if any(_rating(row, name) is not None for name, _ in RATINGS)]
    if not rated:
        return None
    if all(row.day("date") is not None for row in rated):
        rated.sort(key=lambda row: row.day("date") or date.max)
    last, first = rated[-1], rated[0] if len(rated) > 1 else None
    skills = tuple(
        RatedSkill(skill, _rating(last, name), None if first is None else _rating(first, name))
        for name, skill in RATINGS
    )
    return RatingProfile(
        client=clients.shown(reference),
        skills=skills,
        most=MOST,
        day=last.day("date"),
        before_day=None if first is None else first.day("date"),
        notes=(*_notes(rows, own, rated), *clients.notes([reference])),
    )


def _notes(rows: Sequence[Row], own: Sequence[Row], rated: Sequence[Row]) -> Iterator[str]:
    between, others = len(rated) - 2, len(rows) - len(own)
    if len(rated) > 1 and any(row.day("date") is None for row in rated):
        yield "Not every sheet says its day, so they stand in the order of the workbook."
    if between > 0:
        yield f"Not drawn: {_feedback(between)} between the first and the last."
    if others:
        yield f"Not drawn: {_feedback(others)} of a stakeholder."
    if len(own) > len(rated):
        yield f"Not drawn: {_feedback(len(own) - len(rated))} without a rating that can be read."
    odd = sum(
        row.has(f"rating_{name}") and _rating(row, name) is None for row in rated for name, _ in RATINGS
    )
    if odd:
        yield f"Not drawn: {'1 rating' if odd == 1 else f'{odd} ratings'} outside 1 to {MOST}."


def _feedback(number: int) -> str:
    return "1 feedback sheet" if number == 1 else f"{number} feedback sheets"


def _rating(row: Row, name: str) -> int | None:
    value = row.integer(f"rating_{name}")
    return value if value is not None and 1 <= value <= MOST else None
