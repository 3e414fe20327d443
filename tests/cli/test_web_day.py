"""Which day the page takes for today: that of the clock at each upload, or the one that was typed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from click.testing import CliRunner

import ilmdocs.cli.web as command
from ilmdocs.web import serving


@pytest.mark.parametrize(
    ("typed", "days"),
    [([], [date(2026, 3, 4), date(2026, 3, 5)]), (["--today", "2026-01-05"], [date(2026, 1, 5)] * 2)],
)
def test_a_page_that_is_open_over_midnight_goes_on_to_the_next_day(
    monkeypatch: pytest.MonkeyPatch, typed: list[str], days: list[date]
) -> None:
    """Unless somebody has fixed the day."""
    clock = [datetime(2026, 3, 4, 23, 59), datetime(2026, 3, 5, 0, 1)]
    asked: list[date] = []

    def serve(terms: Any, *_: Any) -> None:
        monkeypatch.setattr(command, "_now", lambda: clock.pop(0))
        asked.extend([terms.today(), terms.today()])

    monkeypatch.setattr(serving, "serve", serve)
    done = CliRunner().invoke(command.command, ["--no-browser", "--engine", "embedded", *typed])
    assert (done.exit_code, asked) == (0, days)
