"""Charts in a learner's report: each has a name and words, and its table says what the drawing shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from lxml import html

from ilmdocs.charts import figures
from ilmdocs.model.charts import Charts
from ilmdocs.report.html import learner_report_html
from tests.charts.samples import HOURS, RATINGS_GIVEN, hours, profile
from tests.report.cohorts import TODAY, learner, standing

CHARTS = Charts(
    replace(HOURS["usual"], notes=("Not counted: 1 session (not one to one).",)),
    (RATINGS_GIVEN["two sheets"], profile(7, None, client="C2")),
)


@pytest.fixture(scope="module")
def page() -> Any:
    """A report of two units, both with charts."""
    units = (
        replace(standing("8585-302"), charts=CHARTS),
        replace(standing("8585-301"), charts=Charts(hours(1, 2, 9))),
    )
    given = replace(learner("Rosalind Tarrant", *units), report="Tarrant/report.html")
    return html.fromstring(learner_report_html(given, TODAY))


def test_every_drawing_is_named_and_told(page: Any) -> None:
    """A screen reader gets title and description of each drawing, by ids that stand there once."""
    drawings = page.xpath("//figure//svg")
    assert len(drawings) == 2 * 4
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for svg in drawings:
        title, words = svg.get("aria-labelledby").split()
        assert svg.get("role") == "img"
        assert len(page.get_element_by_id(title).text) > 10
        assert page.get_element_by_id(words).text.endswith(".")


def test_the_table_says_every_value(page: Any) -> None:
    """What is drawn stands in the table below, row by row, and what was left out below that."""
    tables = page.xpath("//div[@class='chart']/details/table")
    wanted = [*figures(CHARTS, "8585-302"), *figures(Charts(hours(1, 2, 9)), "8585-301")]
    for table, figure in zip(tables, wanted, strict=True):
        rows = [
            tuple(cell.text_content() for cell in row.xpath("./th|./td")) for row in table.xpath("./tbody/tr")
        ]
        assert tuple(rows) == figure.rows
        assert tuple(head.text for head in table.xpath("./thead//th")) == figure.headings
    assert page.xpath("//div[@class='chart']//li/text()") == ["Not counted: 1 session (not one to one)."]


def test_nothing_needs_what_the_page_forbids(page: Any) -> None:
    """The page allows its own style sheet alone: no drawing brings a style of its own."""
    assert page.xpath("//*[@style]|//figure//style|//figure//script|//image|//use") == []


def test_a_unit_without_records_has_no_chart() -> None:
    """No empty frame stands where there is nothing to draw."""
    given = replace(learner("Rosalind Tarrant", standing()), report="Tarrant/report.html")
    assert "<figure" not in learner_report_html(given, date(2026, 11, 22))
