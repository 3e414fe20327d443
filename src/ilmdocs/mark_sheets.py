"""Mark sheets as documents of their own: filled, converted and put into the learner's output folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from ilmdocs.assemble import single_document
from ilmdocs.atomic import write_atomically
from ilmdocs.centre import take_settings
from ilmdocs.convert import Engine, convert_documents
from ilmdocs.discover import place_of
from ilmdocs.discreet import discreet_error, shown_path
from ilmdocs.errors import ExitCode, IlmdocsError, exit_code_of
from ilmdocs.faults import contained
from ilmdocs.folders import refuse_links, require_writable
from ilmdocs.hashing import digest
from ilmdocs.last_look import own_files
from ilmdocs.leaks import require_no_client
from ilmdocs.library import Library
from ilmdocs.making import destination_of
from ilmdocs.marking import CheckedMarks, check_marks, has_mark_sheet, marks_path
from ilmdocs.model.finding import Finding
from ilmdocs.model.marking import Marking
from ilmdocs.model.portfolio import Plan
from ilmdocs.model.submission import Submission
from ilmdocs.model.unit import Unit
from ilmdocs.plan import mark_sheets
from ilmdocs.publish import keep_edited, manifest_data, take_folder
from ilmdocs.scratch import scratch_folder
from ilmdocs.text.file_pattern import MARK_SHEET_START
from ilmdocs.text.names import private_terms
from ilmdocs.workbook.read import read_workbook

FILE_START = MARK_SHEET_START
"""How the file name of every mark sheet begins; no portfolio's does."""
RECORD_NAME = "mark-sheet.json"
RECORD_SCHEMA = "ilmdocs.mark-sheet/1"

Status = Literal["built", "refused", "failed", "unmarked"]


@dataclass(frozen=True, slots=True)
class MarkOrder:
    """How to make mark sheets: what the command line decided once for all learners."""

    library: Library
    engine: Engine
    output: Path
    today: date
    only: tuple[str, ...] = ()
    descriptors: Path | None = None
    first: Callable[[Path], None] = lambda _: None
    """Asked before a workbook is opened; raises where it cannot be opened within limits."""


@dataclass(frozen=True, slots=True)
class MarkResult:
    """What became of one learner's unit. `unit` is None when the learner's workbook could not be read.

    `unmarked`: there is no marks workbook yet. `marking` is there whenever the marks could be read.
    """

    path: Path
    learner: str
    status: Status
    unit: str | None = None
    attempt: int = 1
    marks: Path | None = None
    marking: Marking | None = None
    document: Path | None = None
    pdf: Path | None = None
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    error: IlmdocsError | None = None


def build_mark_sheets(workbooks: Sequence[Path], order: MarkOrder) -> Iterator[MarkResult]:
    """Check the marks beside each workbook and make the mark sheets; one result per learner and unit.

    One learner's trouble never touches another's result. Two workbooks about the same learner and unit never
    overwrite each other: the second one fails.
    """
    taken: dict[str, Path] = {}
    for path in workbooks:
        try:
            with contained():
                order.first(path)
                read = read_workbook(path, order.library.units, order.library.required)
        except IlmdocsError as error:
            yield MarkResult(path, place_of(path), "failed", error=error)
            continue
        intake, _ = take_settings(read.submission, order.library.settings)
        for unit_id in read.included:
            unit = order.library.units[unit_id]
            if has_mark_sheet(unit) and (not order.only or unit_id in order.only):
                yield _one(path, intake, unit, order, taken)


def exit_code(results: Sequence[MarkResult]) -> ExitCode:
    """The exit code of a run (README, "Exit codes"); marks that are still to come are no fault."""
    errors = [result.error for result in results if result.error is not None]
    refused = any(result.status == "refused" for result in results)
    return exit_code_of(errors, len({result.path for result in results}), good=not refused)


def _one(path: Path, intake: Submission, unit: Unit, order: MarkOrder, taken: dict[str, Path]) -> MarkResult:
    attempt = intake.attempt(unit.id)
    marks = marks_path(path, unit, attempt)
    learner = intake.learner.text("learner_name") or path.name
    told = shown_path(path, intake), marks and shown_path(marks, intake)
    result = MarkResult(told[0], learner, "unmarked", unit.id, attempt, told[1])
    if marks is None:
        return result
    try:
        with contained():
            checked = check_marks(
                marks,
                intake,
                unit,
                attempt=attempt,
                today=order.today,
                descriptors=order.descriptors,
                centre=order.library.settings,
            )
            result = replace(result, marking=checked.marking, findings=checked.findings)
            if checked.musts:
                return replace(result, status="refused")
            take_folder(destination_of(intake, unit).folder(order.output), path, taken)
            return _built(result, checked, intake, order)
    except IlmdocsError as error:
        return replace(result, status="failed", error=discreet_error(error, private_terms(intake)))


def _built(result: MarkResult, checked: CheckedMarks, intake: Submission, order: MarkOrder) -> MarkResult:
    """Fill, convert and publish the mark sheet of the present attempt."""
    unit = checked.unit
    portfolio = destination_of(intake, unit).portfolio(order.output)
    folder, stem = portfolio.parent, f"{FILE_START}{portfolio.stem}"
    require_writable(folder)
    refuse_links(folder, order.output)
    (part,) = mark_sheets(unit, [checked.marks])
    filled = order.library.filler(unit).fill(part, Plan(unit, (part,)), intake)
    with scratch_folder() as work:
        (converted,) = convert_documents(order.engine, [filled], work)
    files = {
        f"{stem}.docx": filled.docx,
        f"{stem}.pdf": single_document(converted.pdf, f"{unit.id} {part.title}"),
    }
    require_no_client(
        private_terms(intake),
        pdf=files[f"{stem}.pdf"],
        documents={f"{stem}.docx": filled.docx},
        data={},
        names=[portfolio.relative_to(order.output).as_posix()],
        forms=lambda: own_files(order.library, unit),
    )
    record = folder / RECORD_NAME
    kept = keep_edited(folder, _hashes(record), files)
    for name, data in files.items():
        write_atomically(folder / name, data, inside=order.output)
    write_atomically(record, _record(checked.marking, files), inside=order.output)
    return replace(
        result,
        status="built",
        document=folder / f"{stem}.docx",
        pdf=folder / f"{stem}.pdf",
        notes=tuple(f"Somebody had edited the mark sheet; it is now “{path.name}”." for path in kept),
    )


def _hashes(record: Path) -> dict[str, str]:
    """File name to hash of the mark sheet that stands there, as its record says."""
    listed = (manifest_data(record) or {}).get("files")
    items = listed if isinstance(listed, dict) else {}
    return {str(name): str(value) for name, value in items.items() if name == Path(str(name)).name}


def _record(marking: Marking, files: dict[str, bytes]) -> bytes:
    data = {
        "schema": RECORD_SCHEMA,
        "unit": marking.unit.id,
        "outcome": marking.outcome,
        "total": marking.total,
        "referred": list(marking.referred),
        "files": {name: digest(content) for name, content in files.items()},
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
