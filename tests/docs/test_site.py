"""The documentation site: built by its one command, whole, and in need of no network."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest

ROOT = Path(__file__).parents[2]
_FETCHING = (
    "//script/@src",
    "//img/@src",
    "//link[not(@rel='canonical')]/@href",
    "//source/@src",
    "//iframe/@src",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `python docs/build.py` makes it; a warning of Sphinx makes it fail."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "build.py"), str(folder)],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_page_of_the_repository_is_on_the_site(site: Path) -> None:
    """Nobody has to look in two places."""
    pages = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")}
    built = {path.relative_to(site) for path in site.rglob("*.html")}
    assert pages - built == set()


def test_every_link_within_the_site_leads_somewhere(site: Path) -> None:
    """Pages, headings and files that a page links to are there."""
    anchors = {page: set(_page(page).xpath("//@id")) for page in site.rglob("*.html")}
    lost = []
    for page, target, anchor in _links(site):
        place = (page.parent / target).resolve() if target else page
        if not place.exists() or (anchor and anchor not in anchors.get(place, {anchor})):
            lost.append(f"{page.relative_to(site)} → {target}#{anchor}")
    assert lost == []


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    """The site works without the internet: fonts, scripts, styles and pictures lie beside it."""
    fetched = [
        (page.name, url)
        for page in site.rglob("*.html")
        for path in _FETCHING
        for url in _page(page).xpath(path)
        if re.match(r"(?:https?:)?//", url)
    ]
    for style in site.rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", style.read_text(encoding="utf-8"), flags=re.DOTALL)
        fetched += [(style.name, url) for url in re.findall(r"url\([\"']?((?:https?:)?//[^)]+)", text)]
        fetched += [(style.name, url) for url in re.findall(r"@import\s+[\"']((?:https?:)?//[^\"']+)", text)]
    assert fetched == []


def test_the_start_page_leads_each_kind_of_reader_to_a_page(site: Path) -> None:
    """Six kinds of readers, each with a page of their own to begin with."""
    cards = _page(site / "index.html").xpath("//section[@id='who-are-you']/ul/li/p[1]//a")
    assert [card.text_content() for card in cards] == [
        "Learner", "Administrator", "Assessor", "Quality assurer", "External verifier", "Developer",
    ]  # fmt: skip
    assert len({card.get("href") for card in cards}) == len(cards)


def test_the_keyboard_reaches_what_is_too_wide_for_a_phone(site: Path) -> None:
    """Code and tables scroll inside a frame, which Tab reaches; captions are headings."""
    page = _page(site / "reference" / "commands.html")
    assert page.xpath("//pre") and not page.xpath("//pre[not(@tabindex)]")
    assert not page.xpath("//div[contains(@class, 'table-wrapper')][not(@tabindex)]")
    assert not page.xpath("//*[@role='heading'][not(@aria-level)]")


def _page(file: Path) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(file.read_bytes())


def _links(site: Path) -> Iterator[tuple[Path, str, str]]:
    """Every link of a page that stays on the site, as page, file and heading."""
    for page in site.rglob("*.html"):
        for link in _page(page).xpath("//a/@href"):
            if not re.match(r"[a-z]+:", link):
                target, _, anchor = unquote(link).partition("#")
                yield page, target.partition("?")[0], anchor
