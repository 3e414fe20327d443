"""A Word document that answers a unit has its sub-headings and criteria as headings: all, once, in order.

Every one that is missing, stands twice, stands elsewhere or reads otherwise is one finding at the cell that
names the document, and quotes the heading. So is a second row that names the same document. A criterion that
is answered in a cell need not stand in the document; one that is answered in both is a finding as well.
Nothing is said about answers in cells: the form prints them in order.

Hit: no heading `1.2 Explain …` in `answers.docx`. Miss: all of them, in the order of the unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ilmdocs.model.location import Location
from ilmdocs.model.submission import Row
from ilmdocs.model.unit import Rule, Unit
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.rising import out_of_line
from ilmdocs.text.headings import WantedHeading, wanted_headings
from ilmdocs.text.matching import nearest_text
from ilmdocs.text.outline import OutlinePart
from ilmdocs.text.written import WrittenDocument, written_documents


@dataclass(frozen=True)
class Options:
    """No settings; the headings are the unit's."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding for each heading that is not as it should be, at the cell that names the document."""
    every = [d for d in written_documents(case.submission, case.unit) if d.outline is not None]
    first: dict[str, WrittenDocument] = {}
    for written in every:
        if first.setdefault(written.document.file, written) is not written:
            yield _named_twice(written, first[written.document.file])
    documents = tuple(first.values())
    typed = {r.text("criterion"): r for r in case.rows("Narrative") if r.has("criterion") and r.has("text")}
    yield from _answered_twice(documents, typed, case.unit)
    whole = [written for written in documents if written.is_for_unit]
    elsewhere = {*typed, *(written.criterion for written in documents if written.criterion)}
    if whole:
        yield from _lacking(whole, _expected(case.unit, elsewhere), case.unit)
    for written in documents:
        yield from _misplaced(written, case.unit)


def fields(options: Options) -> Iterable[str]:
    """What names a document, and what says that an answer stands in a cell."""
    return tuple(f"Narrative.{name}" for name in ("criterion", "kind", "text", "file", "units"))


def required(options: Options) -> Iterable[str]:
    """None: answers may stand in cells."""
    return ()


def _expected(unit: Unit, elsewhere: set[str]) -> list[WantedHeading]:
    """The headings that a document must have: a section that is answered elsewhere needs none."""
    criteria = [h for h in wanted_headings(unit) if h.criterion is not None and h.criterion not in elsewhere]
    sections = {heading.section for heading in criteria}
    return [
        heading
        for heading in wanted_headings(unit)
        if heading in criteria
        or (heading.criterion is None and heading.is_required and heading.section in sections)
    ]


def _lacking(
    whole: Sequence[WrittenDocument], expected: Sequence[WantedHeading], unit: Unit
) -> Iterator[Found]:
    found = {part.wanted for written in whole for part in _parts(written)}
    missing = [heading for heading in expected if heading not in found]
    first = whole[0]
    place, name = first.row.at("file"), first.document.file
    if missing and len(missing) == len(expected):
        yield Found(
            place,
            f'None of the headings of {unit.name} stands in "{name}", such as “{expected[0].text}”.',
            f"Start from a new document: ilmdocs new {unit.id}. Copy each answer below its heading.",
        )
        return
    for heading in missing:
        near = next((text for w in whole if (text := nearest_text(w.document, heading))), None)
        hint = f" Is it meant by “{near}”?" if near else ""
        kind = "sub-heading" if heading.criterion is None else "heading"
        yield Found(
            place,
            f'The {kind} “{heading.text}” is not in "{name}".{hint}',
            "Put it back as it stands here, as a heading, above what you wrote for it.",
            criterion=heading.criterion,
        )


def _parts(written: WrittenDocument) -> list[OutlinePart]:
    """The headings of the unit in a document, in its order."""
    if written.outline is None:
        return []
    return [part for part in written.outline.parts if part.wanted is not None and part.heading]


