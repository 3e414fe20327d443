"""What can be said where a workbook and a centre's settings are compared."""

from __future__ import annotations

from ilmdocs.model.finding import Severity
from ilmdocs.model.reading import ReadingProblem

CENTRE_TAKEN = ReadingProblem(
    "centre-taken",
    Severity.INFO,
    "The centre's name or number is blank in the workbook; the centre's settings give it, and it is printed.",
    "Nothing needs to be done.",
    explains=False,
)
CENTRE_DIFFERS = ReadingProblem(
    "centre-differs",
    Severity.SHOULD,
    "The workbook names another centre, or another centre number, than the centre's settings.",
    "Correct the cell, or leave it blank to take what the settings say. What is typed is printed.",
    explains=False,
)
STAFF_UNLISTED = ReadingProblem(
    "staff-unlisted",
    Severity.SHOULD,
    "The workbook names a tutor, assessor or quality assurer who is not in the centre's settings.",
    "Correct the spelling, or have the centre add the name to its settings (centre.toml).",
    explains=False,
)
OF_THE_CENTRE: tuple[ReadingProblem, ...] = (CENTRE_TAKEN, CENTRE_DIFFERS, STAFF_UNLISTED)
"""Made only where a centre has settings, in the order in which they are explained."""
