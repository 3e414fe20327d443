"""The cells of one sheet become rows of values; what cannot be read becomes findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.finding import Finding
from ilmdocs.model.location import Location
from ilmdocs.model.submission import Heading, Row, Value
from ilmdocs.text.clean import clean_text
from ilmdocs.workbook.fold import key
from ilmdocs.workbook.grid import SheetGrid
from ilmdocs.workbook.headings import is_blank
from ilmdocs.workbook.problems import problem
from ilmdocs.workbook.schema import Field, FieldType, SheetSchema
from ilmdocs.workbook.sheet_part import StoredCell
from ilmdocs.workbook.values import Readable, Trouble, Typed, read_value
from ilmdocs.workbook.values.dates import reads_both_ways
from ilmdocs.workbook.values.shown import quoted, shown

LONGEST_CELL = 32767
"""Excel's limit for one cell, in UTF-16 units: a text of exactly this length was probably cut off."""
MOST_ROWS = 3000
"""Filled rows of one sheet; the longest logs of sessions have a few hundred."""
UNQUOTED_SHEETS = frozenset({"Private"})
"""What stands here is never repeated in a message."""


@dataclass(frozen=True, slots=True)
class SheetReading:
    """Everything needed to read one sheet's cells.

    `headings` maps a field to its headings (several when doubled), `lost` names fields without a readable
    column, `allowed` the answers for each lookup, `filled` and `unclear` come from merged cells.
    `dated` are the columns that hold real dates.
    """

    file: str
    schema: SheetSchema
    grid: SheetGrid
    epoch: datetime
    headings: Mapping[str, tuple[Heading, ...]]
    lost: frozenset[str] = frozenset()
    allowed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    filled: frozenset[tuple[int, int]] = frozenset()
    unclear: frozenset[tuple[int, int]] = frozenset()
    dated: frozenset[int] = frozenset()


def read_rows(reading: SheetReading) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """Read the filled rows of a sheet, or the one row of a form; blank rows are passed over.

    Raises:
        UnreadableInput: when there are far more rows than anybody fills in.
    """
    findings: list[Finding] = []
    if reading.schema.layout == "form":
        places = {
            name: [(heading.row, heading.column + 1) for heading in headings]
            for name, headings in reading.headings.items()
        }
        first = min(row for cells in places.values() for row, _ in cells)
        return (_row(reading, first, places, findings),), tuple(findings)
    dated = {column for (_, column), cell in reading.grid.cells.items() if isinstance(cell.value, datetime)}
    reading = replace(reading, dated=frozenset(dated))
    heading_row = next(iter(reading.headings.values()))[0].row
    rows: list[Row] = []
    for number in sorted({row for row, _ in reading.grid.cells if row > heading_row}):
        places = {
            name: [(number, heading.column) for heading in headings]
            for name, headings in reading.headings.items()
        }
        if not _is_blank_row(reading, places):
            if len(rows) == MOST_ROWS:
                raise _too_many(reading)
            rows.append(_row(reading, number, places, findings))
    return tuple(rows), tuple(findings)


def _too_many(reading: SheetReading) -> UnreadableInput:
    sheet = reading.schema.name
    return UnreadableInput(
        f"{reading.file} has more than {MOST_ROWS:,} filled rows on the sheet {sheet}, which nobody needs.",
        f"Delete the rows of {sheet} that are not yours, or copy yours into a fresh workbook.",
    )


def _is_blank_row(reading: SheetReading, places: Mapping[str, Sequence[tuple[int, int]]]) -> bool:
    """Whether a row holds nothing but blanks, defaults and what merged cells above spread into it."""
    for name, addresses in places.items():
        default = reading.schema.field(name).default
        for at in addresses:
            cell = reading.grid.cells.get(at)
            if cell is None or is_blank(cell) or at in reading.filled:
                continue
            if cell.lacks_result or not default or key(shown(_typed(reading, cell))) != key(default):
                return False
    return True


