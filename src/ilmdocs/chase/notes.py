"""Sorts the open points of a cohort by the people who owe them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from typing import get_args

from ilmdocs.chase.note import Note, Point, Section, UnitPoints, one_line, plain_address
from ilmdocs.model.centre import Centre
from ilmdocs.model.cohort import Cohort, LearnerStanding, Owed
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.model.location import Location
from ilmdocs.model.party import Party
from ilmdocs.text.formats import uk_date

WORKBOOK_UNREADABLE = "workbook-unreadable"
"""Id of the one point about a workbook that cannot be read."""
_PASSED_ON = frozenset({"client", "supervisor"})
"""Whom the learner meets, while the centre may not know how to reach them."""
_LearnerKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody who owes something: by name, or known through a learner alone."""

    party: Party
    who: str = ""
    learner: _LearnerKey | None = None


_Entry = tuple[LearnerStanding, Owed]


def chase_notes(cohort: Cohort, centre: Centre | None, *, today: date) -> tuple[Note, ...]:
    """One note for each person who owes something: learners first, then clients and staff.

    A learner's several workbooks are one note; so is one name in one role, however it is spelled in capitals
    and spaces. Clients, and a supervisor whom nobody named, are reached through the learner, who has their
    notes enclosed.

    Args:
        cohort: every learner's open points.
        centre: says who of the staff can be written to; None where there are no settings.
        today: decides whether a day of submission has passed.
    """
    standings: dict[_LearnerKey, LearnerStanding] = {}
    entries: dict[_Person, list[_Entry]] = {}
    for standing in cohort.learners:
        standings.setdefault(_key(standing), standing)
        for debt in _debts(standing):
            entries.setdefault(_person(debt, standing), []).append((standing, debt))
    addresses = _staff_addresses(centre)
    notes = {person: _note(person, found, addresses, today) for person, found in entries.items()}
    for key, standing in standings.items():
        enclosed = tuple(n for p, n in notes.items() if p.learner == key and p.party in _PASSED_ON)
        if enclosed:
            learner = _Person("learner", learner=key)
            notes[learner] = replace(notes.get(learner) or _learner_note(standing), enclosed=enclosed)
    parties: tuple[str, ...] = get_args(Party)
    name = one_line(centre.name) if centre else ""
    named = (_signed(note, name) for note in notes.values())
    return tuple(sorted(named, key=lambda note: parties.index(note.party)))


def _signed(note: Note, centre: str) -> Note:
    return replace(note, centre=centre, enclosed=tuple(_signed(one, centre) for one in note.enclosed))


def _debts(standing: LearnerStanding) -> Iterator[Owed]:
    yield from standing.owed
    if standing.error and not standing.owed:
        place = Location(_file_name(standing))
        remedy = "Save it again in Excel as an .xlsx workbook and send it once more."
        finding = Finding(WORKBOOK_UNREADABLE, Severity.MUST, place, standing.error, remedy)
        yield Owed("learner", standing.learner, finding)


def _person(debt: Owed, standing: LearnerStanding) -> _Person:
    if debt.party == "learner":
        return _Person("learner", learner=_key(standing))
    if debt.party == "client" or not debt.who.strip():
        return _Person(debt.party, _folded(debt.who), _key(standing))
    return _Person(debt.party, _folded(debt.who))


def _key(standing: LearnerStanding) -> _LearnerKey:
    """Which learner it is; without a registration number nobody else than the one of this workbook."""
    return _folded(standing.learner), _folded(standing.registration) or standing.file


def _folded(name: str) -> str:
    return one_line(name).casefold()


def _staff_addresses(centre: Centre | None) -> dict[str, tuple[str, str]]:
    """Name as the centre writes it and address, by folded name; two addresses for one name are none."""
    found: dict[str, set[tuple[str, str]]] = {}
    for person in (*centre.tutors, *centre.assessors, *centre.quality_assurers) if centre else ():
        if plain_address(person.email):
            known = found.setdefault(_folded(person.name), set())
            known.add((one_line(person.name), plain_address(person.email)))
    return {
        name: min(people)
        for name, people in found.items()
        if len({email.casefold() for _, email in people}) == 1
    }


def _note(
    person: _Person, entries: Sequence[_Entry], addresses: Mapping[str, tuple[str, str]], today: date
) -> Note:
    standing, debt = entries[0]
    sections = tuple(_sections(entries, today))
    if person.party == "learner":
        return replace(_learner_note(standing), sections=sections)
    if person.learner is not None:
        number = one_line(standing.registration)
        return Note(person.party, one_line(debt.who), one_line(standing.learner), number, sections=sections)
    who, email = addresses.get(person.who, (one_line(debt.who), ""))
    return Note(person.party, who, email=email, sections=sections)


def _learner_note(standing: LearnerStanding) -> Note:
    return Note(
        "learner",
        one_line(standing.learner),
        registration=one_line(standing.registration),
        email=plain_address(standing.email),
    )


def _sections(entries: Iterable[_Entry], today: date) -> Iterator[Section]:
    by_workbook: dict[str, list[_Entry]] = {}
    for standing, debt in entries:
        by_workbook.setdefault(standing.file, []).append((standing, debt))
    for found in by_workbook.values():
        standing = found[0][0]
        debts = [debt for _, debt in found]
        yield Section(
            one_line(standing.learner), one_line(_file_name(standing)), tuple(_units(standing, debts, today))
        )


def _file_name(standing: LearnerStanding) -> str:
    return PureWindowsPath(PurePosixPath(standing.file).name).name


def _units(standing: LearnerStanding, debts: Sequence[Owed], today: date) -> Iterator[UnitPoints]:
    """What concerns all units first, then unit by unit; of an only unit everything is said together."""
    units = {unit.unit: unit for unit in standing.units}
    only = next(iter(units)) if len(units) == 1 else None
    by_unit: dict[str | None, list[Owed]] = {None: [], **{name: [] for name in units}}
    for debt in debts:
        by_unit.setdefault(debt.finding.unit or only, []).append(debt)
    for name, found in by_unit.items():
        unit = units.get(name or "")
        if found:
            yield UnitPoints(
                one_line(unit.label or unit.unit) if unit else name or "",
                one_line(unit.title) if unit else "",
                _due(unit.submission if unit else None, today),
                tuple(_points(found)),
            )


def _due(submission: date | None, today: date) -> str:
    if submission is None:
        return ""
    return f"The portfolio {'is' if submission >= today else 'was'} to be handed in by {uk_date(submission)}."


def _points(debts: Sequence[Owed]) -> Iterator[Point]:
    """What weighs more first; what is to be done alike is one point, and asked once."""
    for severity in (Severity.MUST, Severity.SHOULD):
        alike: dict[tuple[str, str], list[Owed]] = {}
        for debt in debts:
            if debt.finding.severity is severity:
                todo = debt.finding.remedy if debt.party == "learner" else debt.ask
                kind = debt.finding.id if debt.party == "learner" else ""
                alike.setdefault((kind, one_line(todo)), []).append(debt)
        for (_, todo), found in alike.items():
            yield Point(severity, todo, tuple(_seen(debt) for debt in found if debt.party == "learner"))


def _seen(debt: Owed) -> tuple[str, str]:
    return one_line(str(debt.finding.location)), one_line(debt.finding.message)
