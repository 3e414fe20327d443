"""What a centre says of itself in `centre.toml`: who it is, who works there and how its portfolios look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works for a centre. `since` is the day from which they assess, if it was said."""

    name: str
    email: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre's settings; an empty field means that the centre says nothing of it.

    `pack` is the folder of the centre's own forms and units, `logo` a picture, both complete paths.
    `part_order` is keyed by unit id. `low_score` is the rating (1 to 10) below which feedback is pointed out.
    `retention_months` is how long after submission a portfolio is kept. `file_name` is the pattern of
    portfolio names, empty for the awarding body's own.
    """

    name: str = ""
    number: str = ""
    logo: Path | None = None
    tutors: tuple[Person, ...] = ()
    assessors: tuple[Person, ...] = ()
    quality_assurers: tuple[Person, ...] = ()
    pack: Path | None = None
    part_order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    low_score: int | None = None
    retention_months: int | None = None
    file_name: str = ""
