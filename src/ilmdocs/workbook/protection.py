"""Keeps headings from being typed over, without a password: whoever wants to can take it off."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet


def protect(sheet: Worksheet) -> None:
    """Protect what is locked on a sheet. Looks, widths, rows, sorting and filters stay the user's."""
    protection = sheet.protection
    protection.sheet = True
    for allowed in (
        "formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter",
        "insertHyperlinks",
    ):  # fmt: skip
        setattr(protection, allowed, False)  # what is written is whether it is forbidden
    protection.objects = protection.scenarios = False
