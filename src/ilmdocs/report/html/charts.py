"""Charts of a unit for the browser: each a drawing that scales, its words, and its numbers as a table.

A drawing stands there twice, for wide and for narrow screens; style.css shows one and gives all looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ilmdocs.charts import Figure, figures
from ilmdocs.charts.drawing import Area, Dot, Drawing, Item, Line, Point
from ilmdocs.model.cohort import UnitStanding
from ilmdocs.report.html.markup import Markup, joined, tag

_WIDE, _NARROW = 170.0, 92.0


def unit_charts(unit: UnitStanding) -> Markup | None:
    """All charts of a learner's unit; None when there is nothing to draw."""
    if unit.charts is None:
        return None
    made = figures(unit.charts, unit.label or unit.unit)
    return tag("div", *(chart(figure, f"{_id(unit.unit)}-{figure.name}") for figure in made), class_="charts")


def chart(figure: Figure, name: str) -> Markup:
    """One chart.

    Args:
        figure: what is shown.
        name: what its elements are called; unique on the page.
    """
    notes = tag("ul", *(tag("li", note) for note in figure.notes), class_="quiet") if figure.notes else None
    details = tag("details", tag("summary", "The same in numbers"), _table(figure), notes)
    caption = tag("figcaption", tag("b", figure.title), tag("span", figure.caption, class_="quiet"))
    drawings = (
        _svg(figure, width, f"{name}-{kind}", kind) for kind, width in (("wide", _WIDE), ("narrow", _NARROW))
    )
    return tag("div", tag("figure", caption, *drawings), details, class_="chart")


def _id(text: str) -> str:
    return "chart-" + re.sub(r"[^A-Za-z0-9]+", "-", text)


def _svg(figure: Figure, width: float, name: str, kind: str) -> Markup:
    drawing = figure.draw(width)
    return tag(
        "svg",
        tag("title", figure.title, id=f"{name}-title"),
        tag("desc", figure.description, id=f"{name}-words"),
        *drawn(drawing),
        class_=kind,
        role="img",
        aria_labelledby=f"{name}-title {name}-words",
        viewBox=f"0 0 {_number(drawing.width)} {_number(drawing.height)}",
        focusable="false",
    )


def drawn(drawing: Drawing) -> Iterator[Markup]:
    """The items of a drawing as elements of SVG."""
    return (_element(item) for item in drawing.items)


def _element(item: Item) -> Markup:
    if isinstance(item, Area):
        return tag("path", class_=f"area {item.look}", d=f"{_path(item.points)}Z")
    if isinstance(item, Line):
        dashes = _number(item.dashes) if item.dashes else None
        return tag(
            "path",
            class_=f"line {item.look}",
            d=_path(item.points),
            stroke_width=_number(item.width),
            stroke_dasharray=dashes,
        )
    if isinstance(item, Dot):
        return tag(
            "circle",
            class_=f"{'ring' if item.hollow else 'dot'} {item.look}",
            cx=_number(item.centre[0]),
            cy=_number(item.centre[1]),
            r=_number(item.radius),
            stroke_width="0.35",
        )
    return tag(
        "text",
        item.text,
        class_=f"{item.look} bold" if item.bold else item.look,
        x=_number(item.at[0]),
        y=_number(item.at[1]),
        font_size=_number(item.size),
        text_anchor=None if item.anchor == "start" else item.anchor,
    )


def _path(points: tuple[Point, ...]) -> str:
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _number(value: float) -> str:
    """Hundredths of a millimetre are finer than any screen."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _table(figure: Figure) -> Markup:
    heads = (
        tag("th", words, scope="col", class_="numbers" if column in figure.numbers else None)
        for column, words in enumerate(figure.headings)
    )
    rows = (tag("tr", joined(_cells(figure, row))) for row in figure.rows)
    return tag(
        "table",
        tag("caption", figure.description),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *rows),
    )


def _cells(figure: Figure, row: tuple[str, ...]) -> Iterator[Markup]:
    first, *others = row
    yield tag("th", first, scope="row")
    for column, text in enumerate(others, start=1):
        yield tag("td", text, class_="numbers" if column in figure.numbers else None)
