"""Charts as a form prints them: the picture with its words, and every value of it as text in a table."""

from __future__ import annotations

from collections.abc import Sequence

from ilmdocs.charts import Figure, charts_of, figures
from ilmdocs.charts.figures import RATINGS_BY
from ilmdocs.forms.pictures import InlinePicture
from ilmdocs.forms.shapes import Fields, Many, Shape
from ilmdocs.forms.sheet_fields import leaf
from ilmdocs.forms.values import Picture, Record, Wording
from ilmdocs.model.charts import HoursChart
from ilmdocs.model.submission import Submission
from ilmdocs.model.unit import Unit

_WIDTH = 170.0
"""Millimetres between the margins of an upright page."""
_POINTS = 72 / 25.4
_HOURS_ROW = ("date", "client", "time", "client_so_far", "all_so_far")


def unit_figures(submission: Submission, unit: Unit) -> tuple[Figure, ...]:
    """The charts of a unit; none where the records give nothing to draw."""
    charts = charts_of(submission, unit)
    return () if charts is None else figures(charts, unit.name)


def chart_records(drawn: Sequence[Figure]) -> Record:
    """What a form may print of charts."""
    return {
        "hours": [_hours(item) for item in drawn if isinstance(item.source, HoursChart)],
        "ratings": [
            _ratings(item, later=number > 0)
            for number, item in enumerate(drawn)
            if not isinstance(item.source, HoursChart)
        ],
    }


def chart_pictures(drawn: Sequence[Figure]) -> tuple[InlinePicture, ...]:
    """The charts as pictures, as wide as the page, each with its words for those who cannot see it."""
    from ilmdocs.charts.painting import painted  # few portfolios have charts

    found = []
    for item in drawn:
        drawing = item.draw(_WIDTH)
        size = drawing.width * _POINTS, drawing.height * _POINTS
        found.append(InlinePicture(painted(drawing), *size, _picture_name(item), item.description))
    return tuple(found)


def chart_fields() -> Fields:
    """The fields of `chart_records`."""
    words: dict[str, Shape] = {
        "caption": leaf("what the chart shows, in a sentence"),
        "picture": leaf("the chart itself, as wide as the page; give it a paragraph of its own"),
        "notes": Many(leaf("what was left out, and why")),
    }
    hours = {
        "date": leaf("the day of the session"),
        "client": leaf("the client's reference"),
        "time": leaf("how long the session was"),
        "client_so_far": leaf("the client's time up to then"),
        "all_so_far": leaf("the time of all clients up to then"),
    }
    rating = {
        "skill": leaf("for example Builds rapport"),
        "before": leaf("the rating of the earlier sheet, where there are two"),
        "after": leaf("the rating"),
        "change": leaf("for example +2, where there are two sheets"),
    }
    ratings: dict[str, Shape] = {
        "whose": leaf("for example client C1, before and after"),
        "compares": leaf("for conditions: there are two sheets"),
        "on_new_page": leaf("for conditions: another chart stands before it"),
        "before": leaf("for example Before, 4 March 2026"),
        "after": leaf("for example After, 6 May 2026"),
        "rows": Many(Fields(rating)),
    }
    return Fields(
        {
            "hours": Many(Fields({**words, "rows": Many(Fields(hours))}), "the chart of hours, if any"),
            "ratings": Many(Fields({**words, **ratings}), "a chart for each client who gave ratings"),
        }
    )


def _hours(item: Figure) -> Record:
    rows = [dict(zip(_HOURS_ROW, row, strict=True)) for row in item.rows]
    return {**_words(item), "rows": rows}


def _ratings(item: Figure, *, later: bool) -> Record:
    """A profile; with a single sheet its rating is the later one, and there is nothing to compare."""
    compares = len(item.headings) > 2
    rows = [
        {"skill": row[0], "before": row[1] if compares else "", "after": row[-2 if compares else -1],
         "change": row[-1] if compares else ""}
        for row in item.rows
    ]  # fmt: skip
    return {
        **_words(item),
        "whose": item.title.removeprefix(f"{RATINGS_BY} "),
        "compares": compares,
        "on_new_page": later,
        "before": item.headings[1] if compares else "",
        "after": item.headings[2] if compares else "",
        "rows": rows,
    }


def _words(item: Figure) -> Record:
    return {
        "caption": Wording(item.caption),
        "picture": Picture(_picture_name(item)),
        "notes": list(item.notes),
    }


def _picture_name(item: Figure) -> str:
    return f"chart-{item.name}"
