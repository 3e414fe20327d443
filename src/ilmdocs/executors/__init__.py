"""Who does the work of an order: processes on this machine, a cluster or, in tests, this process."""

from __future__ import annotations

from ilmdocs.executors.crew import Crew
from ilmdocs.executors.groups import default_jobs
from ilmdocs.executors.here import Here

__all__ = ["Crew", "Here", "default_jobs"]
