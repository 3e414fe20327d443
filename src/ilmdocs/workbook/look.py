"""How the workbook looks: one accent, a light tint for cells to fill, nothing else."""

from __future__ import annotations

import math

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle

from ilmdocs.workbook.schema import Field, FieldType

ACCENT = "0B5563"
TINT = "EEF3F4"
RULE = "8A9BA0"
INK = "1A1A1A"
FONT = "Arial"

LONG_WIDTH = 48
"""Width of a column for long answers, in characters."""
WIDEST_HEADING = 22
"""A heading wraps beyond this width, except over a long answer."""
HEADING_HEIGHT = 46.0
"""Points: three lines."""
LINE_HEIGHT = 13.5
EMPTY_ROW_HEIGHT = 21.0
TALLEST_ROW = 162.0
"""Points: twelve lines; longer answers are read in the cell itself."""

DATE_FORMAT = "dd/mm/yyyy"
TIME_FORMAT = "hh:mm"
DURATION_FORMAT = "[h]:mm"
TEXT_FORMAT = "@"

TITLE_FONT = Font(FONT, 16, bold=True, color=ACCENT)
TEXT_FONT = Font(FONT, 10, color=INK)
BOLD_FONT = Font(FONT, 10, bold=True, color=INK)
ACCENT_FONT = Font(FONT, 10, bold=True, color=ACCENT)
SMALL_FONT = Font(FONT, 9, color=INK)
LINK_FONT = Font(FONT, 10, bold=True, underline="single", color=ACCENT)
NEEDED_FONT = Font(FONT, 10, bold=True, color="FFFFFF")

NEEDED_FILL = PatternFill("solid", fgColor=ACCENT)
TINT_FILL = PatternFill("solid", fgColor=TINT)
WHITE_FILL = PatternFill("solid", fgColor="FFFFFF")

MISSING = "FBE3C0"
"""Behind a cell that is still to be filled; the column at the end says the same in words."""
MISSING_CELL = PatternFill(bgColor=MISSING)
TO_DO_FONT = Font(bold=True, color="7A3E00")
DONE_FONT = Font(bold=True, color=ACCENT)
BAR = "4A8A96"
OPEN = Protection(locked=False)
"""A cell that may be typed in although its sheet is protected."""

_HAIR = Side("hair", color=RULE)
_THIN = Side("thin", color=ACCENT)
CELL_BORDER = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
HEADING_BORDER = Border(left=_HAIR, right=_HAIR, top=_THIN, bottom=_THIN)

TOP = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
ON_ONE_LINE = Alignment(horizontal="left", vertical="top", indent=1)
"""For the last column of a sheet, whose words may run on to the right."""
TOP_PLAIN = Alignment(vertical="top")
MIDDLE = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
CENTRE = Alignment(horizontal="center", vertical="top")

_WIDTHS = {
    FieldType.DATE: 13.0,
    FieldType.TIME: 11.0,
    FieldType.DURATION: 12.0,
    FieldType.INTEGER: 10.0,
    FieldType.NUMBER: 10.0,
    FieldType.YES_NO: 11.0,
    FieldType.REF: 13.0,
    FieldType.REFS: 18.0,
    FieldType.CHOICES: 16.0,
    FieldType.FILE: 34.0,
    FieldType.TEXT: 20.0,
}
_FORMATS = {
    FieldType.DATE: DATE_FORMAT,
    FieldType.TIME: TIME_FORMAT,
    FieldType.DURATION: DURATION_FORMAT,
    FieldType.INTEGER: "0",
    FieldType.NUMBER: "General",
}
_CENTRED = frozenset(
    {FieldType.DATE, FieldType.TIME, FieldType.DURATION, FieldType.INTEGER, FieldType.YES_NO}
)


def when(formula: str, *, font: Font | None = None, fill: PatternFill | None = None) -> Rule:
    """Looks that cells have while a formula is true."""
    return Rule(type="expression", formula=[formula], dxf=DifferentialStyle(font=font, fill=fill))


def number_format(item: Field) -> str:
    """Excel's number format of a field; text unless the type says otherwise, so that zeros are kept."""
    return _FORMATS.get(item.type, TEXT_FORMAT)


def alignment(item: Field) -> Alignment:
    """Short values stand centred, everything else wraps from the top."""
    return CENTRE if item.type in _CENTRED else TOP


def column_width(item: Field) -> float:
    """A width in characters that fits the field's values and its heading in three lines at most."""
    if item.long:
        return float(LONG_WIDTH)
    words = [len(word) for word in item.heading.split()]
    for_heading = min(max(max(words) + 5, math.ceil(len(item.heading) / 3) + 7), WIDEST_HEADING)
    widest_choice = max((len(choice) for choice in item.choices), default=0)
    return max(_WIDTHS.get(item.type, 14.0), for_heading, widest_choice + 4.0)


def row_height(texts: list[tuple[str, float]]) -> float:
    """Points that a row needs for its texts, given as (text, column width); bounded."""
    lines = 1
    for text, width in texts:
        needed = sum(max(1, math.ceil(len(line) / (width * 1.1))) for line in text.split("\n"))
        lines = max(lines, needed)
    return min(max(EMPTY_ROW_HEIGHT, lines * LINE_HEIGHT + 6), TALLEST_ROW)
