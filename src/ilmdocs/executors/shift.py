"""The work of several processes on this machine: none can harm what another has made.

The parts of the standard library that a pool would add are not what is needed here: one has to know which
learner a worker was at when it died, go on with the others, and stop everything cleanly on Ctrl-C
(docs/decisions/0015-workers.md).
"""

from __future__ import annotations

import multiprocessing
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from time import monotonic

from ilmdocs.errors import IlmdocsError, OurFault
from ilmdocs.executors.groups import GROUP, Group
from ilmdocs.executors.worker import DONE, work
from ilmdocs.made import LearnerMade, Task, unmade
from ilmdocs.orders import BuildOrder

SILENCE_SECONDS = 600.0
"""How long a worker may give no sign of life: an engine is stopped after 120 s, and tried again."""
_AHEAD = 4
"""How many groups a worker may be ahead of the learner whose turn it is; bounds what waits in memory."""
_LIVES = 2
"""How many workers a learner may end: the first may have been another's fault, or the machine's."""
_PATIENCE_SECONDS = 10.0
"""How long workers get to stop their engines and remove their files."""


@dataclass(slots=True)
class _Worker:
    """A worker process, whether it is at a group, and which of its learners it has not given back yet."""

    process: SpawnProcess
    connection: Connection
    busy: bool = False
    open: dict[int, Task] = field(default_factory=dict)
    heard: float = 0.0


class Shift:
    """The workers of one run, the groups that wait for them, and what they gave back.

    Args:
        order: how to build.
        scratch: the run's folder for temporary files.
        groups: all the learners, in their order.
        jobs: how many workers may be there at a time.
        target: what a worker does.
        silence_seconds: how long a worker may give no sign of life.
    """

    def __init__(
        self,
        order: BuildOrder,
        scratch: Path,
        groups: Sequence[Group],
        jobs: int,
        *,
        target: Callable[[Connection, BuildOrder, Path], None] = work,
        silence_seconds: float = SILENCE_SECONDS,
    ) -> None:
        self._order = order
        self._scratch = scratch
        self._target = target
        self._silence = silence_seconds
        self._waiting = deque(groups)
        self._made: dict[int, LearnerMade] = {}
        self._ended: Counter[int] = Counter()
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._jobs = jobs
        self._turn = 0

    def wait_for(self, task: Task) -> LearnerMade:
        """What was made of a task, as soon as it is there."""
        self._turn = task.number
        while task.number not in self._made:
            self._give_out()
            self._listen()
        return self._made.pop(task.number)

    def end(self) -> None:
        """Stop all workers; those in the middle of something remove what they have begun."""
        for worker in self._workers:
            worker.connection.close()
            if worker.busy:
                worker.process.terminate()
        deadline = monotonic() + _PATIENCE_SECONDS
        for worker in self._workers:
            worker.process.join(max(deadline - monotonic(), 0.1))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()

    def _give_out(self) -> None:
        """Give groups to idle workers, and have as many workers as there is work for."""
        idle = [worker for worker in self._workers if not worker.busy]
        limit = self._turn + _AHEAD * GROUP * self._jobs
        while self._waiting and self._waiting[0][0].number <= limit:
            if idle:
                worker = idle.pop()
            elif len(self._workers) < self._jobs:
                worker = self._start()
            else:
                return
            group = self._waiting.popleft()
            worker.busy = True
            worker.open = {task.number: task for task in group}
            worker.heard = monotonic()
            try:
                worker.connection.send(group)
            except OSError:  # it has died in the meantime, which is found out below
                continue

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=self._target, args=(theirs, self._order, self._scratch), name="ilmdocs worker", daemon=True
        )
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _listen(self) -> None:
        """Take what workers say until one of them has something to say, or has been silent for too long."""
        busy = {worker.connection: worker for worker in self._workers if worker.busy}
        quiet = min(worker.heard for worker in busy.values()) + self._silence - monotonic()
        ready = wait(list(busy), max(quiet, 0.0))
        for connection in ready:
            if isinstance(connection, Connection):
                self._hear(busy[connection])
        if not ready:
            for worker in busy.values():
                if monotonic() - worker.heard >= self._silence:
                    self._lost(worker, f"it did nothing for {self._silence:g} seconds")

    def _hear(self, worker: _Worker) -> None:
        try:
            said = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join(_PATIENCE_SECONDS)
            self._lost(worker, f"code {worker.process.exitcode}")
            return
        worker.heard = monotonic()
        if isinstance(said, LearnerMade):
            worker.open.pop(said.number, None)
            self._made[said.number] = said
        elif isinstance(said, IlmdocsError):
            raise said
        elif said == DONE:
            worker.busy = False
            if worker.open:
                self._lost(worker, "it gave no result")

    def _lost(self, worker: _Worker, reason: str) -> None:
        """Go on without a worker: each learner that it was at is made alone, twice at the most."""
        self._workers.remove(worker)
        worker.connection.close()
        worker.process.terminate()
        worker.process.join(_PATIENCE_SECONDS)
        worker.process.kill()
        worker.process.join()
        alone = len(worker.open) == 1
        for task in sorted(worker.open.values(), key=lambda task: -task.number):
            self._ended[task.number] += 1
            if alone and self._ended[task.number] >= _LIVES:
                self._made[task.number] = given_up(task, reason)
            else:
                self._waiting.appendleft((task,))


def given_up(task: Task, reason: str) -> LearnerMade:
    """What is given back for a learner whose making ended its worker again and again."""
    error = OurFault(
        f"Working on {task.workbook.name} ended the program twice ({reason}).",
        "Look for a huge or damaged attachment; build the learner without it, and please report this.",
    )
    return unmade(task, error)
