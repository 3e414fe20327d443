"""What the command line decided once for all learners: plain values that may travel to a worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ilmdocs.model.centre import NO_SETTINGS, Centre


@dataclass(frozen=True, slots=True)
class FormSource:
    """Where units and forms are read from.

    Args:
        templates: the folder of built-in packs.
        centre: the centre's settings, which may name a folder with its own forms and units.
    """

    templates: Path
    centre: Centre = NO_SETTINGS


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """How to build.

    Args:
        output: the folder that portfolios go to.
        today: the day on which "in the future" is decided.
        forms: where units and forms are read from.
        engine: the word that `--engine` takes.
        only: unit ids to build; empty means all that a workbook includes.
        draft: build in spite of open points, every page watermarked.
        force: build again even if nothing has changed.
        zipped: also put each portfolio into a foldered ZIP.
    """

    output: Path
    today: date
    forms: FormSource
    engine: str = "auto"
    only: tuple[str, ...] = ()
    draft: bool = False
    force: bool = False
    zipped: bool = False
