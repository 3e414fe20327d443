"""Reads the assessor's marks workbook, and a centre's workbook of sufficiency descriptors."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.finding import Finding, in_workbook_order
from ilmdocs.model.submission import Row, Submission
from ilmdocs.model.unit import Unit
from ilmdocs.workbook.fold import folded
from ilmdocs.workbook.lookups import choices_of
from ilmdocs.workbook.schema import DESCRIPTORS_BOOK, MARKS, SheetSchema, WorkbookSchema
from ilmdocs.workbook.sheet_reader import open_workbook, sheets_of

_NEEDED = frozenset({"MarkSheet.assessor", "MarkSheet.assessor_signed"})


@dataclass(frozen=True, slots=True)
class MarksRead:
    """What reading gives: the sheets of the marks workbook as a submission of their own, and findings."""

    submission: Submission
    findings: tuple[Finding, ...]


def read_marks(path: Path, unit: Unit) -> MarksRead:
    """Read a marks workbook that should be about a unit.

    Raises:
        UnreadableInput: when the file is no marks workbook, is damaged or made for a newer version.
    """
    return _read(path, unit, MARKS)


def read_descriptors(path: Path, unit: Unit) -> MarksRead:
    """Read a centre's workbook of descriptors for a unit.

    Raises:
        UnreadableInput: when the file is no such workbook, is damaged, made for a newer version or for
            another unit, whose criteria are worded otherwise.
    """
    read = _read(path, unit, DESCRIPTORS_BOOK)
    for row in read.submission.rows("Descriptors"):
        criterion = unit.criterion(row.text("criterion"))
        if (
            criterion is not None
            and row.has("wording")
            and folded(row.text("wording")) != folded(criterion.text)
        ):
            raise UnreadableInput(
                f"{path.name} holds descriptors of another unit than {unit.id}: "
                f"its criterion {criterion.id} is worded otherwise.",
                "Name the unit with --unit, or use the right file.",
            )
    return read


def _read(path: Path, unit: Unit, schema: WorkbookSchema) -> MarksRead:
    reader = open_workbook(path, schema)
    always = [sheet for sheet in schema.sheets if sheet.name in schema.always_needed]
    needed = {sheet.name: needed_fields(sheet, unit) for sheet in always}
    choices = choices_of([unit])
    read = {
        sheet.name: reader.read(sheet, needed.get(sheet.name, frozenset()), choices)
        for sheet in schema.sheets
    }
    rows: dict[str, tuple[Row, ...]] = {name: sheet.rows for name, sheet in read.items()}
    findings = [*reader.file_findings(frozenset())]
    findings += [finding for sheet in read.values() for finding in sheet.findings]
    return MarksRead(
        Submission(path.name, str(path.parent), sheets_of(read, rows)),
        in_workbook_order(findings, [sheet.name for sheet in schema.sheets]),
    )


def needed_fields(sheet: SheetSchema, unit: Unit) -> frozenset[str]:
    """The fields of a sheet without which marks are not complete."""
    if sheet.name == "Criteria":
        return frozenset({"criterion", "decision" if unit.total_marks is None else "mark"})
    if sheet.name == "Descriptors":
        return frozenset({"criterion"})
    return frozenset(item.id for item in sheet.fields if f"{sheet.name}.{item.id}" in _NEEDED)
