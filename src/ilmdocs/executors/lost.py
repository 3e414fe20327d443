"""Whose fault it is that a worker was lost, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ilmdocs.errors import OurFault
from ilmdocs.executors.worker import At
from ilmdocs.guard import Opening, Subject, TooDemanding, too_demanding
from ilmdocs.made import Task

LIVES = 2
"""How many workers a learner or a file may end: the first may have been the machine's fault."""
_MOST_STOPPED = 5
"""How many files of one learner are left out one after the other, before the learner has failed."""


@dataclass(frozen=True, slots=True)
class Blame:
    """The task whose file a worker had open when it was lost."""

    task: Task
    opening: Opening

    @property
    def can_be_left_out(self) -> bool:
        """Whether the learner can be tried without the file, which is then a finding at its cell."""
        return self.opening.subject is Subject.FILE and len(self.task.stopped) < _MOST_STOPPED


def failure_of(blame: Blame, of_file: str) -> TooDemanding:
    """Why a learner fails whose files cannot be left out one by one; a file's name may be a client's."""
    if blame.opening.subject is Subject.FILE:
        return TooDemanding(
            f"{_MOST_STOPPED + 1} files that {blame.task.workbook.name} names had to be stopped.",
            "Make them smaller or print them to PDF anew; begin with one or two, to see that they are taken.",
        )
    return too_demanding(blame.opening, of_file)


def blame_for(tasks: Iterable[Task], at: At) -> Blame | None:
    """Who is to blame among the tasks that a lost worker still had; nobody while it had no file open."""
    if at.opening is None:
        return None
    return next((Blame(task, at.opening) for task in tasks if task.number == at.number), None)


def given_up(task: Task, reason: str) -> OurFault:
    """What is said of a learner whose making ended its worker again and again."""
    return OurFault(
        f"Working on {task.workbook.name} ended the program twice ({reason}).",
        "Look for a huge or damaged attachment; build the learner without it, and please report this.",
    )
