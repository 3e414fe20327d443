"""Every sheet and field of the workbooks, with the units that need it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ilmdocs.library import Library
from ilmdocs.workbook.document import HOW_TYPED, answers_of, meaning_of
from ilmdocs.workbook.schema import DESCRIPTORS_BOOK, INTAKE, MARKS, Field, SheetSchema
from reference_pages.markdown import code, plain, table

_INTRODUCTION = """\
# Every sheet and field

Written from the schema that makes and reads the workbooks. How a workbook is read: [the
workbook](../workbook.md). “Needed for” names the units whose rules cannot do without a field. Which units
look at it and whose forms print it: `ilmdocs fields --json`.
"""


def sheets_page(library: Library) -> str:
    """The whole page as Markdown: the learner's workbook, then the assessor's."""
    parts = [_INTRODUCTION, "## What is typed\n"]
    parts.append(
        table(("type", "what is typed"), ((code(kind.value), how) for kind, how in HOW_TYPED.items()))
    )
    seen: set[str] = set()
    for book in (INTAKE, MARKS, DESCRIPTORS_BOOK):
        parts.append(f"## The {book.name}\n\nMade with {code(book.made_with)}. Version {book.version}.\n")
        for sheet in book.sheets:
            if sheet.name in seen:
                parts.append(f"{sheet.name}: as above.\n")
                continue
            seen.add(sheet.name)
            parts += _sheet(sheet, library)
    return "\n".join(parts)


def _sheet(sheet: SheetSchema, library: Library) -> Iterator[str]:
    yield f"### {sheet.name}: {plain(sheet.title)}\n"
    yield f"{plain(sheet.intro)}\n"
    rows = [
        (
            f"**{plain(item.heading)}** <br> {code(item.id)}",
            code(item.type.value),
            plain(meaning_of(item)),
            plain(answers_of(item)),
            _units(library.required, sheet, item),
        )
        for item in sheet.fields
    ]
    yield table(("heading and id", "type", "what it means", "answers", "needed for"), rows)


def _units(names: Mapping[str, frozenset[str]], sheet: SheetSchema, item: Field) -> str:
    found = [unit for unit, fields in sorted(names.items()) if f"{sheet.name}.{item.id}" in fields]
    return "all units" if len(found) == len(names) else ", ".join(found)
