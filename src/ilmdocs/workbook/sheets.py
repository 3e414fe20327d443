"""Which sheet of a file is which, and whether the file is of the kind and version that is wanted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ilmdocs.errors import UnreadableInput
from ilmdocs.model.finding import Finding
from ilmdocs.model.location import Location
from ilmdocs.text.clean import clean_text
from ilmdocs.workbook.fix_words import LIST_SHEET
from ilmdocs.workbook.fold import folded, nearest
from ilmdocs.workbook.grid import SheetGrid, WorkbookGrid
from ilmdocs.workbook.headings import is_blank
from ilmdocs.workbook.kind import ANNOTATED_KIND
from ilmdocs.workbook.problems import problem
from ilmdocs.workbook.schema import (
    DESCRIPTORS_BOOK,
    GUIDE_SHEET,
    INTAKE,
    LISTS_SHEET,
    MARKS,
    WorkbookSchema,
)

_OURS = frozenset({folded(GUIDE_SHEET), folded(LISTS_SHEET)})
_LONGEST_NAME = 60
"""Excel allows 31 characters; another program may have written more."""
_WHOSE = {
    INTAKE.kind: "a learner's intake workbook",
    MARKS.kind: "an assessor's marks workbook",
    DESCRIPTORS_BOOK.kind: "a workbook of sufficiency descriptors",
}
"""What each kind of workbook is, for one that is given where another is expected."""


@dataclass(frozen=True, slots=True)
class NamedSheets:
    """The sheets of a file by the schema's name; `strangers` are the filled ones that are none of these."""

    known: Mapping[str, SheetGrid]
    strangers: tuple[str, ...]


def name_sheets(book: WorkbookGrid, schema: WorkbookSchema) -> NamedSheets:
    """Match sheet names by folded text; an exactly spelled name wins over a similar one."""
    names = {folded(sheet.name): sheet.name for sheet in schema.sheets}
    spelled = {sheet.name for sheet in schema.sheets}
    known: dict[str, SheetGrid] = {}
    strangers: list[str] = []
    for sheet in sorted(book.sheets, key=lambda sheet: sheet.name not in spelled):
        name = names.get(folded(sheet.name))
        if name is not None and name not in known:
            known[name] = sheet
        elif folded(sheet.name) in _OURS or is_list(sheet):
            continue
        elif _has_content(sheet):
            strangers.append(sheet.name)
    return NamedSheets(known, tuple(strangers))


def is_list(sheet: SheetGrid) -> bool:
    """Whether a sheet is the list of an annotated copy, which is about the workbook and no part of it."""
    title = sheet.cells.get((1, 1))
    return sheet.name == LIST_SHEET and title is not None and title.value == LIST_SHEET


def refuse_other_kinds(file: str, book: WorkbookGrid, sheets: NamedSheets, wanted: WorkbookSchema) -> None:
    """Let only workbooks of the wanted kind and of its version, or an older one, pass.

    Raises:
        UnreadableInput: for a workbook of another kind, or a newer version.
    """
    kind = book.kind
    article = "an" if wanted.name[0] in "aeiou" else "a"
    if kind is None:
        if not sheets.known:
            raise UnreadableInput(
                f"{file} is an Excel workbook, but not {article} {wanted.name}: it has none of its sheets.",
                f"Make one with {wanted.made_with} and copy your answers into it.",
            )
        return
    found = INTAKE.kind if kind.kind == ANNOTATED_KIND else kind.kind
    if found != wanted.kind:
        if found in _WHOSE:
            raise UnreadableInput(
                f"{file} is {_WHOSE[found]}, not {_WHOSE[wanted.kind]}.", f"Use the {wanted.name}."
            )
        raise UnreadableInput(
            f"{file} is not {article} {wanted.name}.", f"Use a workbook made with {wanted.made_with}."
        )
    if kind.version > wanted.version:
        raise UnreadableInput(
            f"{file} was made for a newer version of ilmdocs (workbook version {kind.version}, "
            f"this ilmdocs reads up to {wanted.version}).",
            "Install the newest ilmdocs and try again.",
        )


def no_headings(file: str, sheets: NamedSheets, wanted: WorkbookSchema) -> UnreadableInput:
    """The refusal of somebody else's workbook in which only the name of a sheet is one of ours."""
    article = "an" if wanted.name[0] in "aeiou" else "a"
    names = ", ".join(sheets.known)
    return UnreadableInput(
        f"{file} is an Excel workbook, but not {article} {wanted.name}: it has sheets of these names "
        f"({names}), but none of their headings.",
        f"Make one with {wanted.made_with} and copy your answers into it.",
    )


def stranger_findings(file: str, sheets: NamedSheets, missing: Collection[str]) -> Iterator[Finding]:
    """Say which filled sheets were not read. `missing` are the needed sheets that are not there."""
    for typed in sheets.strangers:
        name = " ".join(clean_text(typed).text.split())[:_LONGEST_NAME]
        meant = nearest(name, missing, cutoff=0.5)
        yield problem(
            "sheet-unknown",
            Location(file, name),
            f'The sheet "{name}" is none of the workbook\'s own, so it was not read.',
            f"Rename it to {meant} if that is what it is." if meant else "Nothing needs doing.",
            caused_by="sheet-missing" if meant else None,
        )


def hidden_finding(file: str, name: str, sheet: SheetGrid, filled_rows: Collection[int]) -> Finding | None:
    """Say that hidden rows, or a hidden sheet, were read all the same; None when nothing is hidden."""
    hidden = sorted(sheet.hidden_rows.intersection(filled_rows))
    if sheet.hidden and filled_rows:
        what = f"The sheet {name} is hidden; it was read all the same."
    elif hidden:
        listed = ", ".join(str(row) for row in hidden[:10]) + (" …" if len(hidden) > 10 else "")
        what = f"Hidden rows were read all the same: {listed}."
    else:
        return None
    return problem("hidden-content", Location(file, name), what, "Show it in Excel to see what it holds.")


def _has_content(sheet: SheetGrid) -> bool:
    return any(not is_blank(cell) for cell in sheet.cells.values())
