"""The work done in this process, for whoever has units and engine at hand and trusts the files.

Nothing here is stopped when a file takes too long or too much memory; the command line uses `Crew`.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ilmdocs.executors.groups import groups_of
from ilmdocs.made import LearnerMade, Task
from ilmdocs.orders import BuildOrder
from ilmdocs.scratch import scratch_folder

if TYPE_CHECKING:
    from ilmdocs.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Here:
    """Makes everything in this process. `workshop` is opened when it is needed, unless it is given."""

    workshop: Workshop | None = None

    def run(self, tasks: Sequence[Task], order: BuildOrder) -> Generator[LearnerMade]:
        """Make the portfolios of every task, in the order of the tasks."""
        if not tasks:
            return
        from ilmdocs.making import make
        from ilmdocs.workshop import open_workshop

        workshop = self.workshop or open_workshop(order)
        with scratch_folder() as scratch:
            for group in groups_of(tasks, 1):
                made = {learner.number: learner for learner in make(group, order, workshop, scratch)}
                yield from (made[task.number] for task in group)
