"""Takes a learner's Word document apart by the headings of a unit: what was written under each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from ilmdocs.model.answer import AnswerDocument, Block, BlockKind
from ilmdocs.model.unit import Unit
from ilmdocs.text.headings import (
    APPENDICES,
    CONCLUSION,
    INTRODUCTION,
    REFERENCES,
    WantedHeading,
    heading_key,
    heading_number,
    wanted_headings,
)
from ilmdocs.text.matching import match_headings

_LONGEST_APPENDIX_TITLE = 120


class Role(StrEnum):
    """What a stretch of a document is."""

    FRONT = "front"
    INTRODUCTION = "introduction"
    SECTION = "section"
    CRITERION = "criterion"
    CONCLUSION = "conclusion"
    REFERENCES = "references"
    APPENDIX = "appendix"


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """A stretch of a document, from a heading of the unit (or a known one) to the next.

    `heading` is as typed, empty for what stands before the first; `wanted` the unit's heading that it is or
    stands for. `text` holds paragraphs and tables, without the learner's own headings (`own_headings`) and
    without footnotes (`notes`). `position` is the number of the heading's block in the document.
    """

    role: Role
    position: int
    heading: str = ""
    wanted: WantedHeading | None = None
    text: str = ""
    own_headings: str = ""
    notes: str = ""

    @property
    def criterion(self) -> str | None:
        """The criterion that it answers."""
        return self.wanted.criterion if self.wanted else None

    @property
    def section(self) -> str | None:
        """The outcome that it belongs to."""
        return self.wanted.section if self.wanted else None

    @property
    def is_changed(self) -> bool:
        """Whether the heading reads otherwise than the unit's."""
        if self.wanted is None or not self.heading:
            return False
        number = heading_number(self.heading)
        is_other = self.criterion is not None and number not in (None, self.wanted.number, self.criterion)
        return is_other or heading_key(self.heading) not in self.wanted.keys


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's parts in their order."""

    parts: tuple[OutlinePart, ...]

    def text_of(self, criterion: str) -> str:
        """Everything written for a criterion, empty when nothing was."""
        return "\n".join(part.text for part in self.parts if part.criterion == criterion and part.text)

    def has_heading(self, criterion: str) -> bool:
        """Whether the criterion stands in the document, answered or not."""
        return any(part.criterion == criterion for part in self.parts)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written below any of its headings."""
        return not any(part.text for part in self.parts if part.role is not Role.FRONT)


def outline_of(document: AnswerDocument, unit: Unit, only: str | None = None) -> Outline:
    """Find a unit's sub-headings and criteria in a document.

    A heading counts as the unit's when its text is the same apart from capitals, white space, dashes, quotes
    and a number in front; an ordinary paragraph does so too where no real heading has that text. One that
    starts with a criterion's number, or is nearly the same, stands for it and is marked as changed.

    Args:
        document: as read.
        unit: whose headings are looked for.
        only: the criterion that the whole document answers, if it is for one alone.
    """
    tasks = {heading_key(line) for outcome in unit.outcomes for line in outcome.task.split("\n")}
    return _outlined(document.blocks, wanted_headings(unit), frozenset(tasks - {""}), only)


@lru_cache(
    maxsize=8
)  # plan, rules and filling ask for the same documents of one learner, one after the other
def _outlined(
    blocks: tuple[Block, ...], headings: tuple[WantedHeading, ...], tasks: frozenset[str], only: str | None
) -> Outline:
    found = match_headings(blocks, headings)
    alone = next((w for w in headings if only is not None and w.criterion == only), None)
    front = OutlinePart(Role.FRONT if alone is None else Role.CRITERION, -1, wanted=alone)
    builder = _Builder(front)
    titled = frozenset(role for block in blocks if block.level and (role := _named(block)) is not None)
    for number, block in enumerate(blocks):
        wanted = found.get(number)
        if wanted is not None and alone is not None and wanted.criterion is None:
            continue  # the sub-heading above the one criterion, which is no text of the learner's
        if wanted is not None:
            role = Role.SECTION if wanted.criterion is None else Role.CRITERION
            builder.start(OutlinePart(role, number, block.text, wanted), block.level)
        elif (known := _known(block, builder, alone is not None, titled)) is not None:
            builder.start(OutlinePart(known, number, block.text), block.level)
        elif heading_key(block.text) not in tasks:  # the source's own sentence is no answer
            builder.add(block)
    return Outline(builder.finished())


def unit_of_headings(document: AnswerDocument, units: Iterable[Unit]) -> str:
    """The unit of which a document has most headings, as the unit words them, where it has no other's.

    Args:
        document: as read.
        units: the learner's.

    Returns:
        The unit's id, or an empty text.
    """
    own = {unit.id: (_own_headings(document, unit), len(list(unit.criteria()))) for unit in units}
    having = [name for name, (count, _) in own.items() if count]
    if len(having) != 1:
        return ""
    count, whole = own[having[0]]
    return having[0] if 2 * count > whole else ""


def _own_headings(document: AnswerDocument, unit: Unit) -> int:
    parts = outline_of(document, unit).parts
    return sum(part.criterion is not None and bool(part.heading) and not part.is_changed for part in parts)


def loose_text(document: AnswerDocument) -> str:
    """The text of a document that is one introduction or summary, headings and footnotes left out."""
    kept = (BlockKind.PARAGRAPH, BlockKind.TABLE)
    return "\n".join(b.text for b in document.blocks if b.text and not b.level and b.kind in kept)


def _known(block: Block, builder: _Builder, is_alone: bool, titled: frozenset[Role]) -> Role | None:
    """The role of a heading that every assignment may have; `titled` are the roles of real headings."""
    role = _named(block)
    if role in titled and not block.level and builder.is_in_front:
        return None  # a line of a list of contents that was typed by hand
    if role is None or role in (Role.REFERENCES, Role.APPENDIX):
        return role
    takes = builder.takes(block.level, before_all=role is Role.INTRODUCTION)
    return role if takes and not is_alone else None


def _named(block: Block) -> Role | None:
    """The role that a paragraph would have as a heading, wherever it stands."""
    if not block.text or block.kind not in (BlockKind.PARAGRAPH, BlockKind.TABLE):
        return None
    key = heading_key(block.text)
    if key in REFERENCES:
        return Role.REFERENCES
    first = key.split(maxsplit=1)[0].rstrip(":.-") if key else ""
    is_title = bool(block.level) and len(key) <= _LONGEST_APPENDIX_TITLE
    is_bare = len(key.split()) <= 2 and len(key) <= len("appendices 12")
    if first in APPENDICES and (is_title or is_bare):
        return Role.APPENDIX
    if key in INTRODUCTION:
        return Role.INTRODUCTION
    return Role.CONCLUSION if key in CONCLUSION and block.level else None


class _Builder:
    """Gathers the blocks of one part after the other."""

    def __init__(self, first: OutlinePart) -> None:
        self._parts = [first]
        self._texts: list[list[str]] = [[]]
        self._own: list[list[str]] = [[]]
        self._notes: list[list[str]] = [[]]
        self._level = 0

    def start(self, part: OutlinePart, level: int) -> None:
        """Begin a part with its heading."""
        self._parts.append(part)
        self._texts.append([])
        self._own.append([])
        self._notes.append([])
        self._level = level

    def add(self, block: Block) -> None:
        """Add a block to the present part."""
        if not block.text or block.kind is BlockKind.CONTENTS:
            return
        if block.kind is BlockKind.FOOTNOTE:
            self._notes[-1].append(block.text)
        else:
            (self._own if block.level else self._texts)[-1].append(block.text)

    @property
    def is_in_front(self) -> bool:
        """Whether nothing but the front was begun."""
        return self._parts[-1].role is Role.FRONT

    def takes(self, level: int, *, before_all: bool = False) -> bool:
        """Whether a known heading of this level ends the present part, rather than lying inside of it."""
        if self.is_in_front:
            return True
        return not before_all and 0 < level <= self._level

    def finished(self) -> tuple[OutlinePart, ...]:
        """All parts; the first only where something stands in it."""
        gathered = zip(self._parts, self._texts, self._own, self._notes, strict=True)
        whole = [
            replace(part, text="\n".join(texts), own_headings="\n".join(own), notes="\n".join(notes))
            for part, texts, own, notes in gathered
        ]
        return tuple(
            part for part in whole if part.position >= 0 or part.text or part.own_headings or part.notes
        )
