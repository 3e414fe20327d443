"""What a template may print: a learner's value, a static word, a visible blank, a picture.

Everything is plain data for the template; `finalise` decides how each of them reaches the page.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from functools import cache

from ilmdocs.model.submission import Row, Value
from ilmdocs.text.formats import clock_time, duration, uk_date
from ilmdocs.workbook.schema import Field, FieldType, sheet_schema

NOT_PROVIDED = "not provided"
NOT_APPLICABLE = "not applicable"
NOT_USED = "not used"
LEFT_BLANK = "left blank"
NO_SOURCE = "\u2013"
SIGNATURE_LINE = ""
DATE_LINE = " "
SIGNATURE = "signature"
"""The name of the picture of the learner's own signature."""

OPTIONAL = frozenset(
    {
        "CoacheeFeedback.improve",
        "Observations.other",
        "Clients.learning_style",
        "Clients.diagnostics_text",
        "Clients.stakeholder_ref",
        *(
            f"Goals.{name}"
            for name in (
                "need_id",
                "need",
                "aligned_organisation",
                "aligned_division_or_team",
                "agreed",
                "target",
                "discussion",
                "progress",
                "outcome",
                "status",
            )
        ),
        "ReportItems.strategy",
        "ReportItems.reference",
        "ProgressLog.session",
    }
)
"""Boxes that a learner may leave empty; their blank says `left blank` and is not listed as missing.

Where a unit counts such a box as an answer to a criterion, `record` can be told so.
"""


NAMED_SHEETS = frozenset({"Clients", "Sessions", "Goals"})
"""Sheets whose rows have names of their own in a form (`client`, `sessions`), so that `row` is not needed."""

_NEVER_PRINTED = ("email", "units")


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty value: false in conditions, and a visible blank where it is printed.

    `field` is the id (`Sheet.field`) that is listed as missing; empty when nothing is missing.
    `words` is printed; `SIGNATURE_LINE` and `DATE_LINE` print a dotted line alone, to sign on.
    """

    field: str
    words: str = NOT_PROVIDED

    def __bool__(self) -> bool:
        return False


class Wording(str):
    """A fixed word of the unit or of a form: printed, but no value of the learner's."""

    __slots__ = ()


class Wordings(dict[str, Wording]):
    """A unit's fixed sentences by name; a form that serves several units prints nothing where one has none.

    The check of a form knows the names of all units, so a misspelt one is found there.
    """

    def __missing__(self, name: str) -> Wording:
        return Wording("")


class Chosen(str):
    """The chosen number of a rating grid: printed bold behind a filled box."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """Stands for a picture by its name: the learner's own signature image, or a chart."""

    name: str = SIGNATURE


Printable = str | Blank | Picture
Record = dict[str, object]


def record(sheet: str, row: Row | None, asked: Collection[str] = ()) -> Record:
    """Every printable field of a sheet, by field id; `Blank` where the row has no value.

    A blank cell whose column says what a blank means (`Blank means coaching`) prints just that.

    Args:
        sheet: the sheet's name.
        row: one of its rows, or None when there is none.
        asked: fields (`Sheet.field`) whose blank is a gap although the box is optional elsewhere.
    """
    return {field.id: _printable(sheet, field, row, asked) for field in printable_fields(sheet)}


def unused(sheet: str) -> Record:
    """A record that is not used at all, such as the second column of an odd last reflective log."""
    return {field.id: Blank("", NOT_USED) for field in printable_fields(sheet)}


@cache
def printable_fields(sheet: str) -> tuple[Field, ...]:
    """The fields of a sheet that a form may print: no file names, no e-mail address, no list of units."""
    return tuple(
        field
        for field in sheet_schema(sheet).fields
        if field.type is not FieldType.FILE and field.id not in _NEVER_PRINTED
    )


def _printable(sheet: str, field: Field, row: Row | None, asked: Collection[str]) -> Printable:
    if row is None or not row.has(field.id):
        if row is not None and field.default and field.id not in row.defects:
            return field.default
        name = f"{sheet}.{field.id}"
        return Blank("", LEFT_BLANK) if name in OPTIONAL and name not in asked else Blank(name)
    return in_words(row.values[field.id], field.type)


def in_words(value: Value, kind: FieldType) -> str:
    """A value as it is printed: UK dates, durations in hours and minutes, lists with commas."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return uk_date(value)
    if isinstance(value, time):
        return clock_time(value)
    if kind is FieldType.DURATION and isinstance(value, int):
        return duration(value)
    return str(value)
