"""Who is replaced: all whom workbook, marks and the centre's settings name, each with a reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ilmdocs.anonymise.organisations import Organisation, organisations_of
from ilmdocs.anonymise.typed_names import is_same, name_words, names_in, spoken_as
from ilmdocs.model.centre import Centre
from ilmdocs.model.submission import Submission
from ilmdocs.text.names import looks_like_reference

LEARNER, CENTRE, WITHHELD = "Learner", "Centre", "withheld"
SOMEBODY = "Client"
"""Stands for a client whose reference is no code such as C1."""
NAMED_IN: tuple[tuple[str, str, str], ...] = (
    ("Learner", "tutor_assessor", "Assessor"),
    ("MarkSheet", "assessor", "Assessor"),
    ("Learner", "iqa", "IQA"),
    ("MarkSheet", "qa_name", "IQA"),
    ("Learner", "supervisor_default", "Supervisor"),
    ("Supervision", "supervisor", "Supervisor"),
    ("Observations", "observer", "Observer"),
)
"""Sheet, field and role of everybody but the learner and the clients; the first role that fits stays."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is replaced by a reference.

    `is_near` is False for somebody whom only the centre's settings name, or who stands in a cell in small
    letters: then a single word of the name proves nothing.
    """

    reference: str
    names: tuple[str, ...]
    emails: tuple[str, ...] = ()
    is_near: bool = True


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the user wants hidden as well: names of the learner's organisation, and of other people."""

    organisations: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


NOBODY_ELSE = Hidden()


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody and everything that a reference stands for. `numbers` gives the words for each number."""

    people: tuple[Person, ...]
    organisations: tuple[Organisation, ...]
    numbers: Mapping[str, str]

    def references_for(self, typed: str) -> str:
        """What a cell for a name says instead: `Supervisor 1`; empty where it names nobody."""
        found = (reference for name in names_in(typed) for reference in self._borne_by(name))
        return " and ".join(dict.fromkeys(found))

    def _borne_by(self, name: str) -> list[str]:
        """The reference of the one who bears a name: whoever was typed just so, or else the first who may."""
        exactly = [p for p in self.people if any(name_words(name) == name_words(n) for n in p.names)]
        nearly = [p for p in self.people if any(is_same(name, known) for known in p.names)]
        return [person.reference for person in (*exactly, *nearly)][:1]


def cast_of(submission: Submission, marks: Sequence[Submission], centre: Centre, hidden: Hidden) -> Cast:
    """Gather whom to replace.

    Args:
        submission: the learner's workbook.
        marks: the assessor's marks workbooks.
        centre: the centre's settings.
        hidden: what the user named.
    """
    people = [_learner(submission)]
    for sheet, field, role in NAMED_IN:
        for book in (submission, *marks):
            for row in book.rows(sheet):
                for name in names_in(row.text(field)):
                    _add(people, Person(role, (name,), is_near=name != name.lower()))
    for role, staff in (
        ("Assessor", (*centre.tutors, *centre.assessors)),
        ("IQA", centre.quality_assurers),
    ):
        for member in staff:
            _add(people, Person(role, (member.name,), tuple(filter(None, (member.email,))), is_near=False))
    for name in hidden.people:
        _add(people, Person("Person", (name,)))
    return Cast(
        (*_numbered(people), *_clients(submission)),
        organisations_of(submission, centre, hidden.organisations),
        dict(_numbers((submission, *marks), centre)),
    )


def _learner(submission: Submission) -> Person:
    learner = submission.learner
    spoken = f"{learner.text('first_names')} {learner.text('surname')}".strip()
    typed = (learner.text("learner_name"), learner.text("coach_display_name"), spoken)
    names = (variant for name in typed if name for variant in spoken_as(name))
    return Person(LEARNER, tuple(dict.fromkeys(names)), tuple(filter(None, (learner.text("email"),))))


def _add(people: list[Person], new: Person) -> None:
    """Add somebody, or what is new about somebody who is there already."""
    for place, known in enumerate(people):
        if known.reference == LEARNER and len(name_words(new.names[0])) == 1:
            continue  # a supervisor who is only called Sam is not the learner of that name
        if any(is_same(name, other) for name in known.names for other in new.names):
            people[place] = replace(
                known,
                names=tuple(dict.fromkeys((*known.names, *new.names))),
                emails=tuple(dict.fromkeys((*known.emails, *new.emails))),
                is_near=known.is_near or new.is_near,
            )
            return
    people.append(new)


def _numbered(people: Sequence[Person]) -> Iterator[Person]:
    """People with a number where several have the same role."""
    roles = [person.reference for person in people]
    for place, person in enumerate(people):
        role = person.reference
        several = roles.count(role) > 1
        yield replace(person, reference=f"{role} {roles[: place + 1].count(role)}") if several else person


def _clients(submission: Submission) -> Iterator[Person]:
    """Clients keep the references that they have."""
    for row in submission.rows("Private"):
        own = row.text("client_ref")
        reference = own if looks_like_reference(own) else SOMEBODY
        aliases = row.text("aliases").replace("\n", ";").split(";")
        names = tuple(filter(None, (row.text("real_name"), *(alias.strip() for alias in aliases))))
        if names or row.has("email"):
            yield Person(reference, names, tuple(filter(None, (row.text("email"),))))


def _numbers(books: Sequence[Submission], centre: Centre) -> Iterator[tuple[str, str]]:
    """Enrolment and centre numbers, long enough not to be any number."""
    shortest = 4
    for book in books:
        for row in (*book.rows("Learner"), *book.rows("MarkSheet")):
            for field, words in (
                ("ilm_registration_no", "[registration number withheld]"),
                ("centre_number", "[centre number withheld]"),
            ):
                if len(row.text(field).strip()) >= shortest:
                    yield row.text(field).strip(), words
    if len(centre.number.strip()) >= shortest:
        yield centre.number.strip(), "[centre number withheld]"
