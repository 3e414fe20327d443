"""Charts to draw: the usual one and those that are hard to fit on paper. Nobody here is real."""

from __future__ import annotations

from datetime import date, timedelta

from ilmdocs.model.charts import HoursChart, HoursPoint, RatedSkill, RatingProfile
from ilmdocs.workbook.schema import RATINGS

FIRST = date(2025, 10, 3)


def hours(
    clients: int, sessions: int, days: int, required: int | None = 720, minutes: int = 75
) -> HoursChart:
    """Clients taking turns, a session every so many days."""
    points = tuple(
        HoursPoint(FIRST + timedelta(days=days * number), f"C{number % clients + 1}", minutes)
        for number in range(clients * sessions)
    )
    return HoursChart(points, required)


def profile(*scores: int | None, before: tuple[int | None, ...] = (), client: str = "C1") -> RatingProfile:
    """Ratings in the order of the form, the last one repeated; so with those of the earlier sheet."""

    def at(values: tuple[int | None, ...], number: int) -> int | None:
        return values[min(number, len(values) - 1)] if values else None

    skills = tuple(
        RatedSkill(skill, at(scores, number), at(before, number)) for number, (_, skill) in enumerate(RATINGS)
    )
    return RatingProfile(client, skills, 10, date(2026, 5, 6), date(2026, 2, 3) if before else None)


HOURS = {
    "usual": hours(2, 6, 7),
    "one session": hours(1, 1, 1, required=360),
    "one day": hours(3, 1, 0),
    "six clients": hours(6, 6, 6, required=1200),
    "twenty clients": hours(20, 1, 9),
    "tiny shares": HoursChart(
        (*hours(1, 6, 7).points, *(HoursPoint(FIRST, f"C{n}", 1) for n in range(2, 8))), 360
    ),
    "many years": hours(2, 8, 140),
    "nothing required": hours(2, 3, 20, required=None),
    "far too few": hours(1, 2, 7, required=6000),
    "a quarter of an hour": hours(1, 1, 1, required=None, minutes=15),
    "many hours": hours(4, 90, 2, required=6000),
    "long references": HoursChart(
        tuple(
            HoursPoint(p.day, f"confidential participant {p.client}", p.minutes)
            for p in hours(3, 3, 9).points
        ),
        360,
    ),
}
RATINGS_GIVEN = {
    "one sheet": profile(8, 3, 10, 7),
    "two sheets": profile(8, 9, 10, before=(4, 9, 5, 6)),
    "all the same": profile(10, before=(10,)),
    "one rating": profile(7, None),
    "gaps": profile(8, None, 6, None, None, 9, before=(None, 3, None, 5)),
}
