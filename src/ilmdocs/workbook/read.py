"""Reads a learner's workbook: a file becomes a `Submission` and findings, each value with its own cell.

A learner's mistake is a finding. Only a file that is no intake workbook raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ilmdocs.model.finding import Finding, in_workbook_order
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Submission
from ilmdocs.model.unit import Unit
from ilmdocs.workbook.lookups import choices_of
from ilmdocs.workbook.references import normalise_references
from ilmdocs.workbook.schema import INTAKE, SHEETS, sheet_schema
from ilmdocs.workbook.sheet_reader import ReadSheet, fields_on, open_workbook, sheets_of
from ilmdocs.workbook.units_sheet import choose_units

_CORE_FIELDS = frozenset({"Units.unit_id"})
"""Needed before it is known which units are included."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What reading gives: the submission, the ids of the units to build in sheet order, and findings."""

    submission: Submission
    included: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_workbook(
    path: Path, units: Mapping[str, Unit], required: Mapping[str, frozenset[str]] | None = None
) -> ReadResult:
    """Read an intake workbook.

    Args:
        path: the .xlsx (or .xlsm, whose macros are ignored).
        units: all known units by id.
        required: unit id to the fields (`Sheet.field`) it cannot do without; a missing heading or sheet is
            a finding only for these.

    Raises:
        UnreadableInput: when the file is no intake workbook, is damaged or made for a newer version.
    """
    reader = open_workbook(path, INTAKE)
    units_sheet = reader.read(sheet_schema("Units"))
    choice = choose_units(path.name, units_sheet.rows, units, _heading_of_units(path.name, units_sheet))
    included = choice.included
    needed = _CORE_FIELDS.union(*((required or {}).get(unit, frozenset()) for unit in included))
    named = [row.text("unit_id") for row in choice.rows if row.text("unit_id") in units]
    is_told = len(named) == len(choice.rows)  # else a criterion may be that of the unit that was mistyped
    allowed = choices_of([units[unit] for unit in (named if named and is_told else units)])
    read = {schema.name: reader.read(schema, fields_on(schema, needed), allowed) for schema in SHEETS}
    rows = {name: sheet.rows for name, sheet in read.items()}
    rows["Units"] = choose_units(path.name, rows["Units"], units).rows
    rows = normalise_references(rows, units)
    findings = list(reader.file_findings(needed))
    findings.extend(finding for sheet in read.values() for finding in sheet.findings)
    if units_sheet.headings is not None and "unit_id" in units_sheet.headings.fields:
        findings.extend(choice.findings)  # else the finding about the sheet or heading says it all
    order = [schema.name for schema in SHEETS]
    return ReadResult(
        Submission(path.name, str(path.parent), sheets_of(read, rows)),
        included,
        in_workbook_order(findings, order),
    )


def _heading_of_units(file: str, sheet: ReadSheet) -> Location | None:
    same = sheet.headings.fields.get("unit_id") if sheet.headings else None
    return Location(file, "Units", same[0].row, same[0].column) if same else None
