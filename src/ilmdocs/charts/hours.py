"""The drawing of coaching hours: one step a session, one band a client, against what the unit requires."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ilmdocs.charts.drawing import (
    LINE_HEIGHT,
    TEXT,
    Area,
    Drawing,
    Item,
    Line,
    Point,
    Words,
    rectangle,
    shortened,
)
from ilmdocs.charts.scales import hour_marks, ticks
from ilmdocs.model.charts import HoursChart
from ilmdocs.text.formats import duration

MOST_BANDS = 8
"""Clients with a band of their own; the bands of more could not be told apart."""
_LOOKS = 6
_HEIGHT, _TOP, _BOTTOM, _LEFT = 82.0, 7.0, 11.0, 12.0
_BEFORE, _AFTER = 3.0, 4.0
_STEP = LINE_HEIGHT * TEXT
_LEADER = 4.0
_LABELS = 0.38
"""The part of the width that a client's reference may take from the chart."""


@dataclass(frozen=True, slots=True)
class Band:
    """A client's share: what stands at its end, and its minutes up to each day."""

    label: str
    minutes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The field of the chart: its edges in millimetres, the days and minutes that it spans."""

    right: float
    first: date
    last: date
    most: int

    @property
    def bottom(self) -> float:
        return _HEIGHT - _BOTTOM

    def x(self, day: date) -> float:
        left, right = _LEFT + _BEFORE, self.right - _AFTER
        span = (self.last - self.first).days
        return left + (right - left) * (day - self.first).days / max(span, 1)

    def y(self, minutes: float) -> float:
        return self.bottom - (self.bottom - _TOP) * minutes / self.most


def hours_drawing(chart: HoursChart, width: float) -> Drawing:
    """Draw the hours of a unit.

    Args:
        chart: with at least one session that has a day.
        width: of the paper in millimetres, at least 80.
    """
    days = sorted({point.day for point in chart.points if point.day is not None})
    bands = bands_of(chart, days)
    total = sum(band.minutes[-1] for band in bands)
    labels = [shortened(f"{band.label}: {duration(band.minutes[-1])}", _LABELS * width) for band in bands]
    tops = _stacked(bands)
    top_label = _total_label(chart, total) if len(bands) > 1 else ""
    widest = max(Words(text, (0, 0), bold=True).width for text in (*labels, top_label))
    most = max(total, chart.required_minutes or 0)
    frame = _Frame(width - widest - _LEADER - 0.5, days[0], days[-1], most)
    items: list[Item] = [
        *_grid(frame, hour_marks(most)),
        *_bands(frame, days, bands, tops),
        *_time(frame, width),
        *_required(frame, chart.required_minutes),
        *_labels(frame, labels, tops, top_label),
    ]
    return Drawing(width, _HEIGHT, tuple(items))


def bands_of(chart: HoursChart, days: Sequence[date]) -> tuple[Band, ...]:
    """The clients in the order in which coaching began; of very many the last share one band."""
    clients = list(dict.fromkeys(point.client for point in chart.points if point.day is not None))
    shown = clients if len(clients) <= MOST_BANDS else clients[: MOST_BANDS - 1]
    groups = [(name, {name}) for name in shown]
    rest = set(clients) - set(shown)
    if rest:
        groups.append((f"{len(rest)} more", rest))
    return tuple(Band(label, tuple(_up_to(chart, names, day) for day in days)) for label, names in groups)


def _up_to(chart: HoursChart, clients: Collection[str], day: date) -> int:
    points = (point for point in chart.points if point.day is not None and point.day <= day)
    return sum(point.minutes for point in points if point.client in clients)


def _total_label(chart: HoursChart, total: int) -> str:
    everything = all(point.day is not None for point in chart.points)
    return f"{'Total' if everything else 'With a day'}: {duration(total)}"


def _stacked(bands: Sequence[Band]) -> list[list[int]]:
    """The upper edge of each band, day by day, the first one lying on nothing."""
    tops = [[0] * len(bands[0].minutes)]
    for band in bands:
        tops.append([below + own for below, own in zip(tops[-1], band.minutes, strict=True)])
    return tops


def _grid(frame: _Frame, marks: Sequence[int]) -> Iterator[Item]:
    for mark in marks:
        y = frame.y(mark)
        look, width = ("grid", 0.2) if mark else ("axis", 0.25)
        yield Line(((_LEFT, y), (frame.right, y)), look, width)
        yield Words(duration(mark) if mark else "0 h", (_LEFT - 1.8, y + 0.36 * TEXT), "soft", "end")


def _bands(
    frame: _Frame, days: Sequence[date], bands: Sequence[Band], tops: Sequence[Sequence[int]]
) -> Iterator[Item]:
    edges = [_steps(frame, days, top) for top in tops]
    for number in range(len(bands)):
        outline = (*edges[number + 1], *reversed(edges[number]))
        yield Area(outline, f"band-{number % _LOOKS + 1}")
    for number in range(1, len(bands)):
        around = zip(tops[number - 1], tops[number], tops[-1], strict=True)
        parts = [below < here < top for below, here, top in around]
        if any(parts):  # from the first day on which something lies on either side
            yield Line(edges[number][2 * parts.index(True) + 1 :], "paper", 0.35)
    yield Line(edges[-1], "edge", 0.5)


def _steps(frame: _Frame, days: Sequence[date], minutes: Sequence[int]) -> tuple[Point, ...]:
    points: list[Point] = [(_LEFT, frame.bottom)]
    for day, top in zip(days, minutes, strict=True):
        points += [(frame.x(day), points[-1][1]), (frame.x(day), frame.y(top))]
    points.append((frame.right, points[-1][1]))
    return tuple(points)


def _time(frame: _Frame, width: float) -> Iterator[Item]:
    for tick in ticks(frame.first, frame.last, frame.right - _LEFT - _BEFORE - _AFTER):
        x = frame.x(tick.day)
        yield Line(((x, frame.bottom), (x, frame.bottom + 1.2)), "axis", 0.25)
        for number, text in enumerate(filter(None, (tick.label, tick.year)), start=1):
            words = Words(text, (x, frame.bottom + 1.2 + number * _STEP), "soft", "middle")
            half = words.width / 2
            yield Words(text, (min(max(x, half), width - half), words.at[1]), "soft", "middle")


def _required(frame: _Frame, minutes: int | None) -> Iterator[Item]:
    """Dashed over everything, with a thread of paper between the dashes: seen on any band, cutting none."""
    if not minutes:
        return
    y = frame.y(minutes)
    words = Words(f"Required: {duration(minutes)}", (_LEFT + 1.5, y - 1.5), bold=True)
    left, top, right, bottom = words.box
    yield Line(((_LEFT, y), (frame.right, y)), "paper", 0.25)
    yield Line(((_LEFT, y), (frame.right, y)), "required", 0.5, dashes=1.8)
    yield Area(rectangle(left - 0.8, top - 0.6, right + 0.8, bottom + 0.2), "paper")
    yield words


def _labels(
    frame: _Frame, labels: Sequence[str], tops: Sequence[Sequence[int]], total: str
) -> Iterator[Item]:
    """What stands at the end of each band, joined to it by a line; kept apart where bands are thin."""
    wanted = [
        (frame.y((tops[number][-1] + tops[number + 1][-1]) / 2), label, False)
        for number, label in enumerate(labels)
    ]
    if total:
        wanted.append((frame.y(tops[-1][-1]), total, True))
    heights = spread([y for y, _, _ in wanted], _STEP, 0.5 * _STEP, frame.bottom)
    for (y, text, is_total), height in zip(wanted, heights, strict=True):
        right = frame.right + _LEADER
        yield Line(((frame.right + 0.6, y), (right - 0.6, height)), "axis", 0.25)
        yield Words(text, (right, height + 0.36 * TEXT), bold=is_total)


def spread(wanted: Sequence[float], apart: float, top: float, bottom: float) -> tuple[float, ...]:
    """Heights as near as may be to those wanted, which come from the bottom up, and never closer than so."""
    heights: list[float] = []
    limit = bottom
    for height in wanted:
        heights.append(min(height, limit))
        limit = heights[-1] - apart
    limit = top
    for number in reversed(range(len(heights))):
        heights[number] = max(heights[number], limit)
        limit = heights[number] + apart
    return tuple(heights)
