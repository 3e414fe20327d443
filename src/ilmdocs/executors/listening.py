"""Who hears what workers are at, such as a page that shows how far the work is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ilmdocs.executors.worker import At

Listener = Callable[["At | None"], None]
"""Told what a worker says of its work; several times a second None, whether or not one has said something."""
