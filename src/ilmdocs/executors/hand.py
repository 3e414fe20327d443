"""One worker process as seen by whoever gives it work: what it is at, how long, and how large it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext
from pathlib import Path
from time import monotonic
from typing import Any

from ilmdocs.consumption import computing_seconds, end_with_children, resident_bytes
from ilmdocs.executors.groups import Group
from ilmdocs.executors.limits import Limits
from ilmdocs.executors.worker import At
from ilmdocs.guard import TOO_MUCH_MEMORY
from ilmdocs.made import Task
from ilmdocs.orders import Order


@dataclass(frozen=True, slots=True)
class Loss:
    """Why a worker is there no more.

    Args:
        reason: in a few words.
        of_file: the same said of the file that it had open, as the end of a sentence.
        at_once: whether it is clear whose fault it was, so that nothing is tried a second time.
    """

    reason: str
    of_file: str = "twice ended the program that opened it"
    at_once: bool = False


class Hand:
    """A worker process, whether it is at a group, and which of its tasks it has not given back yet."""

    def __init__(
        self,
        context: SpawnContext,
        target: Callable[[Connection, Order[Any], Path], None],
        order: Order[Any],
        scratch: Path,
    ) -> None:
        self.connection, theirs = context.Pipe()
        self._process = context.Process(
            target=target, args=(theirs, order, scratch), name="ilmdocs worker", daemon=True
        )
        self._process.start()
        theirs.close()
        self.busy = False
        self.open: dict[int, Task] = {}
        self.at = At(None, None)
        self.heard = monotonic()

    def give(self, group: Group) -> None:
        """Hand a group over; that it has died in the meantime is found out later."""
        self.busy = True
        self.open = {task.number: task for task in group}
        self.at = At(None, None)
        self.heard = monotonic()
        try:
            self.connection.send(group)
        except OSError:
            return

    def overdue(self, limits: Limits) -> Loss | None:
        """Whether it has been at one file, at the forms, or silent, for too long."""
        silent = monotonic() - self.heard
        if self.at.opening is not None:
            most = limits.forms_seconds if self.at.number is None else limits.file_seconds
            # Nobody computes for longer than the clock runs, so that most files are never measured.
            if silent >= most and self._computed() >= most:
                reason = f"took longer than {most:g} seconds and was stopped"
                return Loss(reason, reason, at_once=True)
            if silent >= limits.stalled_seconds:
                reason = f"did not open within {limits.stalled_seconds:g} seconds"
                return Loss(reason, reason, at_once=True)
        if silent >= limits.silence_seconds:
            return Loss(f"it did nothing for {limits.silence_seconds:g} seconds")
        return None

    def _computed(self) -> float:
        """Computing time in seconds since it said what it is at."""
        return computing_seconds(self._process.pid or 0) - self.at.computed

    def too_large(self, most_bytes: int) -> Loss | None:
        """Whether it has too much memory in use."""
        if resident_bytes(self._process.pid or 0) <= most_bytes:
            return None
        return Loss(TOO_MUCH_MEMORY, TOO_MUCH_MEMORY, at_once=self.at.opening is not None)

    def died(self, patience_seconds: float) -> Loss:
        """Why a worker that has closed its connection has ended."""
        self._process.join(patience_seconds)
        return Loss(f"code {self._process.exitcode}")

    def stop(self, patience_seconds: float) -> None:
        """End it, with the engines that it has started."""
        self.connection.close()
        self._terminate()
        self.wait_for_end(patience_seconds)

    def dismiss(self) -> None:
        """Tell it that there is no more work, or to leave what it is at."""
        self.connection.close()
        if self.busy:
            self._terminate()

    def _terminate(self) -> None:
        """Ask it to stop, which ends its engines; Windows cannot ask, so that they are ended with it."""
        if sys.platform == "win32":
            end_with_children(self._process.pid or 0)
        else:
            self._process.terminate()

    def wait_for_end(self, seconds: float) -> None:
        """Give it time to end by itself, and end it."""
        self._process.join(max(seconds, 0.1))
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
