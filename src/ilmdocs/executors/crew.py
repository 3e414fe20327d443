"""Several worker processes on this machine; an unchanged cohort starts none and loads nothing for them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from ilmdocs.executors.groups import GROUP, groups_of
from ilmdocs.executors.limits import LIMITS, Limits
from ilmdocs.executors.listening import Listener
from ilmdocs.made import Task
from ilmdocs.orders import Order, R
from ilmdocs.scratch import scratch_folder


@dataclass(frozen=True, slots=True)
class Crew:
    """Does the work with `jobs` worker processes at a time, each of which may be stopped at any file.

    `listener` hears what workers are at, and several times a second that nothing is new; what it raises
    ends the work. `most` learners are worked on together: fewer cost an engine more starts, and somebody who
    waits sees the first ones sooner.
    """

    jobs: int
    limits: Limits = LIMITS
    listener: Listener | None = None
    most: int = GROUP

    def run(self, tasks: Sequence[Task], order: Order[R]) -> Generator[R]:
        """What becomes of every task, in the order of the tasks.

        A learner whose making ends a worker process is tried once more alone; then it has failed. Where it
        was clear which file did so, that file alone is left out and reported.

        Raises:
            IlmdocsError: what keeps every worker from starting, such as a unit that does not exist.
        """
        if not tasks:
            return
        from ilmdocs.executors.shift import Shift

        groups = groups_of(tasks, self.jobs, self.most)
        with scratch_folder() as scratch:
            shift = Shift(
                order,
                scratch,
                groups,
                min(self.jobs, len(groups)),
                limits=self.limits,
                listener=self.listener,
            )
            try:
                for task in tasks:
                    yield shift.wait_for(task)
            finally:
                shift.end()

    @contextmanager
    def attending(self, order: Order[R]) -> Iterator[Callable[[Task], R]]:
        """A worker that waits for one task after the other, for whoever does not know them all beforehand."""
        from ilmdocs.executors.shift import Shift

        with scratch_folder() as scratch:
            shift = Shift(order, scratch, [], 1, limits=self.limits, listener=self.listener)
            try:
                yield shift.ask
            finally:
                shift.end()
