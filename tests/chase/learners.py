"""Fictional learners for the chase list: a complete workbook with some cells emptied, checked as files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ilmdocs.checking import Checked, check_workbook
from ilmdocs.library import Library, load_library
from ilmdocs.model.cohort import LearnerStanding, Owed, UnitStanding
from ilmdocs.owing import learner_email, owed
from ilmdocs.samples import rows_for
from ilmdocs.templates_path import templates_folder
from ilmdocs.workbook.create import create_workbook

TODAY = date(2026, 11, 22)
Rows = dict[str, list[dict[str, Any]]]
Change = Callable[[Rows], None]


@cache
def library() -> Library:
    """The built-in units and packs."""
    return load_library(templates_folder())


def checked(folder: Path, change: Change, unit: str = "8585-301") -> Checked:
    """The complete sample learner of a unit with a change, as a workbook on disk."""
    rows: Rows = {sheet: [dict(row) for row in found] for sheet, found in rows_for([unit]).items()}
    change(rows)
    known = library()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "learner.xlsx"
    path.write_bytes(create_workbook([known.unit(unit)], rows=rows, required=known.required, used=known.used))
    return check_workbook(path, known, TODAY)


def standing(look: Checked) -> LearnerStanding:
    """How the learner of a checked workbook stands."""
    learner = look.submission.learner
    readiness = {item.unit: item for item in look.readiness}
    units = []
    for plan in look.plans:
        unit = plan.unit
        row = look.submission.registration(unit.id)
        day = row.day("submission_date") if row else None
        units.append(
            UnitStanding(unit.id, unit.name, unit.title, 1, "refused", readiness[unit.id], submission=day)
        )
    return LearnerStanding(
        str(look.path),
        look.learner,
        learner.text("ilm_registration_no"),
        learner_email(look.submission),
        units=tuple(units),
        findings=look.findings,
        owed=debts(look),
    )


def debts(look: Checked) -> tuple[Owed, ...]:
    """What is owed by whom."""
    return owed(look.findings, look.submission, look.marks)


def told(look: Checked) -> list[tuple[str, str, str, str]]:
    """What is owed as (party, who, rule id, place)."""
    return [(d.party, d.who, d.finding.id, str(d.finding.location)) for d in debts(look)]


def emptied(sheet: str, *fields: str, item: int = 0, **others: Any) -> Change:
    """Empty some cells of a row; `others` are typed instead."""

    def change(rows: Rows) -> None:
        for name in fields:
            rows[sheet][item].pop(name, None)
        rows[sheet][item].update(others)

    return change


def without(sheet: str) -> Change:
    """Take all rows of a sheet away."""

    def change(rows: Rows) -> None:
        rows[sheet] = []

    return change


def both(*changes: Change) -> Change:
    """Several changes in one workbook."""

    def change(rows: Rows) -> None:
        for one in changes:
            one(rows)

    return change
