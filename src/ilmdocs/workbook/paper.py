"""How a sheet goes onto paper: A4 across, so many pages wide, its name and page numbers below."""

from __future__ import annotations

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet


def on_a4(sheet: Worksheet, *, wide: int = 1, high: int = 0, scale: int | None = None) -> None:
    """Print a sheet on A4 across.

    Args:
        sheet: the sheet.
        wide: how many pages it is wide.
        high: how many pages it is high; 0 as many as it takes.
        scale: per cent, in place of a number of pages.
    """
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    if scale is not None:
        sheet.page_setup.scale = scale
        return
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = wide, high
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def number_pages(sheet: Worksheet) -> None:
    """The sheet's name at the left and the page at the right of every page's foot."""
    footer = sheet.oddFooter
    if footer is not None and footer.left is not None and footer.right is not None:
        footer.left.text, footer.right.text = "&A", "Page &P of &N"
