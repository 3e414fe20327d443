"""Writes the reference pages of the site from what the program itself knows; nothing is listed here."""

from __future__ import annotations

from collections.abc import Mapping

from ilmdocs.library import load_library
from ilmdocs.templates_path import templates_folder
from reference_pages.commands import commands_page
from reference_pages.findings import findings_overview
from reference_pages.settings import settings_page
from reference_pages.sheets import sheets_page
from reference_pages.units import unit_pages, units_page

__all__ = ["reference_pages"]

FOLDER = "reference"


def reference_pages() -> Mapping[str, str]:
    """The Markdown of every reference page, by its path below docs/."""
    library = load_library(templates_folder())
    units = list(library.units.values())
    return {
        f"{FOLDER}/commands.md": commands_page(),
        f"{FOLDER}/sheets.md": sheets_page(library),
        f"{FOLDER}/units.md": units_page(units),
        f"{FOLDER}/findings.md": findings_overview(units),
        f"{FOLDER}/settings.md": settings_page(),
        **{f"{FOLDER}/units/{name}.md": page for name, page in unit_pages(units).items()},
    }
