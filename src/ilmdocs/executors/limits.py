"""What a worker may take before it is stopped: time for a file, silence, memory."""

from __future__ import annotations

from dataclasses import dataclass

from ilmdocs.memory import MOST_BYTES


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may take before it is stopped.

    Args:
        file_seconds: the longest time for opening one file or filling one form (our own limit: a learner with
            500 sessions takes 3 seconds in all).
        silence_seconds: the longest time without a sign of life; an engine is stopped after 120 s and tried
            again.
        memory_bytes: resident memory.
    """

    file_seconds: float = 15.0
    silence_seconds: float = 600.0
    memory_bytes: int = MOST_BYTES


LIMITS = Limits()
