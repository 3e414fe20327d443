"""What lasts as long as the page is served: removing while work goes on, settings that change, our faults."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from ilmdocs.faults import DEBUG
from ilmdocs.web import routes, session
from ilmdocs.web.keeping import as_zip
from ilmdocs.web.state import Upload
from tests.web.site import OURS, Site, Team, served, text


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with served(tmp_path) as made:
        yield made


def until(true: Callable[[], bool]) -> None:
    """Wait until something has happened in another thread."""
    for _ in range(2000):
        if true():
            return
        Event().wait(0.01)
    raise AssertionError


class _Removed(Team):
    """While it is at work, the user removes what it works on."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.were_there: list[bool] = []

    def run(self, tasks: Sequence[Any], order: Any) -> Generator[Any]:
        (upload,) = self._site.session.uploads
        self._site.post(f"/uploads/{upload.number}/remove")
        self.were_there.append(upload.given.is_dir())  # whoever is at work may need the files to its end
        yield from super().run(tasks, order)


def test_what_is_removed_while_it_is_worked_on_is_gone_at_the_end(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of a learner stays on the disk until the program is stopped."""
    team = _Removed(site)
    monkeypatch.setattr(site.session, "_hire", lambda _: team)
    site.post("/uploads", files={"files": ("mine.xlsx", b"nothing")}, follow_redirects=False)
    until(lambda: bool(team.were_there) and not list(site.folder.iterdir()))
    assert team.were_there == [True]


def test_what_is_removed_while_it_is_packed_gives_no_cut_zip_and_is_gone(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks for everything in one tab and removes it in another gets all of it or is told."""
    site.drop(("mine.xlsx", b"nothing"))
    (upload,) = site.session.uploads
    folder_was_there: list[bool] = []

    def slowly(packed: Upload) -> Path:
        remover = Thread(target=site.session.discard, args=(packed,))
        remover.start()
        remover.join()
        folder_was_there.append(packed.given.is_dir())
        return as_zip(packed)

    monkeypatch.setattr(session, "as_zip", slowly)
    answer = site.client.get(f"/uploads/{upload.number}/everything.zip")
    assert folder_was_there == [True]
    assert answer.status_code == 404 and "not here any more" in answer.text
    assert not upload.folder.exists()


def test_settings_that_change_on_the_disk_count_at_once(site: Site, tmp_path: Path) -> None:
    """Also where somebody has changed them in a text editor, and the page was not asked to save anything."""
    file = tmp_path / "centre.toml"
    assert site.session.library().settings.name == ""
    file.write_text('name = "Fictional Academy"\n', encoding="utf-8")
    assert site.session.library().settings.name == "Fictional Academy"
    again = site.session.library()
    assert again is site.session.library()  # and is not loaded again while nothing changes


def test_a_fault_of_ours_is_a_kind_page_and_no_traceback_in_the_window(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its words may quote a learner, so they are shown nowhere; who looks for the fault can have them."""

    def fails(*_: object, **__: object) -> bytes:
        raise RuntimeError("words of a learner")

    monkeypatch.setattr(routes, "start_page", fails)
    page = site.get("/", 500)
    said = text(page.xpath("//main")[0])
    assert "This is a fault of ours (RuntimeError at " in said and "What you dropped is still there" in said
    assert "words of a learner" not in text(page)
    monkeypatch.setenv(DEBUG, "1")
    with pytest.raises(RuntimeError, match="words of a learner"):
        site.client.get("/")


def test_a_form_that_no_browser_makes_is_refused_kindly(site: Site) -> None:
    """Its pieces are told apart by a mark that is longer than any may be."""
    mark = "x" * 3000
    answer = site.client.post(
        "/uploads",
        content=f"--{mark}--\r\n".encode(),
        headers={**OURS, "Content-Type": f"multipart/form-data; boundary={mark}"},
    )
    assert answer.status_code == 400 and "did not arrive whole" in answer.text
    assert list(site.folder.iterdir()) == []


@pytest.mark.parametrize("names", [("Jones", "Jones/a.xlsx"), ("Jones/a.xlsx", "Jones")])
def test_a_file_that_is_named_like_a_folder_is_told_in_words_of_the_page(
    site: Site, names: tuple[str, ...]
) -> None:
    """It is nothing that room on the disk or an option of the command line would help against."""
    answer = site.post("/uploads", files=[("files", (name, b"x")) for name in names])
    assert answer.status_code == 400
    assert "a file and a folder in one place have the same name" in answer.text
    assert "Rename one of the two" in answer.text and "with -o" not in answer.text
