"""Who can put an open point right."""

from __future__ import annotations

from typing import Literal

Party = Literal["learner", "client", "supervisor", "assessor", "quality assurer"]
"""A learner's tutor counts as the assessor; who observes in the tutor's place counts as the supervisor."""
