"""Nothing in a drawing lies over another word or runs off the paper, however odd the records are."""

from __future__ import annotations

import io
from itertools import combinations

import pytest
from PIL import Image

from ilmdocs.charts.drawing import Area, Dot, Drawing, Line, Words
from ilmdocs.charts.hours import hours_drawing
from ilmdocs.charts.painting import LOOKS, painted
from ilmdocs.charts.ratings import ratings_drawing
from ilmdocs.report.html.charts import drawn
from tests.charts.samples import HOURS, RATINGS_GIVEN

WIDTHS = (170.0, 92.0)
DRAWINGS = {
    **{(name, width): hours_drawing(chart, width) for name, chart in HOURS.items() for width in WIDTHS},
    **{
        (name, width): ratings_drawing(given, width)
        for name, given in RATINGS_GIVEN.items()
        for width in WIDTHS
    },
}
Box = tuple[float, float, float, float]


def overlap(one: Box, other: Box) -> bool:
    """Whether two rectangles share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("name", DRAWINGS, ids=str)
def test_no_word_lies_over_another_or_off_the_paper(name: tuple[str, float]) -> None:
    """Every label can be read whole."""
    drawing = DRAWINGS[name]
    texts = [(words.text, words.box) for words in drawing.words]
    assert [(a, b) for (a, x), (b, y) in combinations(texts, 2) if overlap(x, y)] == []
    off = [
        text
        for text, (left, top, right, bottom) in texts
        if left < -0.01 or top < 0 or bottom > drawing.height
    ]
    assert off == []
    assert [text for text, box in texts if box[2] > drawing.width + 0.01] == []


@pytest.mark.parametrize("name", DRAWINGS, ids=str)
def test_no_line_runs_off_the_paper(name: tuple[str, float]) -> None:
    """Lines, areas and marks stay inside."""
    drawing = DRAWINGS[name]
    points = [p for item in drawing.items if isinstance(item, Line | Area) for p in item.points]
    for dot in (item for item in drawing.items if isinstance(item, Dot)):
        points += [(dot.centre[0] - dot.radius, dot.centre[1]), (dot.centre[0] + dot.radius, dot.centre[1])]
    assert all(-0.01 <= x <= drawing.width + 0.01 and 0 <= y <= drawing.height for x, y in points)


def said(drawing: Drawing) -> list[str]:
    """The words of a drawing."""
    return [words.text for words in drawing.words]


def test_hours_stand_at_their_lines() -> None:
    """Who coached how long, the sum and what is required stand in the drawing, not in a key beside it."""
    texts = said(hours_drawing(HOURS["usual"], 170))
    assert {"C1: 7 h 30 min", "C2: 7 h 30 min", "Total: 15 h", "Required: 12 h"} <= set(texts)


def test_height_is_time() -> None:
    """The line of what is required lies where the scale says, and the steps reach the total."""
    drawing = hours_drawing(HOURS["usual"], 170)
    scale = {w.text: w.at[1] for w in drawing.words if w.look == "soft" and w.text.endswith(" h")}
    lines = {item.look: item for item in drawing.items if isinstance(item, Line) and item.look != "axis"}
    an_hour = (scale["0 h"] - scale["12 h"]) / 12
    required, top = lines["required"].points[0][1], lines["edge"].points[-1][1]
    start = lines["edge"].points[0][1]
    assert start - required == pytest.approx(12 * an_hour)
    assert start - top == pytest.approx(15 * an_hour)


def test_what_is_required_cuts_no_band() -> None:
    """Steps above the dashed line stand on those below it: nothing wider than the line lies between."""
    items = hours_drawing(HOURS["usual"], 170).items
    (line,) = (item for item in items if isinstance(item, Line) and item.look == "required")
    over = [item for item in items if isinstance(item, Line) and item.points == line.points and item != line]
    assert line.dashes
    assert all(item.width < line.width for item in over if item.look == "paper")
    assert any(item.look == "paper" for item in over)  # and yet it is seen on a dark band


def test_many_clients_share_a_band() -> None:
    """Twenty bands cannot be told apart: the last share one, which says how many they are."""
    texts = said(hours_drawing(HOURS["twenty clients"], 170))
    assert "13 more: 16 h 15 min" in texts
    assert "Total: 25 h" in texts


def test_a_missing_rating_breaks_the_line() -> None:
    """No line leads over a rating that nobody gave, and a dash stands in its place."""
    drawing = ratings_drawing(RATINGS_GIVEN["gaps"], 170)
    after = [item for item in drawing.items if isinstance(item, Line) and item.look == "after"]
    assert [len(line.points) for line in after] == [10]  # the two before it stand alone
    assert sum(isinstance(item, Dot) and not item.hollow for item in drawing.items) == 12 + 1
    assert said(drawing).count("–") == 3 + 2


def test_earlier_and_later_rating_differ_in_shape() -> None:
    """Ring and filled dot, dashed and solid: nobody needs to see colours."""
    items = ratings_drawing(RATINGS_GIVEN["two sheets"], 170).items
    dots = {(item.look, item.hollow) for item in items if isinstance(item, Dot)}
    assert dots == {("before", True), ("after", False)}
    dashed = {item.look: bool(item.dashes) for item in items if isinstance(item, Line) and item.look in LOOKS}
    assert dashed["before"]
    assert not dashed["after"]


def test_the_picture_is_fine_enough_for_print_and_always_the_same() -> None:
    """300 dots an inch, nothing noted in it, the same bytes each time."""
    drawing = hours_drawing(HOURS["usual"], 170)
    png = painted(drawing)
    assert png == painted(drawing)
    with Image.open(io.BytesIO(png)) as image:
        assert image.size == (round(170 / 25.4 * 300), round(drawing.height / 25.4 * 300))
        assert not image.info.keys() - {"transparency"}
        shades = sorted(image.convert("L").tobytes())
    assert shades[0] < 40
    assert shades[-1] == 255


def test_screen_and_paper_show_the_same() -> None:
    """Every item is written as SVG, and every look of it has a colour on paper."""
    for drawing in DRAWINGS.values():
        assert len(list(drawn(drawing))) == len(drawing.items)
        assert {item.look for item in drawing.items} <= set(LOOKS)
        assert all(isinstance(item, Area | Dot | Line | Words) for item in drawing.items)
