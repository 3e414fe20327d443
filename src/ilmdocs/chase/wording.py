"""What a note says, line by line, for e-mail and letter alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from ilmdocs.chase.note import Note, Point, UnitPoints
from ilmdocs.model.finding import Severity
from ilmdocs.model.party import Party

Style = Literal["text", "learner", "unit", "due", "weight", "point", "todo"]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph and what it is; `place` is the cell that a point begins with."""

    style: Style
    text: str
    place: str = ""


_ROLES: Mapping[Party, str] = MappingProxyType(
    {"supervisor": "supervisor", "assessor": "tutor or assessor", "quality assurer": "quality assurer"}
)
_WEIGHT = {Severity.MUST: "Needed before handing in", Severity.SHOULD: "Worth doing as well"}


def title(note: Note) -> str:
    """The subject of the e-mail and the title of the letter."""
    if note.party == "learner":
        return "Your portfolio: what is still open"
    if note.of:
        who = f"client {note.who}" if note.party == "client" else f"the {_ROLES[note.party]}"
        return f"For {who} of {note.of}"
    learners = _learners(note)
    whose = f"Portfolio of {learners[0]}" if len(learners) == 1 else f"Portfolios of {len(learners)} learners"
    return f"{whose}: what we need from you"


def lines(note: Note) -> Iterator[Line]:
    """The whole note from greeting to name."""
    named = note.who and note.party != "client"
    yield Line("text", f"Dear {note.who}," if named else "Hello,")
    yield from _BODY.get(note.party, _for_staff)(note)
    yield Line("text", f"Kind regards\n{note.centre}" if note.centre else "Kind regards")


def _for_learner(note: Note) -> Iterator[Line]:
    yield Line("text", f"We have checked your workbook. {_verdict(note)}")
    if note.enclosed:
        owed = _listed(_called(one) for one in note.enclosed)
        one = len(note.enclosed) == 1
        come, each = ("comes a note", "it") if one else ("come notes", "each of them")
        yield Line(
            "text",
            f"We also need something from others. With this {come} for {owed}. Please pass {each} on.",
        )
    for section in note.sections:
        if len(note.sections) > 1:
            yield Line("learner", section.file)
        for unit in section.units:
            yield from _unit(unit)
    if note.sections:
        change = "Please change these places in your workbook, save it and send it to us again."
        yield Line("text", f"{change} If anything is unclear, simply answer this message.")


def _verdict(note: Note) -> str:
    musts, shoulds = note.count(Severity.MUST), note.count(Severity.SHOULD)
    if not musts and not shoulds:
        return "Your own part of the portfolio is complete."
    needed = _counted(musts, "1 point has", "points have")
    first = f"{needed} to be put right before you can hand in." if musts else "Nothing is missing."
    better = _counted(shoulds, "1 more point" if musts else "1 point", "more points" if musts else "points")
    return f"{first} {better} would make it better." if shoulds else first


def _counted(count: int, one: str, several: str) -> str:
    return one if count == 1 else f"{count} {several}"


def _for_client(note: Note) -> Iterator[Line]:
    about = f"{note.of} coaches or mentors you, and is putting together a portfolio about it."
    yield Line("text", f"{about} It still needs something from you:")
    units = [unit for section in note.sections for unit in section.units]
    yield from _points(_once(point for unit in units for point in unit.points))
    due = {unit.due for unit in units if unit.due}
    if len(due) == 1:
        yield Line("text", due.pop())
    yield Line("text", f"Have you done it already? Then please tell {note.of} on which day.")
    called = f"In the portfolio you are called {note.who}; your name does not appear in it."
    yield Line("text", f"{called} If anything is unclear, please ask {note.of}.")


def _for_staff(note: Note) -> Iterator[Line]:
    learners = _learners(note)
    whose = learners[0] if len(learners) == 1 else f"{len(learners)} learners"
    needs = "The portfolio still needs" if len(learners) == 1 else "Their portfolios still need"
    yield Line(
        "text", f"This is about your work as {_ROLES[note.party]} of {whose}. {needs} something from you:"
    )
    for section in note.sections:
        yield Line("learner", section.learner)
        for unit in section.units:
            yield from _unit(unit)
    done = "Have you done some of this already? Then please tell the learner on which day"
    yield Line("text", f"{done}, so that it can be put on record.")


_BODY: Mapping[Party, Callable[[Note], Iterator[Line]]] = MappingProxyType(
    {"learner": _for_learner, "client": _for_client}
)


def _unit(unit: UnitPoints) -> Iterator[Line]:
    name = f"Unit {unit.name}" if unit.name else "All units"
    yield Line("unit", ", ".join(part for part in (name, unit.title) if part))
    if unit.due:
        yield Line("due", unit.due)
    yield from _points(unit.points)


def _points(points: Iterable[Point]) -> Iterator[Line]:
    weight = None
    for point in points:
        if point.severity is not weight:
            weight = point.severity
            yield Line("weight", _WEIGHT[weight])
        if not point.seen:
            yield Line("point", point.todo)
        yield from (Line("point", message, place) for place, message in point.seen)
        if point.seen and point.todo:
            yield Line("todo", point.todo)


def _once(points: Iterable[Point]) -> list[Point]:
    """What several units ask for is asked once, with the greatest weight."""
    kept: dict[str, Point] = {}
    for point in sorted(points, key=lambda point: point.severity is not Severity.MUST):
        kept.setdefault(point.todo, point)
    return list(kept.values())


def _learners(note: Note) -> list[str]:
    return list(dict.fromkeys(section.learner for section in note.sections))


def _called(note: Note) -> str:
    return f"your client {note.who}" if note.party == "client" else f"your {note.party}"


def _listed(items: Iterable[str]) -> str:
    words = list(items)
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
