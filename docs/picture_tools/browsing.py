"""Pictures of pages in a headless Chromium: files, the page of ilmdocs, a terminal, a folder."""

from __future__ import annotations

import io
import shutil
from html import escape
from pathlib import Path
from types import TracebackType

from PIL import Image
from playwright.sync_api import FloatRect, Page, sync_playwright

_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
)  # fmt: skip
_LOOKS = """
body { margin: 0; font: 13px/1.5 "DejaVu Sans Mono", monospace; background: #10252b; color: #e8f1f2; }
pre { margin: 0; padding: 14px 18px; font: inherit; white-space: pre; }
.typed { color: #7fd0de; font-weight: bold; }
.folder { font: 14px/1.75 "DejaVu Sans", sans-serif; background: #fff; color: #1a1a1a; }
.folder ul { list-style: none; margin: 0; padding: 12px 18px; }
.folder ul ul { padding: 0 0 0 28px; color: #43565c; }
.mark { display: inline-block; width: 15px; height: 11px; margin-right: 9px; background: #d9a93c; }
.file .mark { width: 9px; height: 12px; margin-left: 3px; background: #0b5563; }
"""


class Browsing:
    """One browser for all pictures."""

    def __enter__(self) -> Browsing:
        self._playwright = sync_playwright().start()
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        self._browser = self._playwright.chromium.launch(executable_path=program, args=list(_ARGUMENTS))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._browser.close()
        self._playwright.stop()

    def file(self, file: Path, *, wide: int, tall: int, at: str = "body") -> Image.Image:
        """What begins at an element of a page that lies on disk."""
        page = self._page(wide, tall)
        page.goto(file.as_uri())
        return _picture(page, at)

    def web_page(self, address: str, path: str, *, wide: int, tall: int, at: str) -> Image.Image:
        """What begins at an element of a page of `ilmdocs web`; the address itself lets the browser in."""
        page = self._page(wide, tall)
        page.goto(address)
        page.wait_for_selector("h1")  # the address leads on by itself
        page.goto(page.url.rstrip("/") + path)
        return _picture(page, at)

    def dropped(self, address: str, workbook: Path, *, wide: int, tall: int) -> Image.Image:
        """The findings about a workbook that was dropped on the page."""
        page = self._page(wide, tall)
        page.goto(address)
        page.wait_for_selector("h1")  # the address leads on by itself
        page.set_input_files("#files", str(workbook))
        page.wait_for_selector(".findings h2", timeout=180_000)
        return _picture(page, ".findings h2")

    def terminal(self, typed: str, said: str, *, first: int, lines: int) -> Image.Image:
        """A command and a piece of what it said."""
        shown = "\n".join(said.splitlines()[first : first + lines])
        return self._made(f'<pre><span class="typed">{escape(typed)}</span>\n{escape(shown)}</pre>')

    def folder(self, folder: Path) -> Image.Image:
        """What is in a folder of learners' folders; the first one is open."""
        learners = sorted(entry for entry in folder.iterdir() if entry.is_dir())[:6]
        opened = max(learners, key=lambda learner: len(list(learner.iterdir())))
        items = []
        for learner in learners:
            inner = "".join(
                f'<li class="file"><span class="mark"></span>{escape(file.name)}</li>'
                for file in sorted(opened.iterdir()) if learner == opened
            )  # fmt: skip
            below = f"<ul>{inner}</ul>" if inner else ""
            items.append(f'<li><span class="mark"></span>{escape(learner.name)}{below}</li>')
        return self._made(f'<div class="folder"><ul>{"".join(items)}</ul></div>')

    def _made(self, body: str) -> Image.Image:
        page = self._page(560, 200)
        page.set_content(
            f"<style>{_LOOKS}</style><div id=all style='width:max-content;min-width:100%'>{body}</div>"
        )
        return _image(page.locator("#all").screenshot())

    def _page(self, wide: int, tall: int) -> Page:
        return self._browser.new_context(
            viewport={"width": wide, "height": tall}, device_scale_factor=2, reduced_motion="reduce"
        ).new_page()


def _picture(page: Page, at: str) -> Image.Image:
    """What a window shows from a little above an element on."""
    page.wait_for_load_state()
    top = page.locator(at).first.evaluate("(it) => it.getBoundingClientRect().top + window.scrollY")
    size = page.viewport_size or {"width": 0, "height": 0}
    clip = FloatRect(x=0, y=max(0, top - 12), width=size["width"], height=size["height"])
    return _image(page.screenshot(clip=clip, full_page=True))


def _image(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as picture:
        return picture.convert("RGB")
