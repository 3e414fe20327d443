"""Stands at every file of a stranger's: says which one is opened, so that the work can be stopped there.

Whoever runs the work in a process of its own (`executors/`) hears what it is at. A file that takes too long,
too much memory or the whole process with it is left out when the learner is tried again, and the finding says
why; nobody else is harmed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from ilmdocs.errors import IlmdocsError, UnreadableInput

TOO_MUCH_MEMORY = "needs more memory than any document should"
"""Said of a file; a sentence's end, without its name."""


class Subject(StrEnum):
    """What is opened: a learner's workbook, a file that it names, or a centre's form that is filled."""

    WORKBOOK = "workbook"
    FILE = "file"
    FORM = "form"


class Step(StrEnum):
    """What is done with learners when no file of theirs is open."""

    FILLING = "filling"
    CONVERTING = "converting"


@dataclass(frozen=True, slots=True)
class Opening:
    """That a file is opened now. `name` is what the user knows it by: as typed in the cell."""

    subject: Subject
    name: str


class TooDemanding(UnreadableInput):
    """A file that cannot be opened within the limits of time and memory, or that crashes what opens it."""


def too_demanding(opening: Opening, reason: str) -> TooDemanding:
    """What is said of a file that was stopped.

    Args:
        opening: the file.
        reason: the end of a sentence, such as "took longer than 15 seconds and was stopped".
    """
    remedy = {
        Subject.WORKBOOK: "Copy its filled cells into a new workbook (ilmdocs new), and use that one.",
        Subject.FILE: "Save or print it to a new PDF, smaller if it is large, and name that file.",
        Subject.FORM: "Look for endless loops in its tags, or use the form that ilmdocs brings.",
    }[opening.subject]  # fmt: skip
    return TooDemanding(f'"{opening.name}" {reason}.', remedy)


@dataclass(frozen=True, slots=True)
class Guard:
    """Asked before each file.

    Args:
        say: told which file is opened, and None once it is closed.
        stopped: files of this learner that were stopped before, by name, with the reason.
    """

    say: Callable[[Opening | None], None] = lambda _: None
    stopped: Mapping[str, str] = field(default_factory=dict)

    @contextmanager
    def opening(self, name: str, subject: Subject = Subject.FILE) -> Iterator[None]:
        """For as long as a file is worked on; never one within another.

        Raises:
            TooDemanding: it was stopped before, or memory does not suffice.
        """
        opening = Opening(subject, name)
        if name in self.stopped:
            raise too_demanding(opening, self.stopped[name])
        self.say(opening)
        try:
            yield
        except MemoryError as error:
            raise too_demanding(opening, TOO_MUCH_MEMORY) from error
        except IlmdocsError as error:
            if isinstance(error.__cause__, MemoryError):
                raise too_demanding(opening, TOO_MUCH_MEMORY) from error
            raise
        finally:
            self.say(None)


UNGUARDED = Guard()
"""Tells nobody: for work in a process that nobody watches."""