def _row(
    reading: SheetReading,
    number: int,
    places: Mapping[str, Sequence[tuple[int, int]]],
    findings: list[Finding],
) -> Row:
    values: dict[str, Value] = {}
    defects = set(reading.lost)
    for name, addresses in places.items():
        if any(at in reading.unclear for at in addresses):
            defects.add(name)
            continue
        results = [_read_cell(reading, reading.schema.field(name), at) for at in addresses]
        if len(results) == 1:  # of a doubled heading, that it is doubled says enough
            findings.extend(results[0].findings)
        found = list(dict.fromkeys(result.value for result in results if result.value is not None))
        if any(result.defect for result in results) or len(found) > 1:
            defects.add(name)
        elif found:
            values[name] = found[0]
    cells = {name: addresses[0] for name, addresses in places.items()}
    return Row(reading.file, reading.schema.name, number, values, cells, frozenset(defects))


@dataclass(frozen=True, slots=True)
class _CellResult:
    value: Value | None = None
    findings: tuple[Finding, ...] = ()
    defect: bool = False


def _read_cell(reading: SheetReading, item: Field, at: tuple[int, int]) -> _CellResult:
    cell = reading.grid.cells.get(at)
    if cell is None or is_blank(cell):
        return _CellResult()
    location = Location(reading.file, reading.schema.name, *at)
    notes: list[Finding] = []
    typed = _typed(reading, cell)
    if isinstance(cell.value, str) and not cell.is_error:
        cleaned = clean_text(cell.value)
        notes.extend(_text_notes(item, location, cell.value, cleaned.removed))
        if not cleaned.text:
            return _CellResult(findings=tuple(notes))
        typed = Typed(cleaned.text, cell.number_format, reading.epoch)
    outcome = _unreadable(cell) or _outcome(reading, item, typed, at[1])
    if isinstance(outcome, Readable):
        if outcome.note:
            notes.append(_finding(reading, item, outcome.note, typed, location))
        return _CellResult(outcome.value, tuple(notes))
    return _CellResult(None, (*notes, _finding(reading, item, outcome, typed, location)), defect=True)


def _outcome(reading: SheetReading, item: Field, typed: Typed, column: int) -> Readable | Trouble:
    outcome = read_value(typed, item, reading.allowed.get(item.lookup, item.choices))
    if (
        item.type is FieldType.DATE
        and isinstance(outcome, Readable)
        and isinstance(typed.value, str)
        and reads_both_ways(typed.value)
        and column in reading.dated
    ):
        day = outcome.value
        meant = f"{day.day} {day:%B %Y}" if isinstance(day, date) else typed.value
        return Trouble(
            "ambiguous-date",
            "is text that can be read in two ways (day and month exchanged), among real dates.",
            f"Type the date again so that Excel takes it as a date. If you mean {meant}, type that.",
        )
    return outcome


def _unreadable(cell: StoredCell) -> Trouble | None:
    if cell.lacks_result:
        return Trouble(
            "formula-without-value",
            "holds a formula without a saved result.",
            "Open the workbook in Excel, save it and use it again, or type the value itself.",
        )
    if cell.is_error:
        return Trouble(
            "error-value",
            "shows an Excel error instead of a value.",
            "Correct the formula or the date, or type the value itself.",
        )
    return None


def _text_notes(item: Field, location: Location, raw: str, removed: Sequence[str]) -> Iterator[Finding]:
    if removed:
        yield problem(
            "text-cleaned",
            location,
            f"{item.heading} held characters that cannot be printed ({', '.join(removed[:5])}); "
            "they were taken out.",
            "Nothing needs doing unless something is missing from your text.",
        )
    if len(raw.encode("utf-16-le", "surrogatepass")) // 2 >= LONGEST_CELL:
        yield problem(
            "cut-text",
            location,
            f"{item.heading} is exactly as long as Excel allows, so its end was probably cut off.",
            "Check the end of the text. Put what does not fit into another row, or a PDF under Evidence.",
        )


def _finding(
    reading: SheetReading, item: Field, trouble: Trouble, typed: Typed, location: Location
) -> Finding:
    message = f"{item.heading} {trouble.what}"
    if typed.value is not None and reading.schema.name not in UNQUOTED_SHEETS:
        message += f" You entered {quoted(typed)}."
    return problem(trouble.id, location, message, trouble.remedy)


def _typed(reading: SheetReading, cell: StoredCell) -> Typed:
    return Typed(cell.value, cell.number_format, reading.epoch)
