"""One run of the page: what was dropped in it, who works on it, and the end of all of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from queue import Queue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Protocol

from ilmdocs.executors.listening import Listener
from ilmdocs.made import Task
from ilmdocs.model.centre import NO_SETTINGS, Centre
from ilmdocs.orders import FormSource, Order, R
from ilmdocs.web import work
from ilmdocs.web.keeping import as_zip
from ilmdocs.web.painting import Painter
from ilmdocs.web.receiving import LARGEST_UPLOAD
from ilmdocs.web.state import Stage, Upload

if TYPE_CHECKING:
    from ilmdocs.library import Library

_PATIENCE_SECONDS = 15.0


class Team(Protocol):
    """Who does the work, in worker processes: the `Crew` of the command line."""

    def run(self, tasks: Sequence[Task], order: Order[R]) -> Generator[R]:
        """What becomes of every task."""

    def attending(self, order: Order[R]) -> AbstractContextManager[Callable[[Task], R]]:
        """A worker that waits for one task after the other."""


Hire = Callable[[Listener | None], Team]
"""Gives a team whose work somebody listens to."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What was decided when the page was started.

    Args:
        today: asked at each upload for the day that its checks take for today.
        now: asked at each upload for the time of day at which it was dropped.
        engine: the word that `--engine` takes.
        templates: the folder of built-in forms.
        own_forms: the centre's own forms, if named; they go before those of the settings.
        centre_file: the centre's settings, which need not be there.
        keep: the folder in which everything finished is kept; None keeps nothing.
        largest: the most bytes that are taken at once.
    """

    today: Callable[[], date]
    now: Callable[[], datetime]
    engine: str
    templates: Path
    own_forms: Path | None
    centre_file: Path
    keep: Path | None = None
    largest: int = LARGEST_UPLOAD

    def centre(self) -> Centre:
        """The centre's settings as they are now.

        Raises:
            UnreadableInput: when there is something wrong with them.
        """
        from ilmdocs.centre import read_centre

        centre = read_centre(self.centre_file) if self.centre_file.is_file() else NO_SETTINGS
        return replace(centre, pack=self.own_forms) if self.own_forms else centre

    def forms(self) -> FormSource:
        """Where units and forms are read from."""
        return FormSource(self.templates, self.centre())


class Session:
    """Everything that lasts as long as the page is served.

    Args:
        folder: a private folder for all files.
        terms: what was decided when it was started.
        hire: who does the work.
    """

    def __init__(self, folder: Path, terms: Terms, hire: Hire) -> None:
        self.terms = terms
        self.stopping = Event()
        self.painter = Painter(partial(hire, None), FormSource(terms.templates))
        self._folder = folder
        self._hire = hire
        self._uploads: dict[int, Upload] = {}
        self._count = 0
        self._lock = Lock()
        self._library: tuple[Centre, Library] | None = None
        self._waiting: Queue[Callable[[], None] | None] = Queue()
        self._worker = Thread(target=self._work, name="ilmdocs page", daemon=True)
        self._worker.start()

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """What was dropped in this session and is still there, the newest first."""
        return tuple(reversed(self._uploads.values()))

    def upload(self, number: int) -> Upload | None:
        """Something that was dropped."""
        return self._uploads.get(number)

    def library(self) -> Library:
        """Units and forms as the centre wants them now; loaded again when its settings change.

        Raises:
            UnreadableInput: when there is something wrong with settings, units or forms.
        """
        from ilmdocs.library import load_library  # much that a page does without

        centre = self.terms.centre()
        with self._lock:
            if self._library is None or self._library[0] != centre:
                self._library = (centre, load_library(self.terms.templates, centre))
            return self._library[1]

    def settings_changed(self) -> None:
        """Read units and forms anew when they are needed next."""
        with self._lock:
            self._library = None

    def receive(self) -> Upload:
        """A place for something that is about to come in; nobody sees it yet."""
        with self._lock:
            self._count += 1
            folder = self._folder / str(self._count)
            upload = Upload(self._count, folder, self.terms.now(), self.terms.today())
        upload.folder.mkdir(mode=0o700)
        return upload

    def begin(self, upload: Upload) -> None:
        """Work on something that has come in, as soon as what came before is finished."""
        self._uploads[upload.number] = upload
        self._enqueue(upload, work.build)

    def draft(self, upload: Upload, row: int) -> None:
        """Make drafts of a learner's portfolios."""
        upload.tell(stage=Stage.WAITING, draft_of=row)
        self._enqueue(upload, work.draft)

    def annotate(self, upload: Upload, row: int) -> None:
        """Make the copy of a workbook with the findings in it, now; whoever asks waits for it.

        Raises:
            Stopped: when it was removed meanwhile.
        """
        with _at_work(upload):
            if upload.removed.is_set():
                raise work.Stopped
            if upload.snapshot.rows[row].annotated is None:
                work.annotate(upload, row, self.terms, self._hire(self._listener(upload)))

    def pack(self, upload: Upload) -> Path:
        """Everything as one ZIP, now; whoever asks waits for it.

        Raises:
            Stopped: when it was removed meanwhile.
            UnwritableOutput: when there is no room for it.
        """
        with _at_work(upload):
            if upload.removed.is_set():
                raise work.Stopped
            path = as_zip(upload)
        if upload.removed.is_set():
            raise work.Stopped
        return path

    def discard(self, upload: Upload) -> None:
        """Remove something with all files; work on it ends."""
        upload.removed.set()
        self._uploads.pop(upload.number, None)
        if upload.at_work.acquire(blocking=False):  # else whoever is at work removes it at the end
            upload.at_work.release()
            shutil.rmtree(upload.folder, ignore_errors=True)

    def close(self) -> None:
        """End all work; the files go with the folder that was given."""
        self.stopping.set()
        self._waiting.put(None)
        self._worker.join(_PATIENCE_SECONDS)
        self.painter.close()

    def _enqueue(self, upload: Upload, what: work.Work) -> None:
        self._waiting.put(partial(self._do, upload, what))

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None and not self.stopping.is_set():
            job()

    def _do(self, upload: Upload, what: work.Work) -> None:
        with _at_work(upload):
            if not upload.removed.is_set():
                work.told(upload, partial(what, upload, self.terms, self._hire(self._listener(upload))))

    def _listener(self, upload: Upload) -> Listener:
        return work.listener(upload, lambda: self.stopping.is_set() or upload.removed.is_set())


@contextmanager
def _at_work(upload: Upload) -> Iterator[None]:
    """Work on something alone; what was removed meanwhile goes with its files at the end.

    It is looked at when the lock is free again: whoever removes it later than that finds nobody at work.
    """
    try:
        with upload.at_work:
            yield
    finally:
        if upload.removed.is_set():
            shutil.rmtree(upload.folder, ignore_errors=True)