def _misplaced(written: WrittenDocument, unit: Unit) -> Iterator[Found]:
    place, name = written.row.at("file"), written.document.file
    parts = _parts(written)
    if written.criterion is not None:
        for part in parts:
            if part.criterion != written.criterion:
                yield Found(
                    place,
                    f'"{name}" is for criterion {written.criterion} but holds “{_short(part.heading)}” too.',
                    "Clear the criterion of this row if the document answers more than one.",
                )
        return
    once: dict[WantedHeading, OutlinePart] = {}
    for part in parts:
        assert part.wanted is not None
        if part.wanted in once:
            yield Found(
                place,
                f'The heading “{_short(part.heading)}” stands twice in "{name}".',
                "Keep one of the two and put everything that you wrote for it below that one.",
                criterion=part.criterion,
            )
        once.setdefault(part.wanted, part)
    yield from _changed(place, name, once)
    yield from _out_of_order(place, name, list(once), unit)


def _changed(place: Location, name: str, once: Mapping[WantedHeading, OutlinePart]) -> Iterator[Found]:
    for wanted, part in once.items():
        if part.is_changed:
            yield Found(
                place,
                f'In "{name}" the heading “{_short(part.heading)}” does not read as in the unit.',
                f"Did you mean “{wanted.text}”? Type it so.",
                criterion=wanted.criterion,
            )


def _out_of_order(place: Location, name: str, found: Sequence[WantedHeading], unit: Unit) -> Iterator[Found]:
    """Sub-headings among each other; criteria among those of their section, and below its sub-heading."""
    order = {heading: number for number, heading in enumerate(wanted_headings(unit))}
    sections = [heading for heading in found if heading.criterion is None]
    moved = [sections[i] for i in out_of_line([order[heading] for heading in sections])]
    loose = {heading.section for heading in moved}
    for outcome in unit.outcomes:
        own = [h for h in found if h.criterion is not None and h.section == outcome.id]
        wrong = {own[i] for i in out_of_line([order[heading] for heading in own])}
        if outcome.id in {heading.section for heading in sections} - loose:
            wrong |= {h for h in own if _section_above(h, found) not in {outcome.id, *loose}}
        moved += [heading for heading in own if heading in wrong]
    for heading in moved:
        yield Found(
            place,
            f'The heading “{_short(heading.text)}” does not stand at its place in "{name}".',
            f"Move it, with all that is written below it, {_where(heading, unit)}.",
            criterion=heading.criterion,
        )


def _section_above(heading: WantedHeading, found: Sequence[WantedHeading]) -> str:
    above = [h.section for h in found[: found.index(heading)] if h.criterion is None]
    return above[-1] if above else ""


def _where(heading: WantedHeading, unit: Unit) -> str:
    every = wanted_headings(unit)
    number = every.index(heading)
    return f"behind “{_short(every[number - 1].text)}”" if number else "to the beginning"


def _named_twice(written: WrittenDocument, earlier: WrittenDocument) -> Found:
    return Found(
        written.row.at("file"),
        f'"{written.document.file}" is named twice, here and in {earlier.row.at("file")}.',
        "Clear one of the two rows.",
    )


def _answered_twice(
    documents: Sequence[WrittenDocument], typed: Mapping[str, Row], unit: Unit
) -> Iterator[Found]:
    first: dict[str, WrittenDocument] = {}
    for written in documents:
        for criterion in written.answered(unit):
            other = first.setdefault(criterion, written)
            where = f"the cell {typed[criterion].at('text')}" if criterion in typed else ""
            if other is not written:
                where = f'"{other.document.file}"'
            if where:
                yield Found(
                    written.row.at("file"),
                    f'Criterion {criterion} is answered in "{written.document.file}" and in {where}.',
                    "Keep one of the two answers, so that it is clear which one is to be assessed.",
                    because_of=(written.row.at("units"), other.row.at("units")),
                    criterion=criterion,
                )


def _short(heading: str) -> str:
    line = " ".join(heading.split())
    return line if len(line) <= 120 else line[:120].rsplit(" ", 1)[0] + " …"
