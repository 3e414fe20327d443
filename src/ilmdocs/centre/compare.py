"""Compares a workbook with the centre's settings, and takes from them what only the centre can know.

A centre is the authority for its own name and number: where a workbook leaves them blank, they are filled in
and that is said. Nothing else is ever filled, and nothing that was typed is ever replaced.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from ilmdocs.model.centre import Centre, Person
from ilmdocs.model.finding import Finding
from ilmdocs.model.reading import ReadingProblem
from ilmdocs.model.reading_centre import CENTRE_DIFFERS, CENTRE_TAKEN, STAFF_UNLISTED
from ilmdocs.model.submission import Row, Submission
from ilmdocs.suggest import suggestion

_LEARNER = "Learner"


def take_settings(submission: Submission, centre: Centre) -> tuple[Submission, tuple[Finding, ...]]:
    """A learner's workbook with the centre's name and number, and what differs from the settings.

    Args:
        submission: the workbook as it was read.
        centre: the centre's settings; what they do not say is not looked at.

    Returns:
        The workbook, its blank cells for the centre's name and number filled, and the findings.
    """
    rows = submission.rows(_LEARNER)
    if not rows:
        return submission, ()
    row = rows[0]
    own = {"centre_name": centre.name, "centre_number": centre.number}
    taken = {name: value for name, value in own.items() if value and _is_blank(row, name)}
    findings = (
        *(_taken(submission, row, name, taken[name], centre) for name in taken),
        *_differing(submission, row, {name: own[name] for name in own if name not in taken}, centre),
        *_unlisted(submission, row, "tutor_assessor", _tutors_and_assessors(centre), centre),
        *_unlisted(submission, row, "iqa", centre.quality_assurers, centre),
    )
    if not taken:
        return submission, findings
    sheet = submission.sheet(_LEARNER)
    filled = replace(sheet, rows=(replace(row, values={**row.values, **taken}), *rows[1:]))
    return replace(submission, sheets={**submission.sheets, _LEARNER: filled}, from_centre=taken), findings


def compare_marks(marks: Submission, centre: Centre, unit: str) -> tuple[Finding, ...]:
    """What is to be said of an assessor or quality assurer whom the centre's settings do not list."""
    return tuple(
        replace(finding, unit=unit)
        for row in marks.rows("MarkSheet")
        for finding in (
            *_unlisted(marks, row, "assessor", centre.assessors, centre),
            *_unlisted(marks, row, "qa_name", centre.quality_assurers, centre),
        )
    )


def _tutors_and_assessors(centre: Centre) -> tuple[Person, ...]:
    """Who may be a learner's “tutor or assessor”; nobody is checked while one of the two lists is empty.

    Whoever is not in the one list may be of the other kind, and of that nothing is known.
    """
    return (*centre.tutors, *centre.assessors) if centre.tutors and centre.assessors else ()


def _is_blank(row: Row, name: str) -> bool:
    """Whether a cell is there and empty; one that could not be read is another finding's."""
    return name in row.cells and not row.has(name) and name not in row.defects


def _taken(submission: Submission, row: Row, name: str, value: str, centre: Centre) -> Finding:
    label = submission.heading_text(_LEARNER, name)
    message = f"“{label}” is blank; “{value}” is taken from {centre.file} and printed."
    return _finding(CENTRE_TAKEN, row, name, message)


def _differing(submission: Submission, row: Row, own: dict[str, str], centre: Centre) -> Iterator[Finding]:
    for name, value in own.items():
        if value and row.has(name) and _folded(row.text(name)) != _folded(value):
            label = submission.heading_text(_LEARNER, name)
            yield _finding(
                CENTRE_DIFFERS,
                row,
                name,
                f"“{label}” does not match the centre's settings. You entered {row.text(name)}; "
                f"{centre.file} says {value}.",
            )


def _unlisted(
    submission: Submission, row: Row, name: str, people: tuple[Person, ...], centre: Centre
) -> Iterator[Finding]:
    if not people or not row.has(name):
        return
    typed, known = row.text(name), [person.name for person in people]
    if _folded(typed) not in map(_folded, known):
        label = submission.heading_text(row.sheet, name)
        yield _finding(
            STAFF_UNLISTED,
            row,
            name,
            f"“{label}” is {typed}, who is not listed in {centre.file}.{suggestion(typed, known)}",
        )


def _finding(problem: ReadingProblem, row: Row, name: str, message: str) -> Finding:
    return Finding(problem.id, problem.severity, row.at(name), message, problem.remedy, derived=True)


def _folded(text: str) -> str:
    """A name for comparing: capitals, spaces and the way in which accents are stored count for nothing."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())
