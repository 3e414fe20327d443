"""What a centre says of itself in `centre.toml`: who it is, who works there and how its portfolios look."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

CENTRE_FILE = "centre.toml"
"""What a centre's settings are called, and looked for in the current folder."""


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
    `part_order` is keyed by unit id. A coachee's rating (1 to 10) up to `low_score` counts as low.
    `retention_months` is how long after submission a portfolio is kept. `file_name` is the pattern of
    portfolio names, empty for the awarding body's own. `charts`: portfolios end with charts of hours and
    ratings. `file` is how messages name the settings' file.
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
    charts: bool = False
    file: str = CENTRE_FILE

    def people(self) -> Iterator[Person]:
        """Everybody who works for the centre; somebody with two tasks is there twice."""
        yield from (*self.tutors, *self.assessors, *self.quality_assurers)

    def keep_until(self, submitted: date) -> date | None:
        """The day until which a portfolio that was handed in on a day is kept; None where nothing is said.

        A day that the last month does not have becomes its last: 31 August and six months, 28 February.
        """
        if self.retention_months is None:
            return None
        months = submitted.year * 12 + submitted.month - 1 + self.retention_months
        year, month = divmod(months, 12)
        return date(year, month + 1, min(submitted.day, monthrange(year, month + 1)[1]))


NO_SETTINGS = Centre()
"""What holds where there is no `centre.toml`."""
