"""The whole way in a real browser, with the real program: drop, wait, read, download, stop."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from ilmdocs.web.serving import serve
from ilmdocs.web.session import Terms
from tests.browsing import VIEWS, browser, look, too_wide, violations
from tests.builders import TEMPLATES, TODAY
from tests.web.site import NOW, UNIT, Team, workbook

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]
pytestmark = pytest.mark.browser

_FINISHED = re.compile(r"/uploads/\d+(#result)?$")
_DROP = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name));
  for (const kind of ["dragenter", "dragover", "drop"])
    document.body.dispatchEvent(
      new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address that a real `ilmdocs web` prints; at the end it is stopped, and has left nothing."""
    folder = tmp_path_factory.mktemp("program")
    temporary = folder / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "ilmdocs", "web", "--no-browser", "--engine", "embedded"]
    running = subprocess.Popen(
        [*command, "--today", TODAY.isoformat()],
        cwd=folder, stdout=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(temporary)},
    )  # fmt: skip
    try:
        assert running.stdout is not None
        yield running.stdout.readline().split()[-1]
        running.terminate()
        said = running.communicate(timeout=60)[0]
    finally:
        running.kill()
        running.wait()
    assert running.returncode == 0 and "ilmdocs has stopped." in said
    assert list(temporary.iterdir()) == []


@contextmanager
def visited(browser: Browser, address: str) -> Iterator[Page]:
    """A page with the rules that it brings in force; an error of a script or a broken rule fails the test."""
    context = browser.new_context(locale="en-GB", reduced_motion="reduce", accept_downloads=True)
    wrong: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda told: wrong.append(told.text) if "Security Policy" in told.text else None)
    try:
        page.goto(address)
        page.wait_for_selector("h1")  # the address leads on by itself
        yield page
    finally:
        context.close()
    assert wrong == []


def sound(page: Page) -> None:
    """Nobody is kept out, and nothing is cut off, in any view."""
    for view in VIEWS:
        look(page, view)
        assert violations(page) == [], view
        assert view.printed or too_wide(page) == 0, view
    look(page, VIEWS[1])


def drop(page: Page, name: str, data: bytes) -> None:
    """Drop a file anywhere on the page, and wait for what comes of it."""
    page.evaluate(_DROP, [name, base64.b64encode(data).decode()])
    page.wait_for_url(_FINISHED, timeout=150_000)


def until(page: Page, true: str) -> None:
    """Wait until something is true on the page; its own rules forbid to wait there."""
    deadline = time.monotonic() + 30
    while not page.evaluate(true):
        assert time.monotonic() < deadline, true
        time.sleep(0.02)


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_drop_a_workbook_read_the_points_and_make_a_draft(browser: Browser, program: str) -> None:
    """What must be put right, beside nothing at first, then beside the pages of a draft."""
    with visited(browser, program) as page:
        page.wait_for_url(re.compile(r"http://127\.[0-9.]+:\d+/$"))
        sound(page)
        drop(page, "mine.xlsx", workbook(centre_number=None))
        assert heading(page) == "Not ready: 1 point to fix."
        assert page.title().startswith("Not ready: 1 point to fix.")
        until(page, "document.activeElement.id === 'result'")  # a screen reader reads on from there
        point = page.locator(".must li").first.inner_text()
        assert "Learner!" in point and "Centre number" in point
        sound(page)
        page.get_by_role("button", name="Make a draft").click()
        page.wait_for_url(_FINISHED, timeout=150_000)
        assert "Not for submission" in page.locator(".preview").inner_text()
        until(page, "document.querySelector('.sheet img').naturalWidth > 0")
        sound(page)


def test_from_the_keyboard_alone_to_the_portfolio(browser: Browser, program: str, tmp_path: Path) -> None:
    """Choose, wait, download with Tab and Enter; the file is the portfolio that the pictures show."""
    file = tmp_path / "mine.xlsx"
    file.write_bytes(workbook())
    with visited(browser, program) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "files"
        outline = "getComputedStyle(document.querySelector('label[for=files]')).outlineStyle"
        assert page.evaluate(outline) == "solid"
        with page.expect_file_chooser() as asked:
            page.keyboard.press("Space")
        asked.value.set_files(file)
        page.wait_for_url(_FINISHED, timeout=150_000)
        assert heading(page) == "Ready: nothing needs to be put right."
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent").startswith("Download the portfolio")
        with page.expect_download() as coming:
            page.keyboard.press("Enter")
        saved = tmp_path / coming.value.suggested_filename
        coming.value.save_as(saved)
        pdf = PdfReader(saved)
        assert UNIT in saved.name and UNIT in pdf.pages[0].extract_text()
        assert page.locator("figure:has(img)").count() == len(pdf.pages)  # charts are figures too
        until(page, "document.querySelector('.sheet img').naturalWidth > 0")
        assert page.locator("[data-where]").inner_text() == f"Page 1 of {len(pdf.pages)}"
        page.locator(".sheets").focus()
        page.keyboard.press("End")
        last = f"Page {len(pdf.pages)} of {len(pdf.pages)}"
        until(page, f"document.querySelector('[data-where]').textContent === '{last}'")
        sound(page)


