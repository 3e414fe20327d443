"""What Excel says about a cell while it is filled: a prompt, a dropdown, a limit."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ilmdocs.workbook.lists_sheet import list_name
from ilmdocs.workbook.schema import FIRST_ROW, Field, FieldType, SheetSchema
from ilmdocs.workbook.values.dates import EARLIEST_YEAR, LATEST_YEAR

_LONGEST_TITLE = 32
_LONGEST_PROMPT = 255
_MINUTES_A_DAY = 1440
_SEVERAL = frozenset({FieldType.REFS, FieldType.CHOICES})


def validation(sheet: SheetSchema, item: Field) -> DataValidation | None:
    """The validation of a field's cells, or None when there is nothing to say.

    Lists of several entries, and references, only suggest: what else is typed is for reading and rules.
    """
    made = _limits(item) or _limit_beside(sheet, item)
    name = list_name(sheet, item)
    if name is not None:
        made = DataValidation(type="list", formula1=name, allow_blank=True)
        made.showErrorMessage = item.type not in _SEVERAL and not item.refers_to
        made.error = "Please choose from the list."
    if made is None:
        if not item.help:
            return None
        made = DataValidation(allow_blank=True)
    made.errorTitle = item.heading[:_LONGEST_TITLE]
    if item.help:
        made.showInputMessage = True
        made.promptTitle = item.heading[:_LONGEST_TITLE]
        made.prompt = item.help[:_LONGEST_PROMPT]
    return made


def _limit_beside(sheet: SheetSchema, item: Field) -> DataValidation | None:
    """A whole number up to what another cell of the row holds."""
    if not item.limit:
        return None
    column = [other.id for other in sheet.fields].index(item.limit) + 1
    made = DataValidation(type="whole", operator="between", allow_blank=True)
    made.formula1, made.formula2 = str(item.minimum or 0), f"${get_column_letter(column)}{FIRST_ROW}"
    made.error = f"Type a whole number, not more than “{sheet.field(item.limit).heading}”."
    made.showErrorMessage = True
    return made


def _limits(item: Field) -> DataValidation | None:
    low, high = item.minimum, item.maximum
    if item.type is FieldType.DATE:
        made = DataValidation(type="date", operator="between", allow_blank=True)
        made.formula1, made.formula2 = f"DATE({EARLIEST_YEAR},1,1)", f"DATE({LATEST_YEAR},12,31)"
        made.error = "Type a date as day/month/year, for example 04/03/2026."
    elif item.type is FieldType.TIME:
        made = DataValidation(type="time", operator="between", allow_blank=True)
        made.formula1, made.formula2 = "0", f"{_MINUTES_A_DAY - 1}/{_MINUTES_A_DAY}"
        made.error = "Type a time as hours:minutes, for example 10:30."
    elif item.type is FieldType.INTEGER and low is not None and high is not None:
        made = DataValidation(type="whole", operator="between", allow_blank=True)
        made.formula1, made.formula2 = str(low), str(high)
        made.error = f"Type a whole number from {low} to {high}."
    elif item.type is FieldType.DURATION and low is not None and high is not None:
        # Only a warning: "90 min" is text to Excel, and reading understands it.
        made = DataValidation(type="time", operator="between", allow_blank=True, errorStyle="warning")
        made.formula1, made.formula2 = f"{low}/{_MINUTES_A_DAY}", f"{high}/{_MINUTES_A_DAY}"
        made.error = f"Type hours and minutes, for example 1:30, at most {high // 60}:{high % 60:02}."
    else:
        return None
    made.showErrorMessage = True
    return made
