"""Who makes the portfolios of many learners: this process, several on this machine, or a cluster."""

from __future__ import annotations

from ilmdocs.executors.crew import Crew
from ilmdocs.executors.groups import default_jobs
from ilmdocs.executors.here import Here

__all__ = ["Crew", "Here", "default_jobs"]