def test_a_cohort_a_broken_file_and_the_way_out(browser: Browser, program: str, tmp_path: Path) -> None:
    """The board fills, a broken file is told kindly, and every other page is sound."""
    for name in ("Ann Archer", "Ben Bowyer"):
        folder = tmp_path / "cohort" / name
        folder.mkdir(parents=True)
        folder.joinpath("w.xlsx").write_bytes(
            workbook(learner_name=name, ilm_registration_no=name[:3].upper())
        )
    with visited(browser, program) as page:
        page.set_input_files("#folder", tmp_path / "cohort")
        page.wait_for_url(_FINISHED, timeout=150_000)
        assert heading(page) == "All 2 learners are ready."
        sound(page)
        with page.expect_download() as coming:
            page.get_by_role("link", name="Board for Excel").click()
        assert coming.value.suggested_filename == "cohort.xlsx"
        page.get_by_role("link", name="Open the full board").click()
        assert "All 2 learners are ready." in heading(page)
        page.get_by_role("link", name=re.compile(r"^Ben Bowyer\s?: report$")).click()
        assert "Ready" in heading(page)
        page.goto(page.url.split("/uploads")[0])
        assert "Cohort of 2 learners" in page.locator(".session").inner_text()
        drop(page, "mine.xlsx", b"this is no workbook")
        assert heading(page) == "This workbook could not be read."
        assert "Workbook 1 of what you dropped is" in page.locator(".notice").inner_text()
        sound(page)
        for place in ("Blank workbook", "Settings"):
            page.get_by_role("navigation").get_by_role("link", name=place).click()
            sound(page)
        page.get_by_role("button", name="Start a settings file").click()
        page.get_by_label("Low rating").fill("eleven")
        page.get_by_role("button", name="Save").click()
        until(page, "document.activeElement.textContent.startsWith('Nothing was saved')")
        sound(page)
        page.get_by_role("link", name="Stop ilmdocs").click()
        sound(page)


class _Slow(Team):
    """Waits until it is let go."""

    def __init__(self, let_go: threading.Event) -> None:
        self._let_go = let_go

    def run(self, tasks: Sequence[Any], order: Any) -> Generator[Any]:
        self._let_go.wait(60)
        yield from super().run(tasks, order)


def test_while_work_goes_on_each_step_is_shown_and_the_end_says_good_bye(
    browser: Browser, tmp_path: Path
) -> None:
    """The page that waits is sound too; when the program has ended, the last page still stands."""
    let_go = threading.Event()
    files: list[Path] = []
    terms = Terms(
        lambda: TODAY, lambda: NOW, "embedded", TEMPLATES, None, tmp_path / "centre.toml", largest=50_000
    )

    def hire(_: object) -> Team:
        return _Slow(let_go)

    def opens(_: str, file: Path) -> None:
        files.append(file)

    serving = threading.Thread(target=serve, args=(terms, hire, 0, opens), daemon=True)
    serving.start()
    deadline = time.monotonic() + 30
    while not files:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    with visited(browser, files[0].as_uri()) as page:  # as the user's browser is opened
        page.wait_for_url(re.compile(r"http://127\.[0-9.]+:\d+/$"))
        page.evaluate(_DROP, ["large.xlsx", base64.b64encode(bytes(60_000)).decode()])
        until(page, "document.activeElement.textContent === 'That did not work'")
        assert "too much to drop at once" in page.locator("#answer").inner_text()
        sound(page)
        page.evaluate(_DROP, ["mine.xlsx", base64.b64encode(b"no workbook").decode()])
        page.wait_for_url("**/working")
        page.wait_for_selector(".stages .now")
        assert "Reading the workbook" in page.locator(".stages .now").inner_text()
        assert page.get_by_role("status").inner_text() != ""
        sound(page)
        let_go.set()
        page.wait_for_url(_FINISHED)
        page.get_by_role("link", name="Stop ilmdocs").click()
        page.get_by_role("button", name="Stop now").click()
        assert "Good-bye" in heading(page)
        serving.join(20)
        assert not serving.is_alive()
        sound(page)
