"""Finds where a sheet's fields stand: the heading row of a table, or the labels of a form.

Headings are compared as `folded` text with the field's heading, its id and its aliases. Rows inserted above,
columns moved and odd spaces do not matter. What does not match is never guessed: it is only said which field
it probably was, so that one slip is reported once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ilmdocs.model.submission import Heading
from ilmdocs.text.clean import clean_text
from ilmdocs.workbook.fold import folded, nearest
from ilmdocs.workbook.grid import SheetGrid
from ilmdocs.workbook.schema import ROW_STATE_HEADING, SheetSchema
from ilmdocs.workbook.sheet_part import StoredCell

SEARCHED_ROWS = 60
"""How far down the heading row is looked for."""
FEWEST_MATCHES = 2
_WORKED_OUT = folded(ROW_STATE_HEADING)
"""Heads the column of formulas that say whether a row is complete; it is nobody's entry."""


@dataclass(frozen=True, slots=True)
class FoundHeadings:
    """Where the fields of one sheet stand.

    `fields` maps a field id to its headings, more than one when a heading stands twice. `strangers` are
    headings that are none of the sheet's own; an empty text is a column (or line) with entries but without
    a heading. `probably` says for a stranger, or a second heading, by its (row, column), which missing
    field it was most likely meant to be.
    """

    fields: Mapping[str, tuple[Heading, ...]]
    strangers: tuple[Heading, ...] = ()
    probably: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def row(self) -> int:
        """The heading row (form layout: the first label's)."""
        return min(heading.row for headings in self.fields.values() for heading in headings)


def find_headings(schema: SheetSchema, grid: SheetGrid) -> FoundHeadings | None:
    """Find the headings or labels of a sheet; None when there is no line with at least two of them."""
    names = field_names(schema)
    if schema.layout == "form":
        return _find_labels(schema, grid, names)
    rows = {number: cells for number, cells in grid.rows().items() if number <= SEARCHED_ROWS}
    scores = {
        number: len({names.get(folded(_text(cell))) for cell in cells.values()} - {None})
        for number, cells in rows.items()
    }
    best = max(scores, key=lambda number: (scores[number], -number), default=0)
    if scores.get(best, 0) < FEWEST_MATCHES:
        return None
    line = {column: _text(cell) for column, cell in rows[best].items() if folded(_text(cell))}
    filled = {column for (row, column), cell in grid.cells.items() if row > best and not is_blank(cell)}
    ours = {column for column, text in line.items() if folded(text) == _WORKED_OUT}
    columns = sorted((line.keys() | filled) - ours)
    placed = [Heading(line.get(column, ""), best, column) for column in columns]
    return _sorted_out(schema, names, placed, [heading.column for heading in placed])


def field_names(schema: SheetSchema) -> dict[str, str]:
    """Folded heading, id or alias to field id; a heading wins over an id, an id over an alias."""
    names: dict[str, str] = {}
    for item in schema.fields:
        names.setdefault(folded(item.heading), item.id)
    for item in schema.fields:
        names.setdefault(folded(item.id), item.id)
    for item in schema.fields:
        for alias in item.aliases:
            names.setdefault(folded(alias), item.id)
    return names


def is_blank(cell: StoredCell | None) -> bool:
    """Whether a cell holds nothing that a person could see."""
    if cell is None:
        return True
    if cell.lacks_result:
        return False
    return cell.value is None or (isinstance(cell.value, str) and not visible(cell.value))


def visible(text: str) -> str:
    """What is visible of a text; unlike `folded`, a lone dash or tick counts."""
    return "".join(text.split()).strip("\u200b\u200c\u200d\u2060\ufeff\u00ad")


def _find_labels(schema: SheetSchema, grid: SheetGrid, names: Mapping[str, str]) -> FoundHeadings | None:
    by_column: dict[int, dict[int, str]] = {}
    for (row, column), cell in grid.cells.items():
        by_column.setdefault(column, {})[row] = _text(cell)
    scores = {
        column: sum(folded(text) in names for text in texts.values()) for column, texts in by_column.items()
    }
    best = max(scores, key=lambda column: (scores[column], -column), default=0)
    if scores.get(best, 0) < FEWEST_MATCHES:
        return None
    texts = by_column[best]
    known = {row: names[folded(text)] for row, text in texts.items() if folded(text) in names}
    first, last = min(known), max(known)
    start = first - 1 if schema.fields[0].id not in known.values() else first
    end = last + 1 if schema.fields[-1].id not in known.values() else last
    rows = {row for row, text in texts.items() if start <= row <= end and folded(text)}
    rows |= {
        row
        for (row, column), cell in grid.cells.items()
        if column == best + 1 and row >= start and not is_blank(cell)
    }
    placed = [Heading(texts.get(row, ""), row, best) for row in sorted(rows)]
    return _sorted_out(schema, names, placed, [heading.row for heading in placed])


def _sorted_out(
    schema: SheetSchema, names: Mapping[str, str], placed: Sequence[Heading], positions: Sequence[int]
) -> FoundHeadings:
    fields: dict[str, list[Heading]] = {}
    strangers: list[Heading] = []
    order: list[tuple[int, str | None]] = []
    for heading, position in zip(placed, positions, strict=True):
        found = names.get(folded(heading.text))
        if found is None:
            strangers.append(heading)
        else:
            fields.setdefault(found, []).append(heading)
        order.append((position, found))
    doubtful = strangers + [heading for same in fields.values() if len(same) > 1 for heading in same]
    return FoundHeadings(
        {item: tuple(headings) for item, headings in fields.items()},
        tuple(strangers),
        _probably(schema, fields.keys(), placed, doubtful, order),
    )


def _probably(
    schema: SheetSchema,
    found: Iterable[str],
    placed: Sequence[Heading],
    doubtful: Sequence[Heading],
    order: Sequence[tuple[int, str | None]],
) -> dict[tuple[int, int], str]:
    """Pair doubtful headings with missing fields: by likeness of the words, then by place."""
    missing = [item for item in schema.fields if item.id not in set(found)]
    pairs: dict[tuple[int, int], str] = {}
    for heading in doubtful:
        free = {item.heading: item.id for item in missing if item.id not in pairs.values()}
        if near := nearest(heading.text, free) if heading.text else None:
            pairs[heading.row, heading.column] = free[near]
    ids = [item.id for item in schema.fields]
    for heading in doubtful:
        if (heading.row, heading.column) in pairs:
            continue
        index = placed.index(heading)
        wanted = []
        if index > 0 and (left := order[index - 1][1]):
            wanted.append(ids.index(left) + 1)
        if index + 1 < len(order) and (right := order[index + 1][1]):
            wanted.append(ids.index(right) - 1)
        if index == 0:
            wanted.append(0)
        for number in wanted:
            is_free = 0 <= number < len(ids) and ids[number] in {item.id for item in missing}
            if is_free and ids[number] not in pairs.values():
                pairs[heading.row, heading.column] = ids[number]
                break
    return pairs


def _text(cell: StoredCell) -> str:
    return "" if cell.value is None else clean_text(str(cell.value)).text
