"""Each chart with everything that goes with it: title, caption, words for those who cannot see it, table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ilmdocs.charts.drawing import Drawing
from ilmdocs.charts.hours import hours_drawing
from ilmdocs.charts.ratings import figure, ratings_drawing
from ilmdocs.model.charts import Charts, HoursChart, RatedSkill, RatingProfile
from ilmdocs.text.formats import duration, uk_date

NO_DAY = "no day"
NOT_RATED = "not rated"
RATINGS_BY = "Ratings by"
"""How the title of every chart of ratings begins."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One chart.

    `name` is short and unique among a unit's. `description` says in words what the drawing shows; `rows`
    stand below `headings` and hold every value; `numbers` are the columns of figures. `notes` say what was
    left out.
    """

    name: str
    title: str
    caption: str
    description: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int]
    notes: tuple[str, ...]
    source: HoursChart | RatingProfile

    def draw(self, width: float) -> Drawing:
        """The drawing on paper of a width in millimetres, at least 80."""
        if isinstance(self.source, HoursChart):
            return hours_drawing(self.source, width)
        return ratings_drawing(self.source, width)


def figures(charts: Charts, unit: str) -> tuple[Figure, ...]:
    """All charts of a unit, hours first.

    Args:
        charts: what is drawn.
        unit: the unit's number as it is printed.
    """
    hours = () if charts.hours is None else (_hours(charts.hours, unit),)
    return (*hours, *(_ratings(profile, n) for n, profile in enumerate(charts.profiles, start=1)))


def _hours(chart: HoursChart, unit: str) -> Figure:
    required = chart.required_minutes
    line = f" The dashed line is what {unit} requires." if required else ""
    return Figure(
        name="hours",
        title="Hours of coaching by client",
        caption=f"Each step is a session that counts for {unit}; the height is the time so far.{line}",
        description=" ".join(_hours_told(chart, unit)),
        headings=("Date", "Client", "Session", "Client so far", "All so far"),
        rows=tuple(_hours_rows(chart)),
        numbers=frozenset({2, 3, 4}),
        notes=chart.notes,
        source=chart,
    )


def _hours_rows(chart: HoursChart) -> Iterator[tuple[str, ...]]:
    so_far: Counter[str] = Counter()
    for point in chart.points:
        so_far[point.client] += point.minutes
        day = NO_DAY if point.day is None else uk_date(point.day)
        times = (point.minutes, so_far[point.client], so_far.total())
        yield (day, point.client, *map(duration, times))


def _hours_told(chart: HoursChart, unit: str) -> Iterator[str]:
    """What the eye takes from the drawing, in sentences."""
    days = [point.day for point in chart.points if point.day is not None]
    first, last = uk_date(min(days)), uk_date(max(days))
    yield f"Coaching time by client {f'on {first}' if first == last else f'from {first} to {last}'}."
    minutes: Counter[str] = Counter()
    sessions: Counter[str] = Counter()
    for point in chart.points:
        minutes[point.client] += point.minutes
        sessions[point.client] += 1
    for client, time in minutes.items():
        number = sessions[client]
        yield f"{client}: {_time(time)} in {number} {'session' if number == 1 else 'sessions'}."
    total, required = minutes.total(), chart.required_minutes
    yield f"Together {_time(total)}."
    if required and total < required:
        yield f"{unit} requires {_time(required)}: {_time(required - total)} short."
    elif required:
        yield f"{unit} requires {_time(required)}, which is reached."


def _time(minutes: int) -> str:
    """A length of time that no line breaks in two."""
    return duration(minutes).replace(" ", "\N{NO-BREAK SPACE}")


def _ratings(profile: RatingProfile, number: int) -> Figure:
    told = " ".join(_ratings_told(profile))
    skill = "Skill"
    if not profile.compares:
        rated = ((item.skill, _said(item.score)) for item in profile.skills)
        day = "" if profile.day is None else f" on {uk_date(profile.day)}"
        return Figure(
            name=f"ratings-{number}",
            title=f"{RATINGS_BY} {_whose(profile.client)}",
            caption=f"How the client rated the coach{day}, from 1 (poor) to {profile.most} (excellent).",
            description=told,
            headings=(skill, "Rating"),
            rows=tuple(rated),
            numbers=frozenset({1}),
            notes=profile.notes,
            source=profile,
        )
    return Figure(
        name=f"ratings-{number}",
        title=f"{RATINGS_BY} {_whose(profile.client)}, before and after",
        caption=f"How the client rated the coach on two sheets, from 1 (poor) to {profile.most} (excellent).",
        description=told,
        headings=(skill, _dated("Before", profile.before_day), _dated("After", profile.day), "Change"),
        rows=tuple(
            (item.skill, _said(item.before), _said(item.score), change(item)) for item in profile.skills
        ),
        numbers=frozenset({1, 2, 3}),
        notes=profile.notes,
        source=profile,
    )


def _whose(client: str) -> str:
    """`client C1`, but not `client Client A`."""
    folded = client.casefold()
    return client if folded.startswith("client") or " client" in folded else f"client {client}"


def _dated(word: str, day: date | None) -> str:
    return word if day is None else f"{word}, {uk_date(day)}"


def _said(rating: float | None) -> str:
    return NOT_RATED if rating is None else figure(rating)


def change(skill: RatedSkill) -> str:
    """How far a rating went up or down; a dash where one of the two is missing."""
    if skill.score is None or skill.before is None:
        return "–"
    moved = skill.score - skill.before
    return "same" if not moved else f"{'+' if moved > 0 else '−'}{abs(moved):g}"


def _ratings_told(profile: RatingProfile) -> Iterator[str]:
    """What the eye takes from the profile, in sentences."""
    rated = [(skill.score, skill.skill) for skill in profile.skills if skill.score is not None]
    day = "" if profile.day is None else f" on {uk_date(profile.day)}"
    who = _whose(profile.client)
    count = f"{len(rated)} of {len(profile.skills)} skills rated"
    yield f"Ratings by {who}{day}, from 1 (poor) to {profile.most} (excellent): {count}."
    if rated:
        low, high = min(score for score, _ in rated), max(score for score, _ in rated)
        if low == high:
            yield f"All are {figure(low)}."
        else:
            lowest = [name for score, name in rated if score == low]
            highest = [name for score, name in rated if score == high]
            yield f"Lowest {figure(low)}: {_few(lowest)}. Highest {figure(high)}: {_few(highest)}."
    if profile.compares:
        moves = [s.score - s.before for s in profile.skills if s.score is not None and s.before is not None]
        before = "" if profile.before_day is None else f" of {uk_date(profile.before_day)}"
        up, down = sum(move > 0 for move in moves), sum(move < 0 for move in moves)
        same = len(moves) - up - down
        yield f"Compared with the sheet{before}: {up} higher, {down} lower, {same} the same."


def _few(names: list[str]) -> str:
    """Some names in full, many as a number."""
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} skills"
