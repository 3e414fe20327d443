"""An assessor's marks beside a learner's workbook: found, made, read and checked.

Marks never stand in the way of a learner: what is not complete is left out of the portfolio and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ilmdocs.centre import compare_marks
from ilmdocs.copies import own_stem
from ilmdocs.discover import workbooks_in
from ilmdocs.discreet import without_names
from ilmdocs.errors import UnreadableInput
from ilmdocs.guard import UNGUARDED, Guard
from ilmdocs.lettering import unusual_characters
from ilmdocs.model.centre import NO_SETTINGS, Centre
from ilmdocs.model.finding import CLIENT_NAMED, Finding, Severity
from ilmdocs.model.location import Location
from ilmdocs.model.marking import AttemptMarks, Marking
from ilmdocs.model.portfolio import Plan
from ilmdocs.model.submission import Submission, Value
from ilmdocs.model.unit import PartKind, RuleBook, Unit
from ilmdocs.owing import asked_for, blank_field
from ilmdocs.rules import CheckContext, check
from ilmdocs.workbook.marks_reading import read_descriptors, read_marks

MARKS_INCOMPLETE = "marks-incomplete"
"""Id of the finding that says why a mark sheet is not in the portfolio."""
_ANOTHERS = "marks-belong"
_WITH_MARKS = ("Learner", "Private")
"""Sheets of the learner's workbook that marks are checked against: whose they are, and names to look for."""
_MARKS_NAME = re.compile(r"marks-(?P<unit>[^ ()]+)(?:\(\d\))?(?: (?P<learner>.+))?\.xlsx", re.IGNORECASE)
_HEAD = ("learner_name", "ilm_registration_no", "centre_name", "centre_number")


@dataclass(frozen=True, slots=True)
class CheckedMarks:
    """A marks workbook that could be read, with everything that is wrong with it or worth knowing."""

    path: Path
    unit: Unit
    marks: AttemptMarks
    findings: tuple[Finding, ...]

    @property
    def musts(self) -> tuple[Finding, ...]:
        """The findings that stand in the way of a mark sheet."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.MUST)

    @property
    def marking(self) -> Marking:
        """What the marks come to."""
        return self.marks.marking(self.unit)


@dataclass(frozen=True, slots=True)
class Assessed:
    """What was assessed of a learner's unit: complete marks, first attempt first, and what is to be said."""

    complete: tuple[AttemptMarks, ...] = ()
    findings: tuple[Finding, ...] = ()


def has_mark_sheet(unit: Unit) -> bool:
    """Whether a unit is marked or decided on a mark sheet."""
    return any(part.kind is PartKind.MARK_SHEET for part in unit.parts)


def head_of(submission: Submission, attempt: int) -> Mapping[str, Value]:
    """What a new marks workbook says of the learner, by field id."""
    known = {name: submission.learner.text(name) for name in _HEAD if submission.learner.has(name)}
    return {**known, "attempt": attempt}


def new_marks_path(workbook: Path, unit: Unit, attempt: int) -> Path:
    """Where the marks of an attempt belong: `marks-8580-501.xlsx`, `marks-8580-501(2).xlsx`.

    Where several learners share a folder, the name of the learner's own workbook follows.
    """
    stem = _stem(unit, attempt)
    if len(workbooks_in(workbook.parent)) > 1:
        stem += f" {own_stem(workbook)}"
    return workbook.with_name(f"{stem}.xlsx")


def marks_path(workbook: Path, unit: Unit, attempt: int) -> Path | None:
    """The marks workbook of an attempt that lies beside a learner's workbook; None when there is none."""
    stem = _stem(unit, attempt)
    names = (f"{stem} {own_stem(workbook)}.xlsx", f"{stem}.xlsx")
    beside = {path.name.casefold(): path for path in sorted(workbook.parent.iterdir()) if path.is_file()}
    return next((beside[name.casefold()] for name in names if name.casefold() in beside), None)


def learner_of(path: Path) -> tuple[Path, str]:
    """The learner's workbook beside a marks workbook that was named in its place, and the unit it is for.

    Any other path comes back as it is, with no unit.

    Raises:
        UnreadableInput: when it is not clear beside which learner's workbook it lies.
    """
    name = _MARKS_NAME.fullmatch(path.name)
    if name is None or not path.is_file():
        return path, ""
    beside = workbooks_in(path.parent)
    named = [book for book in beside if own_stem(book).casefold() == (name["learner"] or "").casefold()]
    found = named or beside
    if len(found) != 1:
        raise UnreadableInput(
            f"{'No' if not found else 'More than one'} learner's workbook lies beside {path.name}.",
            "Name the learner's workbook, not the marks workbook.",
        )
    return found[0], name["unit"]


