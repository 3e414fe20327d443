"""What a worker may take before it is stopped: time for a file, silence, memory."""

from __future__ import annotations

from dataclasses import dataclass

from ilmdocs.consumption import MOST_BYTES


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may take before it is stopped.

    Args:
        file_seconds: the most computing time for opening one file or filling one form (our own limit: a
            learner with 500 sessions takes 3 seconds in all). Not the clock's: the machine may be busy.
        forms_seconds: the same for loading the program and checking all of a centre's own forms.
        stalled_seconds: the longest time by the clock for either, such as for a file on a network that hangs.
        silence_seconds: the longest time without a sign of life; an engine is stopped after 120 s and tried
            again.
        memory_bytes: resident memory.
    """

    file_seconds: float = 15.0
    forms_seconds: float = 60.0
    stalled_seconds: float = 120.0
    silence_seconds: float = 600.0
    memory_bytes: int = MOST_BYTES


LIMITS = Limits()
