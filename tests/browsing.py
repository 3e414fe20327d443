"""A browser for tests: what somebody sees on a page, and what axe-core finds there.

    from tests.browsing import VIEWS, browser, opened, violations  # `browser` is a fixture

    pytestmark = pytest.mark.browser

    def test_something(browser: Browser, tmp_path: Path) -> None:
        with opened(browser, address, VIEWS[0]) as page:   # a file: or http://127.0.0.1 address
            assert violations(page) == []

- `browser`: one headless Chromium for each test module. Without one the test is skipped; with CI set, that
  is a failure, as for every test that does not run.
- `View(width, dark=False, printed=False)`: how wide the window is, which colours are asked for, whether the
  page is laid out as for paper. `VIEWS` are all that a page has to look good in.
- `opened(browser, address, view)`: a page in a fresh context. A request that leaves this machine fails the
  test, and so does an error of a script. Pages forbid scripts of others; the tests' own are let in.
- `look(page, view)`: the same page in another view; much cheaper than opening it again.
- `violations(page)`: what axe-core says against WCAG 2.2 AA, as short lines; empty when all is well.
- `too_wide(page)`: how many pixels of the page lie beyond the window's right edge.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_HERE = re.compile(r"127\.[0-9.]+|localhost|::1")
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_OPTIONS = {"runOnly": {"type": "tag", "values": list(_RULES)}, "resultTypes": ["violations"]}
_HEIGHT = 900


@dataclass(frozen=True, slots=True)
class View:
    """How a page is looked at."""

    width: int
    dark: bool = False
    printed: bool = False

    def __str__(self) -> str:
        return f"{self.width}{'-dark' if self.dark else ''}{'-print' if self.printed else ''}"


VIEWS = (View(360), View(1280), View(360, dark=True), View(1280, dark=True), View(1032, printed=True))
"""Phone and desk, light and dark, and what a sheet of A4 holds lengthwise between its margins."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the tests of a module: while it lives, its event loop runs in this thread."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
        if program is None and not own.is_file():
            pytest.skip("There is no Chromium on this machine.")
        opened = playwright.chromium.launch(executable_path=program, args=list(_QUIET))
        yield opened
        opened.close()


@contextmanager
def opened(browser: Browser, address: str, view: View = VIEWS[1]) -> Iterator[Page]:
    """A page in a context of its own; what it did wrong is told at the end."""
    context = browser.new_context(
        viewport={"width": view.width, "height": _HEIGHT},
        reduced_motion="reduce",
        bypass_csp=True,
        locale="en-GB",
    )
    wrong: list[str] = []

    def watch(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and not _HERE.fullmatch(parts.hostname or ""):
            wrong.append(f"asks for {request.url}")

    context.on("request", watch)
    try:
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"error of a script: {error}"))
        look(page, view)
        page.goto(address)
        yield page
    finally:
        context.close()
    assert wrong == []


def look(page: Page, view: View) -> None:
    """Look at a page in another view: as wide, in these colours, on screen or paper."""
    page.set_viewport_size({"width": view.width, "height": _HEIGHT})
    page.emulate_media(
        media="print" if view.printed else "screen", color_scheme="dark" if view.dark else "light"
    )


def violations(page: Page) -> list[str]:
    """What axe-core finds, one line for each element: the rule, the element and what is wrong with it."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=_OPTIONS)
    return [
        f"{rule['id']}: {node['html'][:160]} ({node.get('failureSummary', '')})"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def too_wide(page: Page) -> int:
    """How much of a page can only be seen by scrolling sideways."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width
