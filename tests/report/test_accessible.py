"""The report and the board in a browser: for everybody, on a phone, at a desk, in the dark and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ilmdocs.report.html import board_html, learner_report_html
from tests.browsing import VIEWS, browser, look, opened, too_wide, violations
from tests.report.cohorts import TODAY, cohort_of, hostile, in_full, unreadable

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
