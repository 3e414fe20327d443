"""The drawing of a coachee's ratings: one line down the skills, and the earlier sheet's beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ilmdocs.charts.drawing import (
    LINE_HEIGHT,
    TEXT,
    Area,
    Dot,
    Drawing,
    Item,
    Line,
    Point,
    Words,
    rectangle,
)
from ilmdocs.model.charts import RatedSkill, RatingProfile
from ilmdocs.text.formats import uk_date

_STEP = LINE_HEIGHT * TEXT
_PADDING = 1.5
_NARROW = 120.0
"""On paper narrower than this each skill stands above its marks, not beside them."""
_SMALL, _LARGE = 1.0, 1.6
SCALE = "1 poor, 10 excellent"


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the skills end and the scale begins and ends, in millimetres; `labels` is 0 on narrow paper."""

    width: float
    columns: int
    most: int
    labels: float

    @property
    def column_width(self) -> float:
        return 13.5 if self.labels else 11.5

    def x(self, rating: float) -> float:
        left = self.labels + 6.0 if self.labels else _LARGE + 0.4
        right = self.width - self.columns * self.column_width - 3.0
        return left + (right - left) * (rating - 1) / (self.most - 1)

    def column(self, number: int) -> float:
        """The right edge of a column of figures; 1 is the last."""
        return self.width - (number - 1) * self.column_width - 0.5


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of the drawing: their upper and lower edges, where skills and marks stand in them."""

    edges: tuple[float, ...]
    labels: tuple[float, ...]
    marks: tuple[float, ...]


def ratings_drawing(profile: RatingProfile, width: float) -> Drawing:
    """Draw a coachee's ratings.

    Args:
        profile: whose ratings.
        width: of the paper in millimetres, at least 80.
    """
    names = [Words(skill.skill, (0.0, 0.0)).width for skill in profile.skills]
    labels = 0.0 if width < _NARROW else max(names)
    frame = _Frame(width, 2 if profile.compares else 1, profile.most, labels)
    legend, top = _legend(profile, frame)
    rows = _rows(len(profile.skills), top + _STEP + 1.2, beside=bool(labels))
    items = (
        *legend,
        *_scale(frame, profile, rows),
        *(
            Words(skill.skill, (0.0, y + 0.36 * TEXT))
            for skill, y in zip(profile.skills, rows.labels, strict=True)
        ),
        *_lines(frame, profile.skills, rows.marks),
        *_figures(frame, profile, rows.marks),
    )
    return Drawing(width, rows.edges[-1] + 0.5, items)


def _rows(number: int, top: float, *, beside: bool) -> _Rows:
    height = _STEP + _PADDING if beside else 2 * _STEP + _PADDING + 1.0
    edges = tuple(top + row * height for row in range(number + 1))
    if beside:
        middles = tuple(edge + height / 2 for edge in edges[:-1])
        return _Rows(edges, middles, middles)
    labels = tuple(edge + (_STEP + _PADDING) / 2 for edge in edges[:-1])
    return _Rows(edges, labels, tuple(label + _STEP + 0.4 for label in labels))


def _legend(profile: RatingProfile, frame: _Frame) -> tuple[list[Item], float]:
    """The marks with their words, what the ends of the scale mean, and where the scale may begin."""
    items: list[Item] = []
    left = _LARGE + 0.4
    x, y = left, 0.5 * _STEP
    for hollow, word, day in ((True, "Before", profile.before_day), (False, "After", profile.day)):
        if not profile.compares:
            break
        text = word if day is None else f"{word}, {uk_date(day)}"
        words = Words(text, (0.0, 0.0))
        if items and x + 3.0 + words.width > frame.width:
            x, y = left, y + _STEP
        items.append(_mark((x, y), hollow=hollow))
        items.append(Words(text, (x + 3.0, y + 0.36 * TEXT)))
        x += words.width + 10.0
    top = y + 0.5 * _STEP + 1.5 if items else 0.0
    if not frame.labels:
        items.append(Words(SCALE, (0.0, top + 0.5 * _STEP + 0.36 * TEXT), "soft"))
        top += _STEP
    return items, top


def _mark(centre: Point, *, hollow: bool) -> Dot:
    """The earlier mark is a ring, and the later one small enough to be seen inside it."""
    return Dot(centre, _LARGE if hollow else _SMALL, "before" if hollow else "after", hollow=hollow)


def _scale(frame: _Frame, profile: RatingProfile, rows: _Rows) -> Iterator[Item]:
    top, bottom = rows.edges[0], rows.edges[-1]
    base = top - 1.2 - 0.2 * TEXT
    if frame.labels:
        yield Words(SCALE, (0.0, base), "soft")
    for rating in range(1, frame.most + 1):
        x = frame.x(rating)
        yield Line(((x, top), (x, bottom)), "grid", 0.2)
        yield Words(str(rating), (x, base), "soft", "middle")
    for edge in rows.edges[1:-1]:
        yield Line(((0.0, edge), (frame.width, edge)), "grid", 0.15)
    if not frame.labels:  # no line of the scale runs through the words
        for label, skill in zip(rows.labels, profile.skills, strict=True):
            right = Words(skill.skill, (0.0, 0.0)).width + 1.0
            yield Area(rectangle(0.0, label - 0.45 * _STEP, right, label + 0.45 * _STEP), "paper")
    yield Line(((0.0, top), (frame.width, top)), "axis", 0.25)
    yield Line(((0.0, bottom), (frame.width, bottom)), "axis", 0.25)
    heads = ("After", "Before") if profile.compares else ("Rating",)
    for number, head in enumerate(heads, start=1):
        yield Words(head, (frame.column(number), base), anchor="end", bold=number == 1)


def _lines(frame: _Frame, skills: Sequence[RatedSkill], heights: Sequence[float]) -> Iterator[Item]:
    """The lines of the marks and the marks on them, the later ones above.

    Down the skills they make the profile, broken where a rating is missing. On narrow paper they would run
    through the words; there each lies in its own row, from the earlier mark or the start of the scale.
    """
    before = [(skill.before, height) for skill, height in zip(skills, heights, strict=True)]
    after = [(skill.score, height) for skill, height in zip(skills, heights, strict=True)]
    if frame.labels:
        for points in _pieces(frame, before):
            yield Line(points, "before", 0.35, dashes=1.2)
        for points in _pieces(frame, after):
            yield Line(points, "after", 0.6)
    else:
        compares = any(value is not None for value, _ in before)
        for (start, height), (end, _) in zip(before, after, strict=True):
            begin = start if compares else 1.0
            if begin is not None and end is not None:
                yield Line(((frame.x(begin), height), (frame.x(end), height)), "after", 0.6)
    for values, hollow in ((before, True), (after, False)):
        for value, height in values:
            if value is not None:
                yield _mark((frame.x(value), height), hollow=hollow)


def _pieces(frame: _Frame, values: Sequence[tuple[float | None, float]]) -> Iterator[tuple[Point, ...]]:
    piece: list[Point] = []
    for value, height in (*values, (None, 0.0)):
        if value is not None:
            piece.append((frame.x(value), height))
            continue
        if len(piece) > 1:
            yield tuple(piece)
        piece = []


def _figures(frame: _Frame, profile: RatingProfile, heights: Sequence[float]) -> Iterator[Item]:
    for skill, height in zip(profile.skills, heights, strict=True):
        base = height + 0.36 * TEXT
        yield Words(figure(skill.score), (frame.column(1), base), anchor="end", bold=True)
        if profile.compares:
            yield Words(figure(skill.before), (frame.column(2), base), anchor="end")


def figure(rating: float | None) -> str:
    """A rating in figures; a dash where there is none."""
    return "–" if rating is None else f"{rating:g}"
