"""Where something stands in a learner's files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a workbook, as the user sees it in Excel.

    Rows and columns are 1-based integers, captured when the cell is read and never computed later.
    A location without row and column means the whole sheet; without a sheet, the whole file.
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    column: int | None = None

    @property
    def cell(self) -> str | None:
        """The address such as `F8`, or None when the location is a whole sheet or file."""
        if self.row is None or self.column is None:
            return None
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        if self.sheet is None:
            return self.file
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


def column_letters(column: int) -> str:
    """Column number to Excel letters: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
