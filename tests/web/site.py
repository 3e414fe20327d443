"""The page served to a test in this process: the real application, with the work done at once and here."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import html
from starlette.testclient import TestClient

from ilmdocs.check_bench import bench as check_bench
from ilmdocs.convert import choose_engine
from ilmdocs.executors import Here
from ilmdocs.library import Library, load_library
from ilmdocs.made import Task
from ilmdocs.making import bench as build_bench
from ilmdocs.orders import BuildOrder, CheckOrder, FormSource
from ilmdocs.samples import rows_for
from ilmdocs.web.app import make_app
from ilmdocs.web.door import Door
from ilmdocs.web.session import Session, Terms
from ilmdocs.web.state import Stage
from ilmdocs.workbook.create import create_workbook
from ilmdocs.workshop import Workshop
from tests.builders import TEMPLATES, TODAY

DOOR = Door("127.4.5.6:8765", "a-secret-of-this-test", "another-secret-of-this-test")
OURS = {"Sec-Fetch-Site": "same-origin"}
LIBRARY = load_library(TEMPLATES)
_CHECK = CheckOrder(TODAY, FormSource(TEMPLATES), annotate=True)
UNIT = "8585-303"
NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


class Team:
    """Does the work in this process: the tests' own files need no worker that could be stopped."""

    def run(self, tasks: Sequence[Task], order: Any) -> Generator[Any]:
        """What becomes of every task."""
        yield from Here(self._bench(order)).run(tasks, order)

    @contextmanager
    def attending(self, order: Any) -> Iterator[Callable[[Task], Any]]:
        """One task after the other."""
        here = Here(self._bench(order))
        yield lambda task: next(iter(here.run([replace(task)], order)))

    def _bench(self, order: Any) -> Any:
        if isinstance(order, BuildOrder):
            return build_bench(order, Workshop(_library(order), choose_engine("embedded")))
        if order == _CHECK:
            return _checking()
        return order.open()


@dataclass
class Site:
    """A client whose browser has opened the secret address, and the session behind it."""

    client: TestClient
    session: Session
    stopped: list[bool]
    folder: Path

    def get(self, address: str, status: int = 200) -> Any:
        """A page, parsed."""
        answer = self.client.get(address)
        assert answer.status_code == status, answer.text
        return html.fromstring(answer.content)

    def post(self, address: str, **rest: Any) -> Any:
        """A form that one of our own pages sends."""
        return self.client.post(address, headers=OURS, **rest)

    def drop(self, *files: tuple[str, bytes]) -> Any:
        """Drop files and wait until everything is finished; the page that is shown then."""
        answer = self.post("/uploads", files=[("files", file) for file in files], follow_redirects=False)
        assert answer.status_code == 303, answer.text
        return self.finished(answer.headers["location"].removesuffix("/working"))

    def finished(self, address: str) -> Any:
        """The page of something that was dropped, once it is finished."""
        upload = self.session.upload(int(address.split("/")[2]))
        deadline = time.monotonic() + 60
        while upload is not None and upload.snapshot.stage is not Stage.DONE:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        return self.get(address)


@contextmanager
def served(folder: Path, **terms: Any) -> Iterator[Site]:
    """The page, served to a client in a folder of the test's own."""
    work = folder / "work"
    work.mkdir()
    clock = {"today": lambda: TODAY, "now": lambda: NOW}
    rest = {"engine": "embedded", "templates": TEMPLATES, "own_forms": None}
    agreed = Terms(**{**clock, **rest, "centre_file": folder / "centre.toml", **terms})
    session = Session(work, agreed, lambda _: Team())
    stopped: list[bool] = []
    app = make_app(session, door=DOOR, stop=lambda: stopped.append(True))
    client = TestClient(app, base_url=f"http://{DOOR.place}", cookies={DOOR.cookie_name: DOOR.cookie})
    try:
        yield Site(client, session, stopped, work)
    finally:
        session.close()


def workbook(*units: str, **changes: Any) -> bytes:
    """The workbook of a complete fictional learner; `changes` are values of the sheet Learner."""
    chosen = units or (UNIT,)
    rows = {sheet: [dict(row) for row in inside] for sheet, inside in rows_for(list(chosen)).items()}
    rows["Learner"][0].update(changes)
    made = [LIBRARY.units[unit] for unit in chosen]
    return create_workbook(made, rows=rows, required=LIBRARY.required, used=LIBRARY.used)


def text(element: Any) -> str:
    """What an element says, without what is there for scripts alone."""
    return " ".join(" ".join(element.itertext()).split())


@lru_cache(maxsize=1)
def _checking() -> Any:
    """What checks workbooks, loaded once: most tests have no settings of a centre."""
    return check_bench(_CHECK)


def _library(order: BuildOrder) -> Library:
    same = order.forms.centre == LIBRARY.settings
    return LIBRARY if same else load_library(order.forms.templates, order.forms.centre)
