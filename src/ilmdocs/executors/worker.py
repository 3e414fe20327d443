"""A worker process: opens units, forms and engine once, then makes group after group."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import signal
import sys
import tempfile
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING

from ilmdocs.errors import IlmdocsError
from ilmdocs.executors.groups import Group
from ilmdocs.faults import TALKATIVE, interrupt_soon
from ilmdocs.orders import BuildOrder

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

ALIVE = "alive"
"""Said now and then while a worker is busy."""
DONE = "done"
"""Said at the end of a group."""

_STOPPING = (signal.SIGINT, signal.SIGTERM)
_COLLECT_AFTER = 100_000
"""New objects before Python looks for circles among them, in place of 700.

A learner is some hundred thousand short-lived objects in next to no circles: looking for them that often
took a tenth of a worker's time. Each learner's end still frees what it used, and memory stays level.
"""


def work(connection: Connection, order: BuildOrder, scratch: Path) -> None:
    """Make the groups that come through a connection until it is closed.

    Gives back each learner once it is made, `ALIVE` now and then and `DONE` after a group; an error of
    ours when there is nothing to work with.

    Args:
        connection: to the process that gives out the groups.
        order: how to build.
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
            with tempfile.TemporaryDirectory(dir=scratch, ignore_cleanup_errors=True) as own:
                _work(connection, order, Path(own))
        except (KeyboardInterrupt, EOFError, BrokenPipeError, ConnectionResetError):
            pass  # whoever gave out the work has gone, or has told us to stop
        finally:
            _ignore_signals()


def _work(connection: Connection, order: BuildOrder, own: Path) -> None:
    gc.set_threshold(_COLLECT_AFTER)
    from ilmdocs.making import make
    from ilmdocs.workshop import open_workshop

    try:
        workshop = open_workshop(order)
    except IlmdocsError as error:
        connection.send(error)
        return
    gc.freeze()  # libraries, units and forms stay to the end: nobody need look through them again
    while True:
        group: Group = connection.recv()
        for made in make(group, order, workshop, own, lambda: connection.send(ALIVE)):
            connection.send(made)
        connection.send(DONE)


def _stop(number: int, frame: FrameType | None) -> None:
    """Leave what is being done, engines and temporary files included; once is enough."""
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
