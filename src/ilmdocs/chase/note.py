"""What one person owes, as a value."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ilmdocs.model.finding import Severity
from ilmdocs.model.party import Party
from ilmdocs.text.clean import clean_text

_LONGEST_ADDRESS = 254
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")


@dataclass(frozen=True, slots=True)
class Point:
    """Something to do. `seen` is where and what is wrong, told to the learner alone; others are asked."""

    severity: Severity
    todo: str
    seen: tuple[tuple[str, str], ...] = ()

    @property
    def count(self) -> int:
        """How many open points this is."""
        return len(self.seen) or 1


@dataclass(frozen=True, slots=True)
class UnitPoints:
    """What is open in a unit; `name` is empty for what concerns all of a learner's units.

    `due` is a sentence on when it is handed in; empty where nobody said.
    """

    name: str
    title: str
    due: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What is open in one learner's workbook."""

    learner: str
    file: str
    units: tuple[UnitPoints, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What one person owes.

    `who` is a name, for a client the reference, or empty where nobody is named. `of` is the learner through
    whom a client, or somebody without a name, is known, `registration` that learner's number or the learner's
    own. `email` is empty where no address is known. `enclosed` are notes for a learner to pass on.
    """

    party: Party
    who: str
    of: str = ""
    registration: str = ""
    email: str = ""
    centre: str = ""
    sections: tuple[Section, ...] = ()
    enclosed: tuple[Note, ...] = ()

    @property
    def label(self) -> str:
        """`supervisor R Jones`, `client C1 of R Jones ABC123`, `learner R Jones ABC123`."""
        via = f"of {self.of}" if self.of else ""
        return " ".join(part for part in (self.party, self.who, via, self.registration) if part)

    def count(self, severity: Severity) -> int:
        """How many points of a severity are open."""
        units = (unit for section in self.sections for unit in section.units)
        return sum(point.count for unit in units for point in unit.points if point.severity is severity)


def one_line(text: str) -> str:
    """Text as it may stand in a line, a heading or a header: cleaned, without line breaks."""
    return " ".join(clean_text(text).text.split())


def plain_address(text: str) -> str:
    """One plain e-mail address, or nothing; never a second one, a name or a line break."""
    typed = text.strip()
    return typed if len(typed) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(typed) else ""
