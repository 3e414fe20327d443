"""A fault of ours is kept to the learner it happened to, and told without a word of the learner's."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer, main_thread

from ilmdocs.errors import IlmdocsError, OurFault

DEBUG = "ILMDOCS_DEBUG"
"""Environment variable that lets a fault through with all its details."""
TALKATIVE = ("pypdf", "pikepdf", "fontTools")
"""Libraries whose remarks about damaged files are told in our own words."""

_SOON_SECONDS = 0.05


@contextmanager
def contained() -> Iterator[None]:
    """Turn any exception that nobody foresaw into one that a batch can report before it goes on.

    Raises:
        UnwritableOutput: when there is no room for temporary files.
        OurFault: in place of the exception, unless `ILMDOCS_DEBUG` is set.
    """
    try:
        yield
    except IlmdocsError:
        raise
    except Exception as error:
        if isinstance(error, OSError):
            _told_if_full(error)
        if os.environ.get(DEBUG):
            raise
        raise our_fault(error) from error


def _told_if_full(error: OSError) -> None:
    from ilmdocs.scratch import no_room  # these load much that `--help` does without
    from ilmdocs.unwritable import is_no_room

    if is_no_room(error):
        raise no_room(error) from error


def interrupt_soon(number: signal.Signals) -> None:
    """Send this process a signal that was lost once more, to the main thread, which may be waiting."""
    again = Timer(_SOON_SECONDS, _interrupt, (number,))
    again.daemon = True
    again.start()


def _interrupt(number: signal.Signals) -> None:
    if sys.platform == "win32":
        signal.raise_signal(number)
    else:
        signal.pthread_kill(main_thread().ident or 0, number)


def our_fault(error: BaseException) -> OurFault:
    """What is told of an exception: its kind, module and line; its own words may quote a learner's text."""
    return OurFault(
        f"This is a fault of ours ({type(error).__name__} at {_place(error)}).",
        f"Please report it. Set {DEBUG}=1 to see the details.",
    )


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    place = "unknown"
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.startswith("ilmdocs"):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
