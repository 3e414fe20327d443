"""Reads the sheets of one file, of whatever kind of workbook: rows, headings and findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ilmdocs.model.finding import Finding
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Heading, Row, Sheet
from ilmdocs.workbook.grid import SheetGrid, WorkbookGrid, load_grid
from ilmdocs.workbook.heading_findings import heading_findings, missing_heading_row, missing_sheet
from ilmdocs.workbook.headings import FoundHeadings, find_headings
from ilmdocs.workbook.merges import unmerge
from ilmdocs.workbook.problems import problem
from ilmdocs.workbook.rows import SheetReading, read_rows
from ilmdocs.workbook.schema import SheetSchema, WorkbookSchema
from ilmdocs.workbook.sheets import (
    NamedSheets,
    hidden_finding,
    name_sheets,
    no_headings,
    refuse_other_kinds,
    stranger_findings,
)


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One sheet after reading; `headings` is None when the sheet or its heading row is not there."""

    headings: FoundHeadings | None = None
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()


def open_workbook(path: Path, schema: WorkbookSchema) -> SheetReader:
    """Open a file as a workbook of one kind.

    Raises:
        UnreadableInput: when it is no such workbook, is damaged or made for a newer version.
    """
    book = load_grid(path)
    named = name_sheets(book, schema)
    refuse_other_kinds(path.name, book, named, schema)
    if book.kind is None and not any(
        find_headings(sheet, named.known[sheet.name]) for sheet in schema.sheets if sheet.name in named.known
    ):
        raise no_headings(path.name, named, schema)
    return SheetReader(path.name, schema, book, named)


@dataclass(frozen=True, slots=True)
class SheetReader:
    """Reads the sheets of one file that is a workbook of the kind `schema`."""

    file: str
    schema: WorkbookSchema
    book: WorkbookGrid
    named: NamedSheets

    def read(
        self,
        schema: SheetSchema,
        required: frozenset[str] = frozenset(),
        allowed: Mapping[str, Sequence[str]] | None = None,
    ) -> ReadSheet:
        """Read one sheet; `required` are the fields whose heading may not be missing."""
        grid = self.named.known.get(schema.name)
        if grid is None:
            return ReadSheet()
        headings = find_headings(schema, grid)
        if headings is None:
            is_needed = (
                bool(required) or schema.name in self.schema.always_needed or _holds_entries(schema, grid)
            )
            missing = (missing_heading_row(self.file, schema),) if is_needed else ()
            return ReadSheet(findings=missing)
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
        return ReadSheet(
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
            for schema in self.schema.sheets
            if schema.name not in self.named.known
            and (schema.name in self.schema.always_needed or fields_on(schema, needed))
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


def fields_on(schema: SheetSchema, names: Iterable[str]) -> frozenset[str]:
    """The field ids of those `Sheet.field` names that are on a sheet."""
    return frozenset(name.split(".", 1)[1] for name in names if name.split(".", 1)[0] == schema.name)


def _holds_entries(schema: SheetSchema, grid: SheetGrid) -> bool:
    """Whether a sheet without a heading row holds anything but its own title and introduction."""
    own = {schema.title, schema.intro, ""}
    return any(
        cell.lacks_result or str(cell.value or "") not in own for at, cell in grid.cells.items() if at[0] > 3
    )


def sheets_of(read: Mapping[str, ReadSheet], rows: Mapping[str, tuple[Row, ...]]) -> dict[str, Sheet]:
    """The sheets that are there, with the rows that reading made of them in the end."""
    return {
        name: Sheet(name, rows[name], _readable_headings(sheet.headings, rows[name]))
        for name, sheet in read.items()
        if sheet.headings is not None
    }


def _readable_headings(found: FoundHeadings, rows: Sequence[Row]) -> dict[str, Heading]:
    """The heading of each field; a doubled one whose columns differ counts as none."""
    return {
        name: same[0]
        for name, same in found.fields.items()
        if len(same) == 1 or not any(name in row.defects for row in rows)
    }
