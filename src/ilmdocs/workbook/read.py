"""Reads a learner's workbook: a file becomes a `Submission` and findings, each value with its own cell.

A learner's mistake is a finding. Only a file that is no intake workbook raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ilmdocs.model.finding import Finding, in_workbook_order
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Heading, Row, Sheet, Submission
from ilmdocs.model.unit import Unit
from ilmdocs.workbook.grid import SheetGrid, WorkbookGrid, load_grid
from ilmdocs.workbook.heading_findings import heading_findings, missing_heading_row, missing_sheet
from ilmdocs.workbook.headings import FoundHeadings, find_headings
from ilmdocs.workbook.merges import unmerge
from ilmdocs.workbook.problems import problem
from ilmdocs.workbook.references import normalise_references
from ilmdocs.workbook.rows import SheetReading, read_rows
from ilmdocs.workbook.schema import SHEETS, SheetSchema, sheet_schema
from ilmdocs.workbook.sheets import (
    NamedSheets,
    hidden_finding,
    name_sheets,
    refuse_other_kinds,
    stranger_findings,
)
from ilmdocs.workbook.units_sheet import choose_units

ALWAYS_NEEDED = frozenset({"Learner", "Units", "Narrative"})
"""Sheets without which no portfolio can be built, whatever the units require: each asks for a statement."""
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
    book = load_grid(path)
    sheets = name_sheets(book)
    refuse_other_kinds(path.name, book, sheets)
    reader = _Reader(path.name, book, sheets)
    units_sheet = reader.read(sheet_schema("Units"))
    choice = choose_units(path.name, units_sheet.rows, units, _heading_of_units(path.name, units_sheet))
    included = choice.included
    needed = _CORE_FIELDS.union(*((required or {}).get(unit, frozenset()) for unit in included))
    named = [row.text("unit_id") for row in choice.rows if row.has("unit_id")] or units
    criteria = tuple(dict.fromkeys(c.id for unit in named for c in units[unit].criteria()))
    read = {
        schema.name: reader.read(schema, _fields_on(schema, needed), {"criteria": criteria})
        for schema in SHEETS
    }
    rows = {name: sheet.rows for name, sheet in read.items()}
    rows["Units"] = choose_units(path.name, rows["Units"], units).rows
    rows = normalise_references(rows, units)
    findings = list(reader.file_findings(needed))
    findings.extend(finding for sheet in read.values() for finding in sheet.findings)
    if units_sheet.headings is not None and "unit_id" in units_sheet.headings.fields:
        findings.extend(choice.findings)  # else the finding about the sheet or heading says it all
    result = {
        name: Sheet(name, rows[name], _readable_headings(sheet.headings, rows[name]))
        for name, sheet in read.items()
        if sheet.headings is not None
    }
    order = [schema.name for schema in SHEETS]
    return ReadResult(
        Submission(path.name, str(path.parent), result), included, in_workbook_order(findings, order)
    )


@dataclass(frozen=True, slots=True)
class _ReadSheet:
    """One sheet after reading; `headings` is None when the sheet or its heading row is not there."""

    headings: FoundHeadings | None = None
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()


def _heading_of_units(file: str, sheet: _ReadSheet) -> Location | None:
    same = sheet.headings.fields.get("unit_id") if sheet.headings else None
    return Location(file, "Units", same[0].row, same[0].column) if same else None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the sheets of one file."""

    file: str
    book: WorkbookGrid
    named: NamedSheets

    def read(
        self,
        schema: SheetSchema,
        required: frozenset[str] = frozenset(),
        allowed: Mapping[str, Sequence[str]] | None = None,
    ) -> _ReadSheet:
        """Read one sheet; `required` are the fields whose heading may not be missing."""
        grid = self.named.known.get(schema.name)
        if grid is None:
            return _ReadSheet()
        headings = find_headings(schema, grid)
        if headings is None:
            is_needed = bool(required) or schema.name in ALWAYS_NEEDED or _holds_entries(schema, grid)
            missing = (missing_heading_row(self.file, schema),) if is_needed else ()
            return _ReadSheet(findings=missing)
        columns = {heading.column for same in headings.fields.values() for heading in same}
        if schema.layout == "form":
            columns = set()
        plain = unmerge(self.file, schema.name, grid, columns, headings.row)
        lost = frozenset(headings.probably.values()) | (required - headings.fields.keys())
        rows, findings = read_rows(
            SheetReading(
                self.file,
                schema,
                plain.grid,
                self.book.epoch,
                headings.fields,
                lost,
                allowed or {},
                plain.filled,
                plain.unclear,
            )
        )
        hidden = hidden_finding(self.file, schema.name, grid, {row.number for row in rows if row.values})
        return _ReadSheet(
            headings,
            rows,
            (
                *heading_findings(self.file, schema, headings, required),
                *plain.findings,
                *findings,
                *((hidden,) if hidden else ()),
            ),
        )

    def file_findings(self, needed: frozenset[str]) -> Iterator[Finding]:
        """Missing and unknown sheets, macros."""
        absent = [
            schema
            for schema in SHEETS
            if schema.name not in self.named.known
            and (schema.name in ALWAYS_NEEDED or _fields_on(schema, needed))
        ]
        for schema in absent:
            yield missing_sheet(self.file, schema, self.named.strangers)
        yield from stranger_findings(self.file, self.named, [schema.name for schema in absent])
        if self.book.has_macros:
            yield problem(
                "macros-ignored",
                Location(self.file),
                "The workbook contains macros; they were ignored.",
                "Nothing needs doing. Save it as .xlsx if you do not need them.",
            )


def _fields_on(schema: SheetSchema, names: Iterable[str]) -> frozenset[str]:
    """The field ids of those `Sheet.field` names that are on a sheet."""
    return frozenset(name.split(".", 1)[1] for name in names if name.split(".", 1)[0] == schema.name)


def _holds_entries(schema: SheetSchema, grid: SheetGrid) -> bool:
    """Whether a sheet without a heading row holds anything but its own title and introduction."""
    own = {schema.title, schema.intro, ""}
    return any(
        cell.lacks_result or str(cell.value or "") not in own for at, cell in grid.cells.items() if at[0] > 3
    )


def _readable_headings(found: FoundHeadings, rows: Sequence[Row]) -> dict[str, Heading]:
    """The heading of each field; a doubled one whose columns differ counts as none."""
    return {
        name: same[0]
        for name, same in found.fields.items()
        if len(same) == 1 or not any(name in row.defects for row in rows)
    }
