"""A worker process: opens what an order needs once, then works on group after group."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Event, Thread
from types import FrameType
from typing import TYPE_CHECKING, Any

from ilmdocs.consumption import limit_own_memory
from ilmdocs.errors import IlmdocsError
from ilmdocs.executors.groups import Group
from ilmdocs.faults import TALKATIVE, contained, interrupt_soon
from ilmdocs.guard import Guard, Opening, Step, Subject
from ilmdocs.orders import Bench, Order
from ilmdocs.scratch import temporary_folder

if TYPE_CHECKING:
    from sys import UnraisableHookArgs


@dataclass(frozen=True, slots=True)
class At:
    """Said now and then while a worker is busy: which task's file it opens now, if it does.

    `step` is what is done next with all of its tasks. `computed` is the computing time in seconds that the
    worker has had so far.
    """

    number: int | None
    opening: Opening | None
    step: Step | None = None
    computed: float = field(default_factory=time.process_time)


DONE = "done"
"""Said at the end of a group."""

_STOPPING = (signal.SIGINT, signal.SIGTERM)
_TOLD_TO_STOP = Event()
"""Set once this worker process has been told to stop."""
_COLLECT_AFTER = 100_000
"""New objects before Python looks for circles among them, in place of 700.

A learner is some hundred thousand short-lived objects in next to no circles: looking for them that often
took a tenth of a worker's time. Each learner's end still frees what it used, and memory stays level.
"""


def work(connection: Connection, order: Order[Any], scratch: Path) -> None:
    """Work on the groups that come through a connection until it is closed.

    Gives back what became of each task, `At` now and then and `DONE` after a group; an error of ours when
    there is nothing to work with.

    Args:
        connection: to the process that gives out the groups.
        order: what to do.
        scratch: the run's folder for temporary files.
    """
    for library in TALKATIVE:
        logging.getLogger(library).setLevel(logging.CRITICAL)
    with suppress(KeyboardInterrupt):  # told to stop while it was stopping
        try:
            for number in _STOPPING:
                signal.signal(number, _stop)
            sys.unraisablehook = _ask_again
            Thread(target=_end_with_parent, daemon=True).start()
            with temporary_folder("worker-", scratch) as own:
                _work(connection, order, own)
        except IlmdocsError as error:  # there is no room for any temporary file
            with suppress(OSError):  # or whoever gave out the work was killed, and a later run tidied up
                connection.send(error)
        except (KeyboardInterrupt, EOFError, BrokenPipeError, ConnectionResetError):
            pass  # whoever gave out the work has gone, or has told us to stop
        except Exception:
            if not _TOLD_TO_STOP.is_set():
                raise  # else it broke because it was stopped where nothing expects that: nobody waits for it
        finally:
            _ignore_signals()


def _work(connection: Connection, order: Order[Any], own: Path) -> None:
    gc.set_threshold(_COLLECT_AFTER)
    try:
        with contained():
            bench = _opened(connection, order)
    except IlmdocsError as error:
        connection.send(error)
        return
    gc.freeze()  # libraries, units and forms stay to the end: nobody need look through them again
    limit_own_memory()

    def watch(number: int | None, opening: Opening | None, step: Step | None = None, /) -> None:
        connection.send(At(number, opening, step))

    while True:
        group: Group = connection.recv()
        for result in bench(group, own, watch):
            connection.send(result)
        connection.send(DONE)


def _opened(connection: Connection, order: Order[Any]) -> Bench[Any]:
    """Load what an order needs; a centre's own forms are files of a stranger's too."""
    own = order.forms.centre.pack
    if own is None:
        return order.open()
    limit_own_memory()
    with Guard(lambda opening: connection.send(At(None, opening))).opening(own.name, Subject.FORM):
        return order.open()


def _stop(number: int, frame: FrameType | None) -> None:
    """Leave what is being done, engines and temporary files included; once is enough."""
    _TOLD_TO_STOP.set()
    _ignore_signals()
    raise KeyboardInterrupt


def _ask_again(lost: UnraisableHookArgs) -> None:
    """Stop all the same when it was asked for while a finaliser ran, in which Python drops exceptions."""
    if not issubclass(lost.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(lost)
        return
    for number in _STOPPING:
        signal.signal(number, _stop)
    interrupt_soon(signal.SIGTERM)


def _ignore_signals() -> None:
    for number in _STOPPING:
        signal.signal(number, signal.SIG_IGN)


def _end_with_parent() -> None:
    """Stop when the process that gave out the work is gone, even if it was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        signal.raise_signal(signal.SIGTERM)
