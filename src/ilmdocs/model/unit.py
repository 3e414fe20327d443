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
    CHARTS = "charts"
    MARK_SHEET = "mark-sheet"


FRONT_MATTER = frozenset({PartKind.AUTHENTICATION, PartKind.TASK, PartKind.MATRIX, PartKind.CONTENTS})
"""Parts that stand before the evidence: E01 is the first part after them."""

UNNUMBERED = FRONT_MATTER | {PartKind.MARK_SHEET}
"""Parts that carry no reference number, since they are no evidence of the learner's."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """An assessment criterion, worded exactly as the awarding body words it.

    `id` is how workbooks and unit files name it; `label` is the number that is printed, which a centre's
    pack may change. `marks` is the most that an assessor can give (None: pass or refer).
    """

    id: str
    text: str
    verb: str
    label: str = ""
    marks: int | None = None

    @property
    def number(self) -> str:
        """The number as it is printed."""
        return self.label or self.id

    @property
    def least_marks(self) -> int | None:
        """The fewest marks that meet the criterion: "at least half marks", say the 8580 mark sheets."""
        return None if self.marks is None else (self.marks + 1) // 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """A learning outcome (or section) with its criteria; `title` is its heading in the matrix.

    `heading` is the sub-heading that an assignment must use for it, `task` the sentence of the source that
    opens the section; both are empty where the source has none.
    """

    id: str
    title: str
    criteria: tuple[Criterion, ...]
    heading: str = ""
    task: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The sentence of a source document from which a rule comes, verbatim."""

    file: str
    quote: str


class RuleBook(StrEnum):
    """Which workbook a rule looks at."""

    INTAKE = "intake"
    MARKS = "marks"


OptionValue = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One requirement of a unit file.

    `check` names the module in `ilmdocs.rules.checks` that decides; `options` are its settings, typed
    by that module. Exactly one of `source` and `derived` is given: `derived` states in our own words why
    the rule exists although no source says it. An id may stand twice with different severities.
    `meaning` says in plain words what is required, `remedy` what a learner does about a finding.
    `workbook` says what it is about: the learner's intake workbook or the assessor's marks.
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
    workbook: RuleBook = RuleBook.INTAKE


@dataclass(frozen=True, slots=True)
class Hours:
    """Which coaching time counts for a unit, and how much of it is required.

    `minutes` is the requirement, planned and delivered. Sessions count with clients of the `levels` (empty:
    all), only individual ones if `one_to_one`, and not before coach and client signed if `contracted`.
    """

    minutes: int
    levels: tuple[str, ...] = ()
    one_to_one: bool = False
    contracted: bool = False


class Per(StrEnum):
    """What a part is made once for."""

    UNIT = "unit"
    CLIENT = "client"
    SESSION_PAIR = "session-pair"
    ROW = "row"
    ATTACHMENT = "attachment"
    MARKS = "marks"
    CHARTS = "charts"


@dataclass(frozen=True, slots=True)
class PartRule:
    """How a kind of part is made from the workbook.

    `form` is the form's name in the template pack (empty for attachments), `per` what it is made once
    for, `sheet` the sheet whose rows it needs (no rows, no part; empty: always made). `where` keeps only
    rows whose field equals a value. `title` is printed in matrix, contents and bookmarks.

    Made per `marks`, it is there once for each attempt that was assessed; with `sheet` = `Descriptors` only
    where the centre gave its own descriptors, without it only where it did not. Made per `charts`, it is
    there where the centre wants charts and the records give something to draw.

    `also` names further sheets whose rows belong to the part: the client's, or for one made per unit all.

    `criteria` are those it can be evidence for. `answers` says for a criterion which fields (`Sheet.field`)
    hold that evidence: with none of them filled, the part is no evidence for it. With `when_answered` a part
    that is evidence for nothing is left out.
    """

    kind: PartKind
    title: str
    per: Per
    form: str = ""
    sheet: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    when_answered: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """Everything the program knows about a unit; nothing about units is written in Python.

    `label` is the id as it is printed (a centre's pack may change it). `hours` is None for a unit without
    practice. `suggested_words` is the range of words that the source suggests, `effort_hours` the hours of
    work it names. `unknown_criteria` says which criteria of the unit are in no source. `wording` holds fixed
    sentences of forms by name. `file_name` is the pattern by which a centre names portfolios, empty for the
    awarding body's own. `has_charts`: the centre wants charts of the records as an appendix.
    """

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
    label: str = ""
    hours: Hours | None = None
    suggested_words: tuple[int, int] | None = None
    effort_hours: int | None = None
    unknown_criteria: str = ""
    wording: Mapping[str, str] = field(default_factory=dict)
    file_name: str = ""
    has_charts: bool = False

    @property
    def name(self) -> str:
        """The unit's id as it is printed."""
        return self.label or self.id

    @property
    def required_minutes(self) -> int | None:
        """The hours of coaching that are required, in whole minutes; None for a unit without practice."""
        return self.hours.minutes if self.hours else None

    @property
    def total_marks(self) -> int | None:
        """What the marks of all criteria add up to; None where the unit is passed or referred."""
        marks = [criterion.marks for criterion in self.criteria()]
        return sum(m for m in marks if m is not None) if any(m is not None for m in marks) else None

    @property
    def decisions(self) -> tuple[str, str]:
        """An assessor's two decisions: Pass, and Referral unless the unit words it otherwise."""
        return "Pass", self.wording.get("referral", "Referral")

    def criterion(self, criterion_id: str) -> Criterion | None:
        """A criterion by id, or None when the unit has none of that id."""
        return next((criterion for criterion in self.criteria() if criterion.id == criterion_id), None)

    def rules_about(self, workbook: RuleBook) -> tuple[Rule, ...]:
        """The rules that look at one kind of workbook, in the order of the unit file."""
        return tuple(rule for rule in self.rules if rule.workbook is workbook)

    def criteria(self) -> Iterator[Criterion]:
        """All criteria in printed order."""
        for outcome in self.outcomes:
            yield from outcome.criteria
