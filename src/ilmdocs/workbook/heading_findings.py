"""Says what is wrong with a workbook's sheets and headings."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ilmdocs.model.finding import Finding
from ilmdocs.model.location import Location, column_letters
from ilmdocs.model.submission import Heading
from ilmdocs.workbook.fold import nearest
from ilmdocs.workbook.headings import FoundHeadings
from ilmdocs.workbook.problems import problem
from ilmdocs.workbook.schema import SheetSchema

_SPELL = "Spell the heading exactly as in a fresh workbook."


def missing_sheet(file: str, schema: SheetSchema, unread: Collection[str]) -> Finding:
    """A needed sheet is not there; `unread` are the names of sheets that are none of the workbook's own."""
    near = nearest(schema.name, unread, cutoff=0.5)
    remedy = (
        f'If the sheet "{near}" is meant, rename it to {schema.name}.'
        if near
        else f"Add the sheet {schema.name}, or copy your answers into a fresh workbook."
    )
    message = f"The sheet {schema.name} is missing."
    return problem("sheet-missing", Location(file, schema.name), message, remedy)


def missing_heading_row(file: str, schema: SheetSchema) -> Finding:
    """A needed sheet has no line in which its headings can be recognised."""
    what = "labels" if schema.layout == "form" else "headings"
    return problem(
        "heading-missing",
        Location(file, schema.name),
        f"The {what} of the sheet {schema.name} cannot be found, so nothing on it was read.",
        f"Copy the {what} from a fresh workbook.",
    )


def heading_findings(
    file: str, schema: SheetSchema, found: FoundHeadings, required: Collection[str]
) -> Iterator[Finding]:
    """Unknown, doubled and missing headings. `required` are ids of fields that an included unit needs."""
    reported: set[str] = set()
    for stranger in found.strangers:
        probably = found.probably.get((stranger.row, stranger.column))
        if stranger.text:
            yield _unknown(file, schema, stranger, probably)
            if probably in required:
                yield _consequence(file, schema, stranger, str(probably), "heading-unknown")
                reported.add(str(probably))
        elif probably:
            yield _blank(file, schema, stranger, probably)
            reported.add(probably)
        else:
            yield _no_heading(file, schema, stranger)
    for field_id, headings in found.fields.items():
        if len(headings) > 1:
            yield _duplicate(file, schema, field_id, headings)
            for heading in headings:
                probably = found.probably.get((heading.row, heading.column))
                if probably in required:
                    yield _consequence(file, schema, heading, str(probably), "heading-duplicate")
                    reported.add(str(probably))
    for item in schema.fields:
        if item.id in required and item.id not in found.fields and item.id not in reported:
            yield problem(
                "heading-missing",
                _empty_place(file, schema, found, item.id),
                f'The heading "{item.heading}" is missing.',
                f'Add a {_kind(schema)} with the heading "{item.heading}".',
            )


def _unknown(file: str, schema: SheetSchema, stranger: Heading, probably: str | None) -> Finding:
    everything = [item.heading for item in schema.fields]
    near = schema.field(probably).heading if probably else nearest(stranger.text, everything)
    text = " ".join(stranger.text.split())
    if near:
        remedy = f'If it should be "{near}", change it to that. {_SPELL}'
    else:
        remedy = f"Delete this {_kind(schema)}, or correct its heading. {_SPELL}"
    return problem(
        "heading-unknown",
        _at(file, schema, stranger),
        f'The heading "{text[:80]}" is not known, so its {_kind(schema)} was not read.',
        remedy,
    )


def _blank(file: str, schema: SheetSchema, stranger: Heading, probably: str) -> Finding:
    heading = schema.field(probably).heading
    return problem(
        "heading-missing",
        _at(file, schema, stranger),
        f'This {_kind(schema)} has entries but no heading. By its place it is "{heading}".',
        f'Type the heading "{heading}" here.',
    )


def _no_heading(file: str, schema: SheetSchema, stranger: Heading) -> Finding:
    is_form = schema.layout == "form"
    where = f"Row {stranger.row}" if is_form else f"Column {column_letters(stranger.column)}"
    return problem(
        "heading-unknown",
        _at(file, schema, stranger),
        f"{where} has entries but no heading, so they were not read.",
        "Delete what stands there, or move it to where it belongs.",
    )


def _duplicate(file: str, schema: SheetSchema, field_id: str, headings: tuple[Heading, ...]) -> Finding:
    first, second = headings[0], headings[1]
    name, kind = schema.field(field_id).heading, _kind(schema)
    return problem(
        "heading-duplicate",
        _at(file, schema, second),
        f'The heading "{name}" stands twice, first in {_at(file, schema, first).cell}.',
        f"Keep one {kind} and delete or rename the other. Where the two differ, neither is read.",
    )


def _consequence(file: str, schema: SheetSchema, heading: Heading, missing: str, cause: str) -> Finding:
    name = schema.field(missing).heading
    return problem(
        "heading-missing",
        _at(file, schema, heading),
        f'The heading "{name}" is missing; it probably stood here.',
        f'Change the heading to "{name}".',
        caused_by=cause,
    )


def _empty_place(file: str, schema: SheetSchema, found: FoundHeadings, field_id: str) -> Location:
    """The empty heading cell where the field would follow its left (upper) neighbour, else the sheet."""
    ids = [item.id for item in schema.fields]
    taken = {(h.row, h.column) for headings in found.fields.values() for h in headings}
    taken |= {(h.row, h.column) for h in found.strangers}
    number = ids.index(field_id)
    if number and ids[number - 1] in found.fields:
        left = found.fields[ids[number - 1]][0]
        place = (left.row + 1, left.column) if schema.layout == "form" else (left.row, left.column + 1)
        if place not in taken:
            return Location(file, schema.name, *place)
    return Location(file, schema.name)


def _at(file: str, schema: SheetSchema, heading: Heading) -> Location:
    return Location(file, schema.name, heading.row, heading.column)


def _kind(schema: SheetSchema) -> str:
    return "line" if schema.layout == "form" else "column"
