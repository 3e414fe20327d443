"""Builds the documentation site:  python docs/build.py [FOLDER]  (docs/decisions/0023-documentation-site.md).

The pages of docs/ are copied to a temporary folder, the reference pages are written beside them from the
program itself, and Sphinx turns the whole into HTML that needs no network. A warning stops it.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).resolve().parent
if str(DOCS) not in sys.path:
    sys.path.insert(0, str(DOCS))

from navigation import NAVIGATION, OUTSIDE, toctree, toctrees  # noqa: E402
from reference_pages import reference_pages  # noqa: E402

_NOT_PAGES = shutil.ignore_patterns("*.py", "__pycache__", "reference_pages", "static")

_UNSAID = {
    '<p class="caption" role="heading">': '<p class="caption" role="heading" aria-level="2">',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="All pages">',
    '<aside class="toc-drawer">': '<aside class="toc-drawer" aria-label="On this page">',
    "<pre>": '<pre tabindex="0">',  # what is too wide is scrolled with the arrow keys
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',
}
"""What axe-core asks of pages made with furo 2025.12, and what answers it."""
_DECISIONS = f"""\
# Decisions

Why ilmdocs is as it is. Each page says what was decided, why, and what was left aside.

{toctree(("decisions/*",), "maxdepth: 1", "glob")}"""


def write_source(folder: Path) -> None:
    """Put everything that Sphinx reads into an empty folder: pages, pictures, reference, settings."""
    shutil.copytree(DOCS, folder, ignore=_NOT_PAGES, dirs_exist_ok=True)
    shutil.copytree(DOCS / "static", folder / "static")
    shutil.copy(DOCS / "conf.py", folder)
    for name, page in reference_pages().items():
        _write(folder / name, page)
    for name, file in OUTSIDE.items():
        _write(folder / name, (DOCS.parent / file).read_text(encoding="utf-8"))
    _write(folder / "decisions.md", _DECISIONS)
    for copied in folder.rglob("*.md"):
        _write(copied, _led_to_pages(copied, folder))
    index = folder / "index.md"
    _write(index, f"{index.read_text(encoding='utf-8')}\n{toctrees(NAVIGATION)}")


def build_site(site: Path) -> int:
    """Build the site into a folder; 0 when there was nothing to warn of."""
    try:
        from sphinx.cmd.build import build_main
    except ModuleNotFoundError:
        print('Sphinx is not installed. Type first:  .venv/bin/pip install ".[docs]"', file=sys.stderr)
        return 1

    with tempfile.TemporaryDirectory(prefix="ilmdocs-site-") as work:
        source = Path(work) / "source"
        write_source(source)
        arguments = ["-q", "-W", "--keep-going", "-E", "-b", "html", "-d", f"{work}/doctrees"]
        done = build_main([*arguments, str(source), str(site)])
    if done == 0:
        (site / ".buildinfo").unlink(missing_ok=True)
        for page in site.rglob("*.html"):
            _write(page, _said_to_screen_readers(page.read_text(encoding="utf-8")))
    return done


def _said_to_screen_readers(html: str) -> str:
    """A page with what the theme leaves out for those who listen or use the keyboard alone."""
    for said, whole in _UNSAID.items():
        html = html.replace(said, whole)
    return html


def _led_to_pages(page: Path, folder: Path) -> str:
    """A page whose links to files beside docs/ lead to their pages on the site."""
    text = page.read_text(encoding="utf-8")
    up = "../" * (len(page.relative_to(folder).parts) - 1)
    came_from = OUTSIDE.get(page.relative_to(folder).as_posix(), "")
    for name, file in OUTSIDE.items():
        text = text.replace(f"]({up}../{file}", f"]({up}{name}")
    if came_from:  # its own links start where the file lies in the repository
        back = "../" * came_from.count("/")
        text = re.sub(rf"\]\({re.escape(back)}docs/(?=[^)])", f"]({up}", text)
        for name, file in OUTSIDE.items():
            text = text.replace(f"]({back}{file}", f"]({up}{name}")
        text = re.sub(r"\]\((?:\.\./)*docs/?\)", f"]({up}index.md)", text)
    return re.sub(r"\]\(([\w./-]*)decisions/\)", r"](\1decisions.md)", text)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    """Build into the folder that was named, or `site` beside docs/."""
    parser = argparse.ArgumentParser(description="Build the documentation site.")
    parser.add_argument("folder", nargs="?", type=Path, default=DOCS.parent / "site")
    site: Path = parser.parse_args().folder
    done = build_site(site)
    print(f"Open {site / 'index.html'}" if done == 0 else "The site was not built; the reasons stand above.")
    return done


if __name__ == "__main__":
    raise SystemExit(main())
