"""The report and the board in a browser: for everybody, on a phone, at a desk, in the dark and on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ilmdocs.model.cohort import Assessment, Cohort
from ilmdocs.report.html import board_html, learner_report_html
from tests.browsing import VIEWS, View, browser, look, opened, too_wide, violations
from tests.report.cohorts import TODAY, cohort_of, hostile, in_full, learner, standing, unreadable

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]  # a fixture

pytestmark = pytest.mark.browser

PAGES = {
    "ready": lambda: learner_report_html(in_full("built"), TODAY),
    "not ready": lambda: learner_report_html(in_full(), TODAY),
    "unreadable": lambda: learner_report_html(unreadable(), TODAY),
    "hostile": lambda: learner_report_html(hostile(), TODAY),
    "board": lambda: board_html(cohort_of(4), today=TODAY),
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_shuts_anybody_out(browser: Browser, tmp_path: Path, name: str) -> None:
    """axe-core finds nothing against WCAG 2.2 AA, and nothing lies beyond the edge of the window."""
    file = tmp_path / "page.html"
    file.write_text(PAGES[name](), encoding="utf-8")
    with opened(browser, file.as_uri()) as page:
        for view in VIEWS:
            look(page, view)
            assert (str(view), violations(page), max(0, too_wide(page))) == (str(view), [], 0)


@pytest.mark.parametrize("width", [1040, 1280])
def test_no_cell_of_the_board_runs_into_the_next(browser: Browser, tmp_path: Path, width: int) -> None:
    """The longest hours, days, units and outcomes stay in their own columns; a pill is in one piece."""
    referred = Assessment(
        1, "Jocelyn Marchbanks", date(2026, 3, 2), "REFERRAL", passed=False, total=45, most=96
    )
    units = (
        standing(required=7200, planned=8100, delivered=1230, submission=date(2026, 2, 20)),
        standing("8581-L7-20H", assessments=(referred,)),
    )
    file = tmp_path / "board.html"
    file.write_text(board_html(Cohort((learner("Ann Archer", *units),)), today=TODAY), encoding="utf-8")
    with opened(browser, file.as_uri(), View(width)) as page:
        assert page.evaluate(_OUTSIDE) == []
        assert page.evaluate("document.querySelector('.badge.referred').getClientRects().length") == 1
        assert page.evaluate("document.querySelector('.badge.referred').offsetHeight") < 30


_OUTSIDE = """[...document.querySelectorAll('#board td .in > *')].filter(inside => {
    const cell = inside.closest('td').getBoundingClientRect(), box = inside.getBoundingClientRect();
    return box.width && (box.right > cell.right - 3 || box.left < cell.left - 1);
}).map(inside => inside.textContent)"""
