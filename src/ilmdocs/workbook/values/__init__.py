"""Cells become values: one module a type, each a function from what stands in a cell to an outcome."""

from __future__ import annotations

from collections.abc import Sequence

from ilmdocs.workbook.schema import Field, FieldType
from ilmdocs.workbook.values.choices import read_choice, read_choices, read_yes_no
from ilmdocs.workbook.values.dates import read_date, read_time
from ilmdocs.workbook.values.durations import read_duration
from ilmdocs.workbook.values.numbers import read_integer, read_number
from ilmdocs.workbook.values.outcome import Outcome, Readable, Reader, Trouble, Typed
from ilmdocs.workbook.values.texts import read_file, read_ref, read_refs, read_text

_READERS: dict[FieldType, Reader] = {
    FieldType.TEXT: read_text,
    FieldType.DATE: read_date,
    FieldType.TIME: read_time,
    FieldType.DURATION: read_duration,
    FieldType.INTEGER: read_integer,
    FieldType.NUMBER: read_number,
    FieldType.YES_NO: read_yes_no,
    FieldType.REF: read_ref,
    FieldType.REFS: read_refs,
    FieldType.FILE: read_file,
}


def read_value(typed: Typed, field: Field, allowed: Sequence[str] = ()) -> Outcome:
    """Read one cell that is not blank. `allowed` are the answers of a choice field."""
    if field.type is FieldType.CHOICE:
        return read_choice(typed, field, allowed)
    if field.type is FieldType.CHOICES:
        return read_choices(typed, field, allowed)
    return _READERS[field.type](typed, field)


__all__ = ["Outcome", "Readable", "Trouble", "Typed", "read_value"]