def check_marks(  # noqa: PLR0913 -- a learner, an attempt, and what the centre says of them
    path: Path,
    intake: Submission,
    unit: Unit,
    *,
    attempt: int,
    today: date,
    descriptors: Path | None = None,
    centre: Centre = NO_SETTINGS,
) -> CheckedMarks:
    """Read a marks workbook and check it against the rules of its unit.

    Args:
        path: the marks workbook.
        intake: the learner's workbook, which says whose marks they should be and which names to look for.
        unit: the unit that was assessed.
        attempt: 1 or 2.
        today: the day on which "in the future" is decided.
        descriptors: a centre's workbook of descriptors, in place of those in the marks workbook.
        centre: the centre's settings, which may list its assessors and quality assurers.

    Raises:
        UnreadableInput: when a file is damaged, too new or of another kind.
    """
    read = read_marks(path, unit)
    submission, findings = read.submission, read.findings
    if descriptors is not None:
        own = read_descriptors(descriptors, unit)
        sheets = {**submission.sheets, "Descriptors": own.submission.sheet("Descriptors")}
        submission, findings = replace(submission, sheets=sheets), (*findings, *own.findings)
    beside = {name: intake.sheet(name) for name in _WITH_MARKS}
    together = replace(submission, sheets={**submission.sheets, **beside})
    findings = (
        *findings,
        *unusual_characters(submission),
        *_of_another_attempt(submission, unit, attempt),
        *compare_marks(submission, centre, unit.id),
    )
    context = CheckContext(today=today, reading=findings)
    result = check(together, [Plan(unit, ())], context, RuleBook.MARKS)
    told = without_names(result.findings, together)
    foreign = tuple(finding for finding in told if finding.id == _ANOTHERS)
    # What else is wrong with a workbook that belongs elsewhere is not for this learner to hear.
    return CheckedMarks(path, unit, AttemptMarks(attempt, submission), foreign or told)


def assessed(
    workbook: Path, submission: Submission, unit: Unit, today: date, guard: Guard = UNGUARDED
) -> Assessed:
    """The complete marks of every attempt up to the learner's present one, and what is not complete."""
    if not has_mark_sheet(unit):
        return Assessed()
    complete: list[AttemptMarks] = []
    findings: list[Finding] = []
    for attempt in range(1, submission.attempt(unit.id) + 1):
        path = marks_path(workbook, unit, attempt)
        if path is None:
            continue
        try:
            with guard.opening(path.name):
                checked = check_marks(path, submission, unit, attempt=attempt, today=today)
        except UnreadableInput as error:
            findings.append(_incomplete(path, unit, error.message, error.remedy))
            continue
        if not checked.musts:
            complete.append(checked.marks)
        elif not _is_a_neighbours(checked, workbook):
            findings += _naming(checked)
            told = sum(1 for finding in checked.musts if finding.caused_by is None)
            points = "1 point has" if told == 1 else f"{told} points have"
            message = f"The marks workbook {path.name} is not complete: {points} to be put right."
            remedy = "The assessor sees them with  ilmdocs mark build  and the name of that marks workbook."
            findings.append(replace(_incomplete(path, unit, message, remedy), lacks=_lacking(checked)))
    return Assessed(tuple(complete), tuple(findings))


def _stem(unit: Unit, attempt: int) -> str:
    return f"marks-{unit.id}{f'({attempt})' if attempt > 1 else ''}"


def _of_another_attempt(submission: Submission, unit: Unit, attempt: int) -> Iterator[Finding]:
    """A finding where the workbook says another attempt than the one that its file name stands for."""
    for row in submission.rows("MarkSheet"):
        said = row.integer("attempt") or 1
        if said != attempt and "attempt" not in row.defects:
            message = f"These marks are for attempt {said}, but the file's name is that of attempt {attempt}."
            remedy = "Correct the attempt, or make the other one with  ilmdocs mark new."
            place = row.at("attempt")
            yield Finding(_ANOTHERS, Severity.MUST, place, message, remedy, unit=unit.id, derived=True)


def _is_a_neighbours(checked: CheckedMarks, workbook: Path) -> bool:
    """Whether they are the marks of another learner whose workbook lies in the same folder."""
    is_another = any(finding.id == _ANOTHERS for finding in checked.musts)
    return is_another and len(workbooks_in(workbook.parent)) > 1


def _naming(checked: CheckedMarks) -> Iterator[Finding]:
    """Where the marks name a client: they are left out, but somebody has to take the name out of them."""
    for finding in checked.musts:
        if finding.id == CLIENT_NAMED:
            message = f"{checked.path.name}: {finding.message}"
            yield replace(finding, severity=Severity.SHOULD, message=message, unit=checked.unit.id)


def _incomplete(path: Path, unit: Unit, message: str, remedy: str) -> Finding:
    return Finding(
        MARKS_INCOMPLETE,
        Severity.SHOULD,
        Location(path.name),
        f"{message} The portfolio is built without its mark sheet.",
        remedy,
        unit=unit.id,
        derived=True,
        lacks="MarkSheet",
    )


def _lacking(checked: CheckedMarks) -> str:
    """What is missing: the one field where all that is open is the same person's, else the mark sheet."""
    causes = [finding for finding in checked.musts if finding.caused_by is None]
    blank = [blank_field(checked.marks.submission, finding.location) for finding in causes]
    asked = {asked_for(name) for name in blank}
    return blank[0] if len(asked) == 1 and None not in asked else "MarkSheet"
