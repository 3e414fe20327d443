"""The work of several processes on this machine: none can harm what another has made.

The parts of the standard library that a pool would add are not what is needed here: one has to know which
learner's file a worker was at when it died, hung or grew, go on with the others, and stop everything cleanly
on Ctrl-C (docs/decisions/0015-workers.md).
"""

from __future__ import annotations

import multiprocessing
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from typing import Any, Generic

from ilmdocs.errors import IlmdocsError
from ilmdocs.executors.groups import GROUP, Group
from ilmdocs.executors.hand import Hand, Loss
from ilmdocs.executors.limits import LIMITS, Limits
from ilmdocs.executors.listening import Listener
from ilmdocs.executors.lost import LIVES, Blame, blame_for, failure_of, given_up
from ilmdocs.executors.worker import DONE, At, work
from ilmdocs.guard import too_demanding
from ilmdocs.made import Task
from ilmdocs.orders import Order, R

_AHEAD = 4
"""How many groups a worker may be ahead of the learner whose turn it is; bounds what waits in memory."""
_LOOK_SECONDS = 0.25
"""How often workers' memory and time are looked at while they are busy."""
_ASLEEP_SECONDS = 2.0
"""Looking took so much too long that the machine slept or the user held the program: nobody's fault."""
_PATIENCE_SECONDS = 10.0
"""How long workers get to stop their engines and remove their files."""


class Shift(Generic[R]):
    """The workers of one run, the groups that wait for them, and what they gave back.

    Args:
        order: what to do.
        scratch: the run's folder for temporary files.
        groups: all the tasks, in their order.
        jobs: how many workers may be there at a time.
        target: what a worker does.
        limits: when a worker is stopped.
        listener: hears what workers are at; what it raises ends the work.
    """

    def __init__(  # noqa: PLR0913 -- the last three are there for tests and for those who watch
        self,
        order: Order[R],
        scratch: Path,
        groups: Sequence[Group],
        jobs: int,
        *,
        target: Callable[[Connection, Order[Any], Path], None] = work,
        limits: Limits = LIMITS,
        listener: Listener | None = None,
    ) -> None:
        self._order = order
        self._scratch = scratch
        self._target = target
        self._limits = limits
        self._listener = listener
        self._waiting = deque(groups)
        self._made: dict[int, R] = {}
        self._ended: Counter[tuple[int, str]] = Counter()
        self._context = multiprocessing.get_context("spawn")
        self._hands: list[Hand] = []
        self._jobs = jobs
        self._turn = 0
        self._weighed = monotonic()

    def wait_for(self, task: Task) -> R:
        """What was made of a task, as soon as it is there."""
        self._turn = task.number
        while task.number not in self._made:
            self._give_out()
            self._listen()
        return self._made.pop(task.number)

    def ask(self, task: Task) -> R:
        """What was made of a task that comes on top of those known so far."""
        self._waiting.append((task,))
        return self.wait_for(task)

    def end(self) -> None:
        """Stop all workers; those in the middle of something remove what they have begun."""
        for hand in self._hands:
            hand.dismiss()
        deadline = monotonic() + _PATIENCE_SECONDS
        for hand in self._hands:
            hand.wait_for_end(deadline - monotonic())
        self._hands.clear()

    def _give_out(self) -> None:
        """Give groups to idle workers, and have as many workers as there is work for."""
        idle = [hand for hand in self._hands if not hand.busy]
        limit = self._turn + _AHEAD * GROUP * self._jobs
        while self._waiting and self._waiting[0][0].number <= limit:
            if idle:
                hand = idle.pop()
            elif len(self._hands) < self._jobs:
                hand = Hand(self._context, self._target, self._order, self._scratch)
                self._hands.append(hand)
            else:
                return
            hand.give(self._waiting.popleft())

    def _listen(self) -> None:
        """Take what workers say; stop one that takes too long or grows too large."""
        busy = [hand for hand in self._hands if hand.busy]
        before = monotonic()
        ready = wait([hand.connection for hand in busy], _LOOK_SECONDS)
        away = monotonic() - before - _LOOK_SECONDS
        self._tell(None)
        for hand in busy:
            if away > _ASLEEP_SECONDS:
                hand.heard += away
            if hand.connection in ready:
                self._hear(hand)
        weigh = monotonic() - self._weighed >= _LOOK_SECONDS  # whether or not others have much to say
        for hand in [hand for hand in self._hands if hand.busy]:  # one may just have been lost
            loss = self._over_the_limits(hand, look_at_memory=weigh)
            if loss is not None:
                self._lost(hand, loss)
        if weigh:
            self._weighed = monotonic()

    def _over_the_limits(self, hand: Hand, *, look_at_memory: bool) -> Loss | None:
        late = hand.overdue(self._limits)
        return late or (hand.too_large(self._limits.memory_bytes) if look_at_memory else None)

    def _hear(self, hand: Hand) -> None:
        try:
            said = hand.connection.recv()
        except (EOFError, OSError):
            self._lost(hand, hand.died(_PATIENCE_SECONDS))
            return
        hand.heard = monotonic()
        if isinstance(said, At):
            hand.at = said
            self._tell(said)
        elif isinstance(said, IlmdocsError):
            raise said
        elif said == DONE:
            hand.busy = False
            if hand.open:
                self._lost(hand, Loss("it gave no result"))
        else:
            hand.open.pop(said.number, None)
            self._made[said.number] = said

    def _tell(self, said: At | None) -> None:
        if self._listener is not None:
            self._listener(said)

    def _lost(self, hand: Hand, loss: Loss) -> None:
        """Go on without a worker: who is to blame is tried without the file or has failed."""
        self._hands.remove(hand)
        hand.stop(_PATIENCE_SECONDS)
        if hand.at.opening is not None and hand.at.number is None:  # forms, before the first learner
            raise too_demanding(hand.at.opening, loss.of_file)
        blame = blame_for(hand.open.values(), hand.at)
        again = [task for task in hand.open.values() if blame is None or task.number != blame.task.number]
        if blame is not None:
            if again:
                self._waiting.appendleft(tuple(again))
            self._blame(blame, loss)
            return
        for task in reversed(again):
            self._ended[task.number, ""] += 1
            if len(again) == 1 and self._ended[task.number, ""] >= LIVES:
                self._made[task.number] = self._order.failed(task, given_up(task, loss.reason))
            else:
                self._waiting.appendleft((task,))

    def _blame(self, blame: Blame, loss: Loss) -> None:
        task, opening = blame.task, blame.opening
        self._ended[task.number, opening.name] += 1
        if not loss.at_once and self._ended[task.number, opening.name] < LIVES:
            self._waiting.appendleft((task,))  # it may have been the machine's fault, or another's
        elif blame.can_be_left_out:
            stopped = {**task.stopped, opening.name: loss.of_file}
            self._waiting.appendleft((replace(task, stopped=stopped),))
        else:
            self._made[task.number] = self._order.failed(task, failure_of(blame, loss.of_file))
