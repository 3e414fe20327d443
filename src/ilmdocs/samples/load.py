"""Reads the fictional learners: TOML beside this file → rows by sheet, field id to value.

A file may build on another one (`base`): its rows are added after the base's, sheets named in `afresh`
start empty, `[[change]]` replaces or empties single cells and `[[without]]` takes rows away. Rows are
counted from 1, and durations are whole minutes. Several bases are samples of one learner, combined.
`[answers]` says which unit's texts stand in a Word file instead of cells, and what else stands there;
`[marks]` is what an assessor gave.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from ilmdocs.errors import UsageProblem
from ilmdocs.model.submission import Value
from ilmdocs.samples.combine import Rows, combined

_NO_SHEETS = frozenset(
    {
        "about", "base", "afresh", "units", "folder", "workbook",
        "attachments", "answers", "marks", "change", "without",
    }
)  # fmt: skip

Answers = Mapping[str, tuple[str, Mapping[str, str]]]
"""Texts for Word files: by file name the unit, and the texts by criterion, `introduction`, `references` …"""

SAMPLES: tuple[str, ...] = (
    "sample-301", "sample-302", "sample-303", "sample-500", "sample-501", "sample-503", "sample-588",
    "sample-L7",
    "demo-one", "demo-two", "demo-several", "demo-marked", "demo-L7", "demo-mistakes",
)  # fmt: skip
"""The names of all fictional learners; those of the demo in its order."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A fictional learner.

    `folder` and `workbook` say where the demo puts it (empty when it is not part of the demo);
    `attachments` gives for each file beside the workbook which picture or document it is, `answers` the
    texts of Word files, `marks` the rows by sheet of each marks workbook.
    """

    name: str
    about: str
    units: tuple[str, ...]
    rows: Mapping[str, list[Mapping[str, Value]]]
    folder: str = ""
    workbook: str = ""
    attachments: Mapping[str, str] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)
    marks: Mapping[str, Rows] = field(default_factory=dict)


def load_sample(name: str) -> Sample:
    """Read a fictional learner.

    Raises:
        UsageProblem: when there is none of that name.
    """
    if name not in SAMPLES:
        raise UsageProblem(f"There is no sample called {name}.", f"Choose one of {', '.join(SAMPLES)}.")
    data = _read(name)
    rows = _rows(data)
    return Sample(
        name=name,
        about=data["about"],
        units=tuple(data["units"]),
        rows=rows,
        folder=data.get("folder", ""),
        workbook=data.get("workbook", ""),
        attachments=data.get("attachments", {}),
        answers={file: _answers(rows, file, **given) for file, given in data.get("answers", {}).items()},
        marks={file: _sheets(sheets) for file, sheets in data.get("marks", {}).items()},
    )


def sample_rows(name: str) -> Mapping[str, list[Mapping[str, Value]]]:
    """The rows of a fictional learner by sheet; raises as `load_sample`."""
    return load_sample(name).rows


def _read(name: str) -> dict[str, Any]:
    text = resources.files("ilmdocs.samples").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _rows(data: Mapping[str, Any]) -> Rows:
    rows = _base(data.get("base", []))
    for sheet in data.get("afresh", ()):
        rows[sheet] = []
    added = {sheet: content for sheet, content in data.items() if sheet not in _NO_SHEETS}
    for sheet, content in _sheets(added).items():
        if isinstance(added[sheet], list):
            rows[sheet] = rows.get(sheet, []) + content
        else:  # a form-layout sheet is one row: fields are added to it
            rows[sheet] = [{**(rows.get(sheet) or [{}])[0], **content[0]}]
    for change in data.get("change", ()):
        _change(rows, **change)
    for gone in data.get("without", ()):
        del rows[gone["sheet"]][gone["row"] - 1]
    return rows


def _base(names: str | list[str]) -> Rows:
    if isinstance(names, str):
        return _rows(_read(names))
    bases = [_read(name) for name in names]
    return combined([(base["units"], _rows(base)) for base in bases])


def _sheets(content: Mapping[str, Any]) -> Rows:
    """Sheets as they stand in a file, where one of form layout is a single table."""
    return {
        sheet: [_values(row) for row in (rows if isinstance(rows, list) else [rows])]
        for sheet, rows in content.items()
    }


def _values(row: Mapping[str, Any]) -> dict[str, Value]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def _change(rows: Rows, sheet: str, row: int, field: str, value: Any = None) -> None:
    """Put another value into a cell; without a value, empty it."""
    changed = dict(rows[sheet][row - 1])
    if value is None:
        del changed[field]
    else:
        changed.update(_values({field: value}))
    rows[sheet][row - 1] = changed


def _answers(rows: Rows, file: str, unit: str, **further: str) -> tuple[str, Mapping[str, str]]:
    """Take a unit's texts out of the Narrative sheet, where one row names the file instead."""
    own = [row for row in rows["Narrative"] if row.get("units", (unit,)) == (unit,)]
    sessions = {ref for row in own for ref in _named(row)}
    instead: dict[str, Value] = {"file": file}
    if sessions:
        instead["sessions"] = tuple(sorted(sessions))
    if own and "units" in own[0]:
        instead["units"] = (unit,)
    rows["Narrative"] = [row for row in rows["Narrative"] if row not in own] + [instead]
    return unit, {str(row.get("criterion", row["kind"])): str(row["text"]) for row in own} | further


def _named(row: Mapping[str, Value]) -> tuple[str, ...]:
    sessions = row.get("sessions", ())
    return sessions if isinstance(sessions, tuple) else ()
