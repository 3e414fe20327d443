"""Where a learner cites sources: every longer text of the workbook, and the answers written in Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Unit
from ilmdocs.rules.answers import answers_of
from ilmdocs.rules.case import Case
from ilmdocs.text.sources import Source, source_in_line
from ilmdocs.text.written import written_documents
from ilmdocs.workbook.schema import SHEETS

_UNREAD = frozenset({"Learner", "Narrative", "References", "Private"})
"""Sheets without texts that cite; those of Narrative come with the answers."""
_TEXTS = tuple(
    (sheet.name, field.id)
    for sheet in SHEETS
    for field in sheet.fields
    if field.long and sheet.name not in _UNREAD
)
_OF_CLIENTS = frozenset(sheet.name for sheet in SHEETS if any(f.id == "client_ref" for f in sheet.fields))
_SHORTEST = len("(May, 2017)")
"""A text below this length cites nothing; it may be missing, or stand for one that is."""
LIST_OF_SOURCES = "references"
"""The kind of an answer that is a Word document's own list of sources."""


@dataclass(frozen=True)
class CitingText:
    """A text in which sources may be cited, and the cell that a finding about it belongs to."""

    text: str
    place: Location


def citing_texts(case: Case) -> Iterator[CitingText]:
    """Every longer text that counts for the unit, sheet by sheet; a sheet that only others print does not."""
    printed = _printed_sheets(case.unit)
    return (text for text in _texts(case) if text.place.sheet in {*printed, "Narrative"})


def _texts(case: Case) -> Iterator[CitingText]:
    for sheet, field_id in _TEXTS:
        for row in case.rows(sheet):
            if row.has(field_id):
                yield CitingText(row.text(field_id), row.at(field_id))
    for answer in answers_of(case):
        if answer.kind != LIST_OF_SOURCES:
            yield CitingText(answer.text, answer.place)


def _printed_sheets(unit: Unit) -> frozenset[str]:
    """The sheets that a unit's parts are made from: those for a client print the client's rows too."""
    own = {"Units", "Evidence", *(name for part in unit.parts for name in (part.sheet, *part.also))}
    return frozenset(own | _OF_CLIENTS if "Clients" in own else own)


def texts_of_all_units(case: Case) -> tuple[CitingText, ...]:
    """Every longer text of all units, once: a source may be cited for another one than the one checked."""
    found = (text for plan in case.plans for text in _texts(replace(case, plan=plan)))
    return tuple(dict.fromkeys(found))


def sources_of(case: Case) -> tuple[Source, ...]:
    """Every source that is listed for the unit: on the References sheet, or in a Word document's own list."""
    lists = (answer.text for answer in answers_of(case) if answer.kind == LIST_OF_SOURCES)
    lines = (line for text in lists for line in text.splitlines() if line.strip())
    return (*map(listed_source, case.rows("References")), *map(source_in_line, lines))


def places_without_text(case: Case) -> tuple[Location, ...]:
    """Cells and columns where a citation may be missing because the text is."""
    found = [heading for sheet in {name for name, _ in _TEXTS} for heading in case.headings_of_empty(sheet)]
    found += [case.submission.heading_at("Narrative", name) for name in ("section", "criterion")]
    found.append(case.submission.heading_at("ReportItems", "kind"))
    for sheet, field_id in (*_TEXTS, ("Narrative", "text"), ("Narrative", "file")):
        found.append(case.submission.heading_at(sheet, field_id))
        rows: Iterable[Row] = case.submission.rows(sheet)
        found += [row.at(field_id) for row in rows if len(row.text(field_id)) < _SHORTEST]
    read = {
        written.row.number for plan in case.plans for written in written_documents(case.submission, plan.unit)
    }
    named = [row for row in case.submission.rows("Narrative") if row.has("file")]
    found += [row.at("file") for row in named if row.number not in read]
    return (*found, *case.vanished)


def listed_source(row: Row) -> Source:
    """A row of the References sheet as a source; a cell that could not be read counts as unknown."""
    return Source(row.text("author"), row.text("year"), row.text("title"))


def spoken(row: Row) -> str:
    """A source in a few words, as a message names it: `Whitmore, J. (2017)`, or its title."""
    year = f" ({row.text('year')})" if row.has("year") else ""
    return (row.text("author") or row.text("title") or row.text("ref_id") or "this source")[:60] + year
