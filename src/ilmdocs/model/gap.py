"""What is still to be added until a unit is ready."""

from __future__ import annotations

from dataclasses import dataclass

from ilmdocs.model.location import Location


@dataclass(frozen=True, slots=True)
class Addition:
    """One thing to add: `words` say it in plain English, `at` is where it goes in the workbook.

    `closes` is how many must findings go away with it.
    """

    words: str
    at: Location
    closes: int = 1


@dataclass(frozen=True, slots=True)
class CriterionEvidence:
    """A part of a finished portfolio that meets a criterion: its label, title and first page.

    `page` is None as long as no portfolio has been built.
    """

    criterion: str
    label: str
    title: str
    page: int | None = None
