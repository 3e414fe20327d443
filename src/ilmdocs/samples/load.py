"""Reads the fictional learners: TOML beside this file → rows by sheet, field id to value.

A file may build on another one (`base`): its rows are added after the base's, sheets named in `afresh`
start empty, `[[change]]` replaces or empties single cells and `[[without]]` takes rows away. Rows are
counted from 1, and durations are whole minutes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from ilmdocs.errors import UsageProblem
from ilmdocs.model.submission import Value

Rows = dict[str, list[Mapping[str, Value]]]
_NO_SHEETS = frozenset(
    {"about", "base", "afresh", "units", "folder", "workbook", "attachments", "change", "without"}
)

SAMPLES: tuple[str, ...] = ("sample-301", "sample-302", "demo-one", "demo-two", "demo-mistakes")
"""The names of all fictional learners."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A fictional learner.

    `folder` and `workbook` say where the demo puts it (empty when it is not part of the demo);
    `attachments` gives for each file beside the workbook which picture or document it is.
    """

    name: str
    about: str
    units: tuple[str, ...]
    rows: Mapping[str, list[Mapping[str, Value]]]
    folder: str = ""
    workbook: str = ""
    attachments: Mapping[str, str] | None = None


def load_sample(name: str) -> Sample:
    """Read a fictional learner.

    Raises:
        UsageProblem: when there is none of that name.
    """
    if name not in SAMPLES:
        raise UsageProblem(f"There is no sample called {name}.", f"Choose one of {', '.join(SAMPLES)}.")
    data = _read(name)
    return Sample(
        name=name,
        about=data["about"],
        units=tuple(data["units"]),
        rows=_rows(data),
        folder=data.get("folder", ""),
        workbook=data.get("workbook", ""),
        attachments=data.get("attachments", {}),
    )


def sample_rows(name: str) -> Mapping[str, list[Mapping[str, Value]]]:
    """The rows of a fictional learner by sheet; raises as `load_sample`."""
    return load_sample(name).rows


def rows_for(units: Sequence[str]) -> Mapping[str, list[Mapping[str, Value]]]:
    """The rows of a complete fictional learner who is registered for the given units.

    Several units share the richest sample; each gets a row of its own on the Units sheet.

    Raises:
        UsageProblem: when no sample serves one of the units.
    """
    served = {"8585-301": "sample-301", "8585-302": "sample-302"}
    missing = [unit for unit in units if unit not in served]
    if missing or not units:
        raise UsageProblem(
            f"There is no sample for {' and '.join(missing) or 'no unit'} yet.",
            f"Samples are there for {' and '.join(served)}.",
        )
    rows = dict(sample_rows(max(served[unit] for unit in units)))
    registered = rows["Units"][0]
    rows["Units"] = [{**registered, "unit_id": unit} for unit in dict.fromkeys(units)]
    return rows


def _read(name: str) -> dict[str, Any]:
    text = resources.files("ilmdocs.samples").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _rows(data: Mapping[str, Any]) -> Rows:
    rows = _rows(_read(data["base"])) if "base" in data else {}
    for sheet in data.get("afresh", ()):
        rows[sheet] = []
    for sheet, content in data.items():
        if sheet in _NO_SHEETS:
            continue
        if isinstance(content, list):
            rows[sheet] = rows.get(sheet, []) + [_values(row) for row in content]
        else:  # a form-layout sheet is one row: fields are added to it
            before = rows.get(sheet) or [{}]
            rows[sheet] = [{**before[0], **_values(content)}]
    for change in data.get("change", ()):
        _change(rows, **change)
    for gone in data.get("without", ()):
        del rows[gone["sheet"]][gone["row"] - 1]
    return rows


def _values(row: Mapping[str, Any]) -> dict[str, Value]:
    return {field: tuple(value) if isinstance(value, list) else value for field, value in row.items()}


def _change(rows: Rows, sheet: str, row: int, field: str, value: Any = None) -> None:
    """Put another value into a cell; without a value, empty it."""
    changed = dict(rows[sheet][row - 1])
    if value is None:
        del changed[field]
    else:
        changed.update(_values({field: value}))
    rows[sheet][row - 1] = changed
