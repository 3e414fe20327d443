"""What somebody changed about the looks of a sheet and of its cells."""

from __future__ import annotations

from copy import copy

from openpyxl.cell import Cell
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from ilmdocs.workbook import look
from ilmdocs.workbook.schema import HEADER_ROW
from ilmdocs.workbook.upgrading.routes import Route

_OUR_COLOURS = frozenset({look.ACCENT, look.INK, "000000"})
_OUR_SIZES = frozenset({9.0, 10.0})
_OUR_ALIGNMENTS = frozenset(
    {
        ("left", "top", True, 1.0, 0), ("left", "top", None, 1.0, 0), ("center", "top", None, 0.0, 0),
        ("left", "center", True, 1.0, 0), (None, "top", None, 0.0, 0), (None, None, None, 0.0, 0),
    }
)  # fmt: skip
"""Horizontal, vertical, wrapped, indented and turned: how workbooks of every version place texts."""


def copy_looks(old: Cell, new: Cell) -> None:
    """What somebody marked stays marked: letters, paper, lines and how a text is placed."""
    if not old.has_style:
        return
    fill = old.fill
    colour = fill.fgColor.rgb if getattr(fill, "patternType", None) == "solid" else None
    is_blank = getattr(fill, "patternType", "gradient") is None
    if not is_blank and not (isinstance(colour, str) and colour[-6:] == look.TINT):
        new.fill = copy(fill)  # type: ignore[assignment]
    if not _is_our_font(old):
        new.font = copy(old.font)  # type: ignore[assignment]
    sides = (old.border.left, old.border.right, old.border.top, old.border.bottom, old.border.diagonal)
    if any(side is not None and side.style not in {None, "hair"} for side in sides):
        new.border = copy(old.border)  # type: ignore[assignment]
    place = old.alignment
    said = (place.horizontal, place.vertical, place.wrap_text, place.indent, place.textRotation)
    if said not in _OUR_ALIGNMENTS:
        new.alignment = copy(place)  # type: ignore[assignment]


def _is_our_font(cell: Cell) -> bool:
    font = cell.font
    colour = font.color.rgb if font.color is not None else "000000"
    is_plain = not (font.b or font.i or font.strike or font.u or font.vertAlign)
    is_ours = isinstance(colour, str) and colour[-6:] in _OUR_COLOURS
    return is_plain and is_ours and font.name == look.FONT and font.sz in _OUR_SIZES


def carry_sheet_looks(old: Worksheet, new: Worksheet, item: Route) -> list[str]:
    """Carry what somebody changed about one of our sheets, and give what could not be carried."""
    if old.sheet_properties.tabColor is not None:
        new.sheet_properties.tabColor = copy(old.sheet_properties.tabColor)
    if old.page_setup.orientation:
        new.page_setup.orientation = old.page_setup.orientation
    new.HeaderFooter = copy(old.HeaderFooter)
    for number, height in old.row_dimensions.items():
        row = item.lines.get(number) if item.lines else item.row(number) if number >= item.first else None
        if row is None:
            continue
        made = new.row_dimensions[row]
        made.hidden, made.outlineLevel = height.hidden or made.hidden, height.outlineLevel
        if height.height:
            made.height = height.height
    if not item.lines:
        _hide_columns(old, new, item)
    return [*_carry_filter(old, new, item), *_carry_rules(old, new, item)]


def _hide_columns(old: Worksheet, new: Worksheet, item: Route) -> None:
    """A filled column that somebody hid stays hidden; workbooks hide columns without entries themselves."""
    filled = {
        cell.column for row in old.iter_rows(min_row=item.first) for cell in row if cell.value is not None
    }
    for name, dimension in list(old.column_dimensions.items()):
        first = column_index_from_string(name)
        for column in range(dimension.min or first, (dimension.max or first) + 1):
            if dimension.hidden and column in filled and column in item.columns:
                new.column_dimensions[get_column_letter(item.columns[column])].hidden = True


def _carry_filter(old: Worksheet, new: Worksheet, item: Route) -> list[str]:
    """What rows are filtered by goes to the same columns; else it is told, for its rows stay hidden."""
    chosen = old.auto_filter.filterColumn
    if not chosen:
        return []
    first, top, _, _ = range_boundaries(old.auto_filter.ref)
    places = [item.columns.get((first or 1) + column.colId) for column in chosen]
    fits = new.auto_filter.ref and top == item.first - 1 and None not in places
    if not fits:
        return [f"the filter of the sheet {old.title} (the rows that it hid are still hidden)"]
    for column, place in zip(chosen, places, strict=True):
        made = copy(column)
        made.colId = (place or 1) - 1
        new.auto_filter.filterColumn.append(made)
    return []


def _carry_rules(old: Worksheet, new: Worksheet, item: Route) -> list[str]:
    """Own colours by rule and an own area to print, where no cell moves; own dropdowns are told."""
    left: list[str] = []
    rules = [(str(found.sqref), rule) for found in old.conditional_formatting for rule in found.rules]
    if item.stays and item.first == HEADER_ROW + 1:
        for cells, rule in rules:
            new.conditional_formatting.add(cells, copy(rule))
        if old.print_area:
            new.print_area = old.print_area
    else:
        left += [f"the conditional formats at {old.title}!{cells}" for cells in dict(rules)]
        left += [f"the print area of the sheet {old.title}"] if old.print_area else []
    ours = {_kind(found) for found in new.data_validations.dataValidation}
    for found in old.data_validations.dataValidation:
        if found.type is not None and _kind(found) not in ours:
            left.append(f"your own rule for what may be typed at {old.title}!{found.sqref}")
    return left


def _kind(found: object) -> tuple[object, ...]:
    return tuple(getattr(found, name) for name in ("type", "operator", "formula1", "formula2"))
