"""What reading can find wrong, and how much each of it weighs."""

from __future__ import annotations

from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.location import Location

READING_PROBLEMS: dict[str, tuple[Severity, str]] = {
    "sheet-missing": (Severity.MUST, "A sheet that a unit needs is not in the workbook."),
    "sheet-unknown": (Severity.INFO, "A sheet that is none of the workbook's own is not read."),
    "heading-unknown": (Severity.MUST, "A heading is none of the sheet's own, so its column is not read."),
    "heading-duplicate": (Severity.MUST, "A heading stands twice, so it is unclear which column counts."),
    "heading-missing": (Severity.MUST, "A heading that a unit needs is not there."),
    "value-type": (Severity.MUST, "A cell holds something else than its column is for."),
    "ambiguous-date": (Severity.MUST, "A date can be read in two ways."),
    "ambiguous-duration": (Severity.MUST, "A length of time can be read in two ways."),
    "choice-unknown": (Severity.MUST, "An answer is none of those to choose from."),
    "formula-without-value": (Severity.MUST, "A formula has no saved result."),
    "error-value": (Severity.MUST, "A cell shows an Excel error such as #N/A."),
    "attachment-missing": (Severity.MUST, "A file is named that is not in the workbook's folder."),
    "merged-cells": (
        Severity.MUST,
        "Cells of several columns are merged, so it is unclear what the value is for.",
    ),
    "unknown-unit": (Severity.MUST, "A unit is not one that ilmdocs knows."),
    "unit-duplicate": (Severity.MUST, "A unit stands twice on the Units sheet."),
    "no-unit": (Severity.MUST, "No unit is chosen on the Units sheet."),
    "cut-text": (Severity.SHOULD, "A text is exactly as long as Excel's limit and was probably cut off."),
    "text-cleaned": (Severity.INFO, "Characters that cannot be printed were taken out of a text."),
    "date-from-number": (Severity.INFO, "A date was stored as a plain number."),
    "duration-from-number": (
        Severity.INFO,
        "A length of time was typed as a number of hours, which Excel took for days.",
    ),
    "merged-down": (Severity.INFO, "Merged cells were read as if the value stood in each row."),
    "hidden-content": (Severity.INFO, "Hidden rows or a hidden sheet were read like any other."),
    "macros-ignored": (Severity.INFO, "The workbook contains macros, which are ignored."),
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
