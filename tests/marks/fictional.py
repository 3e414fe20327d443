"""A fictional marked unit, its learner and an assessor's marks. Nobody here is real."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ilmdocs.library import Library, load_library
from ilmdocs.marking import CheckedMarks, check_marks, head_of, new_marks_path
from ilmdocs.model.submission import Submission
from ilmdocs.model.unit import Unit
from ilmdocs.workbook.create import create_workbook
from ilmdocs.workbook.marks import create_marks
from ilmdocs.workbook.read import read_workbook
from tests.builders import TEMPLATES, TODAY

UNIT = "8580-999"
MOST = {
    "1.1": 8, "1.2": 8, "1.3": 4, "2.1": 16, "2.2": 12, "2.3": 12, "2.4": 12, "3.1": 8, "3.2": 12, "3.3": 8,
}  # fmt: skip
"""The marks of each criterion; they add up to 100."""
FULL: Mapping[str, Mapping[str, Any]] = {criterion: {"mark": most} for criterion, most in MOST.items()}
SIGNED: Mapping[str, Any] = {
    "assessor": "Alex Assessor",
    "assessor_signed": date(2026, 7, 2),
    "signature_mode": "wet-held",
}

_HEAD = """
schema = 1
id = "8580-999"
title = "Keeping bees in the workplace"
qualification = "8580"
qualification_title = "A fictional certificate"
version = "2017-03"
level = 5
regime = "assignment"
include = ["frame", "marking"]
total_marks = 100
order = ["authentication", "contents", "references", "evidence", "mark-sheet"]

[wording]
mark_sheet_title = "MARK SHEET – UNIT 999 - Keeping bees in the workplace"
"""


def library_with_marks(folder: Path) -> Library:
    """The shipped templates with one fictional unit of ten criteria beside them."""
    templates = folder / "templates"
    shutil.copytree(TEMPLATES, templates)
    text = _HEAD
    for section in ("1", "2", "3"):
        text += f'\n[[outcomes]]\nid = "{section}"\ntitle = "Be able to keep hive number {section}"\n'
        for criterion, most in MOST.items():
            if criterion.startswith(section):
                text += f'\n[[outcomes.criteria]]\nid = "{criterion}"\nverb = "Explain"\n'
                text += f'text = "Explain bee number {criterion}"\nmarks = {most}\n'
    (templates / "8580" / "2017-03" / f"{UNIT}.toml").write_text(text, encoding="utf-8")
    return load_library(templates)


@dataclass(frozen=True)
class Desk:
    """A learner's folder with its workbook, where an assessor works."""

    library: Library
    workbook: Path
    unit: Unit

    @property
    def intake(self) -> Submission:
        """The learner's workbook as read."""
        return read_workbook(self.workbook, self.library.units, self.library.required).submission

    def give(
        self,
        criteria: Mapping[str, Mapping[str, Any]],
        head: Mapping[str, Any] = SIGNED,
        sections: Mapping[str, Mapping[str, Any]] | None = None,
        descriptors: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> Path:
        """Write the marks workbook of the learner's present attempt."""
        attempt = self.intake.attempt(self.unit.id)
        filled = {
            "Criteria": [{"criterion": name, **values} for name, values in criteria.items()],
            "Sections": [{"section": name, **values} for name, values in (sections or {}).items()],
            "Descriptors": [{"criterion": name, **values} for name, values in (descriptors or {}).items()],
        }
        path = new_marks_path(self.workbook, self.unit, attempt)
        path.write_bytes(create_marks(self.unit, {**head_of(self.intake, attempt), **head}, filled))
        return path

    def check(self, path: Path) -> CheckedMarks:
        """What reading and the rules say about a marks workbook."""
        attempt = self.intake.attempt(self.unit.id)
        return check_marks(path, self.intake, self.unit, attempt=attempt, today=TODAY)


def desk(folder: Path, library: Library, unit: str = UNIT, *, attempt: int = 1, **learner: Any) -> Desk:
    """A learner of the fictional unit in a folder of their own."""
    chosen = library.units[unit]
    rows: dict[str, list[dict[str, Any]]] = {
        "Learner": [
            {
                "learner_name": "Ffion Example",
                "ilm_registration_no": "ABC123",
                "centre_name": "Example Centre",
                "centre_number": "012345",
                **learner,
            }
        ],
        "Units": [{"unit_id": unit, "include": True, "attempt": attempt}],
        "Private": [{"client_ref": "C1", "real_name": "Zebedee Quixby"}],
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "ffion.xlsx"
    path.write_bytes(create_workbook([chosen], rows=rows, required=library.required, used=library.used))
    return Desk(library, path, chosen)


def told(checked: CheckedMarks) -> list[tuple[str, str, str]]:
    """The findings that are no mere consequences, as (rule id, cell, severity)."""
    return [
        (finding.id, str(finding.location), finding.severity.value)
        for finding in checked.findings
        if finding.caused_by is None
    ]


def changed(**marks: Any) -> dict[str, dict[str, Any]]:
    """Full marks but for some criteria: `ac_1_3=1` is a mark, a text a decision, None nothing."""
    rows = {name: dict(values) for name, values in FULL.items()}
    for name, value in marks.items():
        criterion = name.removeprefix("ac_").replace("_", ".")
        rows[criterion] = {} if value is None else {"decision" if isinstance(value, str) else "mark": value}
    return rows
