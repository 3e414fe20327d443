"""The cohort board as a workbook of real Excel tables, for those who sort, filter and count on their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from openpyxl import Workbook

from ilmdocs.model.cohort import Cohort, LearnerStanding, UnitStanding
from ilmdocs.model.finding import Finding, Severity
from ilmdocs.text.formats import uk_date
from ilmdocs.text.standing import (
    cohort_sentence,
    days_left,
    due_words,
    latest_assessment,
    points,
    result_words,
    state_of,
    what,
)
from ilmdocs.workbook.packing import packed
from ilmdocs.workbook.table_sheet import Column, Kind, Link, Row, TableSheet, Tone, add_summary, add_table

_TONES = {
    "met": Tone.GOOD,
    "partly": Tone.SOME,
    "missing": Tone.BAD,
    "yes": Tone.GOOD,
    "no": Tone.BAD,
    "must": Tone.BAD,
    "should": Tone.SOME,
}
_LEARNERS = TableSheet(
    "Learners and units",
    "LearnersAndUnits",
    (
        Column("Learner", 24),
        Column("Registration", 13),
        Column("Unit", 13),
        Column("Attempt", 8, Kind.NUMBER),
        Column("Result", 25),
        Column("Ready", 7, tones=_TONES),
        Column("Required hours", 9, Kind.HOURS),
        Column("Planned hours", 9, Kind.HOURS),
        Column("Delivered hours", 10, Kind.HOURS),
        Column("Criteria met", 8, Kind.NUMBER),
        Column("Criteria in all", 8, Kind.NUMBER),
        Column("Points to fix", 7, Kind.NUMBER),
        Column("Points to look at", 8, Kind.NUMBER),
        Column("Submission", 12, Kind.DATE),
        Column("Days left", 7, Kind.NUMBER),
        Column("Outcome", 11),
        Column("Marks", 7, Kind.NUMBER),
        Column("Marks of", 7, Kind.NUMBER),
        Column("Assessor", 22),
        Column("Submission in words", 16),
        Column("Keep until", 12, Kind.DATE),
        Column("Title of the unit", 44),
        Column("Portfolio", 44, Kind.LINK),
        Column("Report", 34, Kind.LINK),
        Column("Workbook", 34),
        Column("What went wrong", 44),
    ),
    printed=18,
)
_CRITERIA = TableSheet(
    "Criteria",
    "Criteria",
    (
        Column("Learner", 26),
        Column("Registration", 14),
        Column("Unit", 13),
        Column("Criterion", 11),
        Column("Status", 11, tones=_TONES),
    ),
)
_POINTS = TableSheet(
    "Points",
    "Points",
    (
        Column("Learner", 26),
        Column("Registration", 14),
        Column("Unit", 13),
        Column("Criterion", 11),
        Column("Severity", 10, tones=_TONES),
        Column("Sheet", 18),
        Column("Cell", 9),
        Column("What is wrong", 46),
        Column("What to do", 46),
        Column("Who can put it right", 24),
        Column("Only follows from another", 14),
        Column("Rule", 24),
    ),
)


def board_workbook(cohort: Cohort, *, today: date) -> bytes:
    """Make `cohort.xlsx`; the same cohort on the same day gives the same bytes.

    Args:
        cohort: how everybody stands; its paths are relative to the folder in which the workbook will lie.
        today: the day from which days to submission are counted.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    note = f"Days are counted from {uk_date(today)}. Clients appear by reference only."
    lines = (cohort_sentence(cohort), note)
    add_summary(book, "Summary", "Cohort board", lines, (_LEARNERS, _CRITERIA, _POINTS))
    add_table(book, _LEARNERS, _learner_rows(cohort, today))
    add_table(book, _CRITERIA, _criterion_rows(cohort))
    add_table(book, _POINTS, _point_rows(cohort))
    return packed(book, "Cohort board")


def _learner_rows(cohort: Cohort, today: date) -> Iterator[Row]:
    for learner in cohort.learners:
        for unit in learner.units:
            yield _unit_row(learner, unit, today)
        if not learner.units:
            words = "Could not be read" if learner.error else "No unit to build"
            empty: Row = (None,) * (len(_LEARNERS.columns) - 9)
            yield (
                learner.learner, learner.registration, None, None, words, "no", *empty,
                Link(learner.report), learner.file, learner.error,
            )  # fmt: skip


def _unit_row(learner: LearnerStanding, unit: UnitStanding, today: date) -> Row:
    readiness, assessment = unit.readiness, latest_assessment(unit)
    return (
        learner.learner,
        learner.registration,
        unit.label or unit.unit,
        unit.attempt,
        result_words(learner, unit),
        "yes" if state_of(unit) == "ready" else "no",
        readiness.required_minutes,
        readiness.planned_minutes,
        readiness.delivered_minutes,
        sum(item.status == "met" for item in readiness.criteria),
        len(readiness.criteria),
        len(points(learner.findings, Severity.MUST, unit.unit)),
        len(points(learner.findings, Severity.SHOULD, unit.unit)),
        unit.submission,
        days_left(unit, today),
        assessment.outcome if assessment else None,
        assessment.total if assessment else None,
        assessment.most if assessment else None,
        assessment.assessor if assessment else None,
        due_words(unit, today),
        unit.keep_until,
        unit.title,
        Link(unit.portfolio),
        Link(learner.report),
        learner.file,
        unit.error,
    )


def _criterion_rows(cohort: Cohort) -> Iterator[Row]:
    for learner, unit in cohort.units():
        for item in unit.readiness.criteria:
            yield (
                learner.learner, learner.registration, unit.label or unit.unit, item.criterion, item.status
            )  # fmt: skip


def _point_rows(cohort: Cohort) -> Iterator[Row]:
    for learner in cohort.learners:
        owners = {what(owed.finding): f"{owed.party} {owed.who}".strip() for owed in learner.owed}
        labels = {unit.unit: unit.label or unit.unit for unit in learner.units}
        for finding in learner.findings:
            yield _point_row(learner, finding, labels, owners.get(what(finding)))


def _point_row(learner: LearnerStanding, finding: Finding, labels: dict[str, str], owner: str | None) -> Row:
    place = finding.location
    return (
        learner.learner,
        learner.registration,
        labels.get(finding.unit, finding.unit) if finding.unit else "all",
        finding.criterion,
        finding.severity.value,
        place.sheet,
        place.cell,
        finding.message,
        finding.remedy,
        owner,
        "yes" if finding.caused_by else "no",
        finding.id,
    )
