"""A unit as data: what is assessed, how evidence is put together and which rules it must pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ilmdocs.model.finding import Severity


class Regime(StrEnum):
    """How a unit is assessed."""

    PORTFOLIO = "portfolio"
    ASSIGNMENT = "assignment"
    REPORT = "report"


class PartKind(StrEnum):
    """What a part of a portfolio is (design §3, part kinds)."""

    AUTHENTICATION = "authentication"
    MATRIX = "matrix"
    CONTENTS = "contents"
    TASK = "task"
    ASSIGNMENT = "assignment"
    REPORT = "report"
    DIARY = "diary"
    REFLECTIVE_LOG = "reflective-log"
    COACHEE_FEEDBACK = "coachee-feedback"
    SUPERVISION = "supervision"
    CPD = "cpd"
    OBSERVATION = "observation"
    STATEMENT = "statement"
    REFERENCES = "references"
    EVIDENCE = "evidence"
    MARK_SHEET = "mark-sheet"


FRONT_MATTER = frozenset({PartKind.AUTHENTICATION, PartKind.MATRIX, PartKind.CONTENTS})
"""Parts that carry no reference number: E01 is the first part after them."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """An assessment criterion, worded exactly as the awarding body words it."""

    id: str
    text: str
    verb: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A learning outcome (or section) with its criteria; `title` is its heading in the matrix."""

    id: str
    title: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The sentence of a source document from which a rule comes, verbatim."""

    file: str
    quote: str


OptionValue = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One requirement of a unit file.

    `check` names the module in `ilmdocs.rules.checks` that decides; `options` are its settings, typed
    by that module. Exactly one of `source` and `derived` is given: `derived` states in our own words why
    the rule exists although no source says it. An id may stand twice with different severities.
    `meaning` says in plain words what is required, `remedy` what a learner does about a finding.
    """

    id: str
    check: str
    severity: Severity
    criterion: str | None = None
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    source: Source | None = None
    derived: str | None = None
    meaning: str = ""
    remedy: str = ""


class Per(StrEnum):
    """What a part is made once for."""

    UNIT = "unit"
    CLIENT = "client"
    SESSION_PAIR = "session-pair"
    ROW = "row"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class PartRule:
    """How a kind of part is made from the workbook.

    `form` is the form's name in the template pack (empty for attachments), `per` what it is made once
    for, `sheet` the sheet whose rows it needs (no rows, no part; empty: always made). `where` keeps only
    rows whose field equals a value. `title` is printed in matrix, contents and bookmarks.

    `criteria` are those it can be evidence for. `answers` says for a criterion which fields
    (`Sheet.field`) hold that evidence: with none of them filled, the part is no evidence for it. With
    `when_answered` a part that is evidence for nothing is left out.
    """

    kind: PartKind
    title: str
    per: Per
    form: str = ""
    sheet: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    criteria: tuple[str, ...] = ()
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    when_answered: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """Everything the program knows about a unit; nothing about units is written in Python."""

    id: str
    title: str
    qualification: str
    qualification_title: str
    version: str
    level: int
    regime: Regime
    outcomes: tuple[Outcome, ...]
    order: tuple[PartKind, ...]
    parts: tuple[PartRule, ...]
    rules: tuple[Rule, ...]
    required_minutes: int | None = None
    wording: Mapping[str, str] = field(default_factory=dict)

    def criteria(self) -> Iterator[Criterion]:
        """All criteria in printed order."""
        for outcome in self.outcomes:
            yield from outcome.criteria
