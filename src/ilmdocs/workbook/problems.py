"""What reading can find wrong, and how much each of it weighs."""

from __future__ import annotations

from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.location import Location
from ilmdocs.model.reading import OF_THE_WORKBOOK

READING_PROBLEMS: dict[str, tuple[Severity, str]] = {
    item.id: (item.severity, item.meaning) for item in OF_THE_WORKBOOK
}
"""Id of every reading finding, its severity and what it means in one sentence."""


def problem(
    id_: str, location: Location, message: str, remedy: str = "", caused_by: str | None = None
) -> Finding:
    """A reading finding with the severity that its id has.

    Raises:
        KeyError: when `id_` is not one of `READING_PROBLEMS`.
    """
    return Finding(id_, READING_PROBLEMS[id_][0], location, message, remedy, caused_by=caused_by)
