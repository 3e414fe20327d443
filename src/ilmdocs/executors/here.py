"""The work done in this process, for whoever has units and engine at hand and trusts the files.

Nothing here is stopped when a file takes too long or too much memory; the command line uses `Crew`.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Generic

from ilmdocs.executors.groups import groups_of
from ilmdocs.made import Task
from ilmdocs.orders import Bench, Order, R, unwatched
from ilmdocs.scratch import scratch_folder


@dataclass(frozen=True, slots=True)
class Here(Generic[R]):
    """Does everything in this process. `bench` is opened when it is needed, unless it is given."""

    bench: Bench[R] | None = None

    def run(self, tasks: Sequence[Task], order: Order[R]) -> Generator[R]:
        """What becomes of every task, in the order of the tasks."""
        if not tasks:
            return
        bench = self.bench or order.open()
        with scratch_folder() as scratch:
            for group in groups_of(tasks, 1):
                made = {result.number: result for result in bench(group, scratch, unwatched)}
                yield from (made[task.number] for task in group)
